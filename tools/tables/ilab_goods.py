"""ILAB's list with dates: the 2022 edition plus the changes of 2024, so that it can be asked for any day since.

A listing whose flags changed gives two rows, one ending where the other begins; a removed one keeps its row and ends.
"""

from __future__ import annotations

from pathlib import Path

from common import Row, alpha2, sibling, slug

PUBLISHED = {"2022": "2022-09-28", "2024": "2024-09-05"}
"""Publication dates of the editions; sources in ilab_goods.toml."""

FLAGS = ("child_labor", "forced_labor", "forced_child_labor")


def transform(rows: list[Row], source: Path | None) -> list[Row]:
    """Rows of the 2022 edition, ended or replaced where the 2024 edition changed them, and its additions."""
    changes = {(c["iso3"], c["good"]): c for c in sibling(source, "ilab_goods_changes.csv")}
    sectors = {c["good"]: c["sector"] for c in sibling(source, "ilab_goods_crosswalk.csv")}
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
            out.append(
                _row({**known, **flags, **_from(change)}, note="added in the 2024 edition; other flags not read")
            )
        elif mark not in seen:
            raise SystemExit(f"ilab_goods: a change of a listing that is not in the 2022 edition: {mark}")
    return sorted(out, key=lambda row: row["id"])


def _from(change: Row) -> Row:
    return {key: change[key] for key in ("edition_year", "source_url", "confidence")}


def _row(row: Row, *, ended: Row | None = None, note: str = "") -> Row:
    country = alpha2(row["iso3"])
    commodity = slug(row["good"])
    return {
        "id": f"{country}-{commodity}-{row['edition_year']}",
        "country": country,
        "iso3": row["iso3"],
        "commodity": commodity,
        "good": row["good"],
        "sector": row["sector"],
        "child_labor": row["child_labor"],
        "forced_labor": row["forced_labor"],
        "forced_child_labor": row["forced_child_labor"],
        "edition_year": row["edition_year"],
        "listed_from": PUBLISHED[row["edition_year"]],
        "listed_to": PUBLISHED[ended["edition_year"]] if ended else "",
        "note": note or (f"{ended['change'].replace('_', ' ')} in the 2024 edition" if ended else ""),
        "source_url": row["source_url"],
        "end_source_url": ended["source_url"] if ended else "",
        "confidence": row["confidence"],
    }
