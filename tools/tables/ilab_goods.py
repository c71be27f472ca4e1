"""ILAB's list with dates: the editions of 2016, 2018, 2020 and 2022 and the changes of 2024, one row per edition.

A row stands from the day of its edition to the day of the next: the list can be asked for as it was on any day since
2016. The 2022 edition goes on in 2024 except where a change was read: then its row ends, and another begins if the pair
was not removed.
"""

from __future__ import annotations

from pathlib import Path

from common import Row, alpha2, country, iso3_to_alpha2, sibling, slug

PUBLISHED = {
    "2016": "2016-09-30",
    "2018": "2018-09-20",
    "2020": "2020-09-30",
    "2022": "2022-09-28",
    "2024": "2024-09-05",
}
"""Publication dates of the editions; sources in ilab_goods.toml."""
NEXT = {"2016": "2018", "2018": "2020", "2020": "2022"}
LIST_PAGE = "https://www.dol.gov/agencies/ilab/reports/child-labor/list-of-goods"
"""The department's page of the list as it stands."""
FLAGS = ("child_labor", "forced_labor", "forced_child_labor")
ADDED_BETWEEN = {("CN", "polysilicon"): "2021-06-24"}
"""Added to the edition of 2020 by a notice of its own; the day as ilab_goods.toml's source has it."""
RENAMED = {
    "Flowers (poppies)": "Poppies",
    "Miraa (stimulant plant)": "Khat/Miraa (stimulant plant)",
    "Textiles (jute)": "Jute (textiles)",
    "Oil (Palm)": "Palm Oil",
}
"""Earlier words for goods of the table of commodities: the same countries are listed under the next word."""


def transform(rows: list[Row], source: Path | None) -> list[Row]:
    """Rows of the earlier editions, of 2022, ended or replaced where 2024 changed them, and the additions of 2024."""
    earlier = [_earlier(row) for row in sibling(source, "ilab_goods_earlier_editions.csv")]
    out = _unbroken([*earlier, *_newer(rows, source)])
    return sorted(out, key=lambda row: row["id"])


def _newer(rows: list[Row], source: Path | None) -> list[Row]:
    changes = {(c["iso3"], c["good"]): c for c in sibling(source, "ilab_goods_changes.csv")}
    sectors = {c["good"]: c["sector"] for c in sibling(source, "ilab_goods_crosswalk.csv")}
    sectors |= {"Lithium": "mining", "Manganese": "mining"}
    out: list[Row] = []
    seen: set[tuple[str, str]] = set()
    for row in rows:
        mark = (row["iso3"], row["good"])
        seen.add(mark)
        change = changes.get(mark)
        out.append(_row(row, ended=change))
        if change and change["change"] == "flag_changed":
            flags = {**{flag: row[flag] for flag in FLAGS}, change["field"]: change["value"]}
            note = f"{change['field']} became {change['value']} in the 2024 edition"
            out.append(_row({**row, **flags, **_from(change)}, note=note))
    for mark, change in changes.items():
        if change["change"] == "added":
            flags = {flag: "1" if flag == change["field"] else "0" for flag in FLAGS}
            known = {"iso3": mark[0], "good": mark[1], "sector": sectors[mark[1]]}
            note = "in the 2024 edition and not in that of 2022; other flags not read"
            out.append(_row({**known, **flags, **_from(change)}, note=note))
        elif mark not in seen:
            raise SystemExit(f"ilab_goods: a change of a listing that is not in the 2022 edition: {mark}")
    return out


def _from(change: Row) -> Row:
    return {key: change[key] for key in ("edition_year", "source_url", "confidence")}


def _row(row: Row, *, ended: Row | None = None, note: str = "") -> Row:
    code = alpha2(row["iso3"])
    return {
        "id": f"{code}-{slug(row['good'])}-{row['edition_year']}",
        "country": code,
        "iso3": row["iso3"],
        "commodity": slug(row["good"]),
        "good": row["good"],
        "sector": row["sector"],
        **{flag: row[flag] for flag in FLAGS},
        "edition_year": row["edition_year"],
        "listed_from": PUBLISHED[row["edition_year"]],
        "listed_to": PUBLISHED[ended["edition_year"]] if ended else "",
        "note": note or (f"{ended['change'].replace('_', ' ')} in the 2024 edition" if ended else ""),
        "authority_url": "" if ended else LIST_PAGE,
        "source_url": row["source_url"].split(" | ")[0],
        "end_source_url": ended["source_url"] if ended else "",
        "confidence": row["confidence"],
    }


def _earlier(row: Row) -> Row:
    code, edition = country(row["country_name"]), row["edition"]
    iso3 = next(three for three, two in iso3_to_alpha2().items() if two == code)
    as_now = RENAMED.get(row["good"], row["good"])
    return {
        "id": f"{code}-{slug(row['good'])}-{edition}",
        "country": code,
        "iso3": iso3,
        "commodity": slug(as_now),
        "good": row["good"],
        "sector": "pornography" if row["sector"] == "Other" else row["sector"].lower(),
        **{flag: str(int(row[flag] == "Yes")) for flag in FLAGS},
        "edition_year": edition,
        "listed_from": ADDED_BETWEEN.get((code, slug(as_now)), PUBLISHED[edition]),
        "listed_to": PUBLISHED[NEXT[edition]],
        "note": "state of June 2022: the 2020 edition with the additions of 2021" if edition == "2020" else "",
        "authority_url": row["source_url"],
        "source_url": row["source_url"],
        "end_source_url": "",
        "confidence": "verified",
    }


def _unbroken(rows: list[Row]) -> list[Row]:
    """Rows with the earliest edition since which the pair has been on the list without a gap."""
    listed = {(row["country"], row["commodity"], row["edition_year"]) for row in rows}
    editions = sorted(PUBLISHED)
    for row in rows:
        since = row["edition_year"]
        if since == "2024" and (row["country"], row["commodity"], "2022") in listed:
            since = "2022"
        while (earlier := editions.index(since) - 1) >= 0:
            if (row["country"], row["commodity"], editions[earlier]) not in listed:
                break
            since = editions[earlier]
        row["since_edition"] = since
    order = ("id", "country", "iso3", "commodity", "good", "sector", *FLAGS, "edition_year", "since_edition")
    return [{key: row[key] for key in (*order, *(k for k in row if k not in order))} for row in rows]
