"""Countries and their names, from CLDR, iso3166, rigour and our own list of spellings.

    npm pack cldr-core@48.2.0 cldr-localenames-full@48.2.0; pip download --no-deps iso3166==3.0.0
    python tools/build_reference.py countries --source FOLDER_WITH_THESE_FILES

`geo/rigour_territories.csv` is an extract of rigour 2.6.1 (MIT, OpenSanctions), made by `geo/extract_rigour.py`;
`geo/country_aliases.csv` and `geo/country_adjectives.csv` are ours. An earlier source wins: ours, English CLDR,
iso3166, rigour, CLDR in other languages.
A key that the sources of one rank give to two countries becomes an `ambiguous` row.
"""

from __future__ import annotations

import ast
import csv
import json
import re
import sys
import tarfile
import zipfile
from collections.abc import Iterator
from pathlib import Path
from typing import Any, NamedTuple

from common import TABLES, Row, iso3_to_alpha2, joined, slug

sys.path.insert(0, str(TABLES.parent.parent))
from supplychain_risk.resolve.text import key

CLDR = ("CLDR 48.2", "https://github.com/unicode-org/cldr-json/tree/48.2.0/cldr-json/cldr-localenames-full/main/")
CLDR_CODES = (
    "CLDR 48.2",
    "https://github.com/unicode-org/cldr-json/blob/48.2.0/cldr-json/cldr-core/supplemental/codeMappings.json",
)
CLDR_OLD_CODES = (
    "CLDR 48.2",
    "https://github.com/unicode-org/cldr-json/blob/48.2.0/cldr-json/cldr-core/supplemental/aliases.json",
)
ISO3166 = ("iso3166 3.0.0", "https://pypi.org/project/iso3166/3.0.0/")
RIGOUR = ("rigour 2.6.1", "https://pypi.org/project/rigour/2.6.1/")
OURS = ("curated: observed spelling", "https://www.iso.org/iso-3166-country-codes.html")

# English first; for a key that several languages share, the first of these is named as its language.
LANGUAGES = """
en zh-Hans zh-Hant zh-Hant-HK es es-MX es-419 fr fr-CA de de-AT de-CH pt pt-PT it tr vi ja ko ru ar nl pl id
ms th hi bn uk sv da nb nn fi cs ro hu el he fa ur km my ta bg hr sr sr-Latn sr-Latn-BA bs sl sk lt lv et is
ca eu gl ga mk sq ka hy az uz kk ky mn ne si lo am sw af fil ml te kn gu mr pa or as ps sd ku zu so ha yo ig
mt cy lb fo be tg tk ug bo
""".split()  # noqa: SIM905 - a hundred quoted codes are no easier to read
OLD_CODES = ("UK", "SU", "YU", "CS", "DD", "ZR", "TP", "BU", "AN")  # others of CLDR's list are states of the US too
SPECIAL = {"XK"}  # user-assigned code, in wide use
# Where CLDR has a plainer variant of the name ("Congo (DRC)" rather than "Congo - Kinshasa").
PREFERRED = {code: f"{code}-alt-short" for code in ("HK", "MO", "MM", "PS")} | {
    c: f"{c}-alt-variant" for c in ("CD", "CG")
}


class Name(NamedTuple):
    """A name of a country before conflicts are settled; `rank` 0 wins."""

    rank: int
    code: str
    alias: str
    language: str
    kind: str
    source: tuple[str, str]
    confidence: str
    candidates: tuple[str, ...] = ()


def members(archive: Path, pattern: str) -> Iterator[tuple[re.Match[str], str]]:
    """Texts of the members of a .tgz or .whl whose path matches."""
    if archive.suffix == ".whl":
        with zipfile.ZipFile(archive) as file:
            for name in sorted(file.namelist()):
                if match := re.fullmatch(pattern, name):
                    yield match, file.read(name).decode("utf-8")
        return
    with tarfile.open(archive) as tar:
        for member in tar.getmembers():
            if match := re.fullmatch(pattern, member.name):
                content = tar.extractfile(member)
                assert content is not None
                yield match, content.read().decode("utf-8")


def localized(source: Path) -> dict[str, dict[str, str]]:
    """CLDR territory names by language, then by code (with `-alt-…` variants)."""
    found = {}
    for match, text in members(
        next(source.glob("cldr-localenames-full-*.tgz")), r"package/main/([^/]+)/territories\.json"
    ):
        if match[1] in LANGUAGES:
            found[match[1]] = json.loads(text)["main"][match[1]]["localeDisplayNames"]["territories"]
    return {language: found[language] for language in LANGUAGES}


def supplemental(source: Path, name: str) -> Any:
    """One supplemental file of cldr-core."""
    _, text = next(members(next(source.glob("cldr-core-*.tgz")), rf"package/supplemental/{name}\.json"))
    return json.loads(text)["supplemental"]


def iso_names(source: Path) -> dict[str, str]:
    """Alpha-2 → name as in ISO 3166-1 ("Korea, Republic of"), from the iso3166 package."""
    _, text = next(members(next(source.glob("iso3166-*.whl")), r"iso3166/__init__\.py"))
    names = {}
    for node in ast.walk(ast.parse(text)):
        if isinstance(node, ast.Call) and getattr(node.func, "id", "") == "Country":
            values = [ast.literal_eval(argument) for argument in node.args]
            names[values[1]] = values[0]
    return names


def rigour() -> list[Row]:
    """The extract of rigour's territories."""
    with (TABLES / "geo" / "rigour_territories.csv").open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def spellings(name: str) -> Iterator[str]:
    """Other ways an English name is written: inverted, with "(the)", with St., without "and" or apostrophes."""
    forms = [name]
    if match := re.fullmatch(
        r"(?:the )?((?:[A-Z][\w'’-]+ )*(?:Republic|Kingdom|State|Federation|Union|Sultanate)) of (.+)", name, re.I
    ):
        forms += [f"{match[2]}, {match[1]} of", f"{match[2]}, {match[1]}", f"{match[2]} ({match[1]} of)"]
        forms += [f"{match[2]}, the {match[1]} of"]
    if match := re.fullmatch(r"([^,]+), ([^,]+ of)(?: the)?", name):
        forms += [f"{match[2]} {match[1]}", f"{match[1]} ({match[2]})", f"{match[1]}, the {match[2]}"]
    for form in list(forms):
        if re.search(r"\bRepublic\b", form):
            forms.append(re.sub(r"\bRepublic\b", "Rep.", form))
    for form in list(forms):
        if re.search(r"\bSa?i?nt\b|\bSt\.", form):
            forms += [re.sub(r"\bSaint\b", "St.", form), re.sub(r"\bSt\.", "Saint", form)]
        if "&" in form or " and " in form:
            forms.append(re.sub(r" ?& ?| and ", " ", form))
            forms.append(re.sub(r" ?& ?| and ", "-", form))
    for form in list(forms):
        if re.search("['’]", form):
            forms.append(re.sub("['’]", "", form))
    if "(" not in name and "," not in name:
        forms += [f"{name} (the)"]
    if match := re.fullmatch(r"(North|South|East|West|Northern|American|British|French|Equatorial|New) (\w+)", name):
        forms += [f"{match[2]} ({match[1]})"]
    yield from dict.fromkeys(forms)


def names(source: Path, codes: set[str]) -> Iterator[Name]:
    """Every name of every source."""
    with (TABLES / "geo" / "country_aliases.csv").open(encoding="utf-8", newline="") as file:
        for row in csv.DictReader(file):
            candidates = tuple(row["candidates"].split(";")) if row["candidates"] else ()
            yield Name(0, row["country"], row["alias"], row["language"], row["kind"], OURS, "derived", candidates)
    by_language = localized(source)
    for rank, language in enumerate(by_language):
        for code, name in by_language[language].items():
            country, _, variant = code.partition("-alt-")
            if country in codes:
                kind = "short" if variant == "short" else "name"
                forms = (
                    list(spellings(name))
                    if language == "en"
                    else [name, *([re.sub("['’]", "", name)] if re.search("['’]", name) else [])]
                )
                for form in forms:
                    confidence = "single-secondary" if form == name else "derived"
                    at = (f"{CLDR[0]} {language}", f"{CLDR[1]}{language}/territories.json")
                    yield Name(1 if rank == 0 else 4, country, form, language, kind, at, confidence)
    for code, name in iso_names(source).items():
        for form in spellings(name):
            yield Name(2, code, form, "en", "name", ISO3166, "single-secondary" if form == name else "derived")
    yield from rigour_names(codes)


def rigour_names(codes: set[str]) -> Iterator[Name]:
    """Names from rigour; its subdivisions (England, Dubai) stand for their country.

    Where our list names the successors of a former state, they apply to all its names.
    """
    with (TABLES / "geo" / "country_aliases.csv").open(encoding="utf-8", newline="") as file:
        several = {key(r["alias"]): tuple(r["candidates"].split(";")) for r in csv.DictReader(file) if r["candidates"]}
    ours = {row["code"]: several.get(key(row["name"]), ()) for row in rigour() if row["kind"] == "name"}
    for row in rigour():
        forms = spellings(row["name"]) if row["kind"] in ("name", "full") else (row["name"],)
        successors = ours.get(row["code"]) or tuple(sorted(c for c in row["successors"].split(";") if c in codes))
        for form in forms:
            confidence = "single-secondary" if form == row["name"] else "derived"
            if row["historical"] == "1":
                one = successors[0] if len(successors) == 1 else ""
                kind = "historic" if one else "ambiguous"
                yield Name(3, one, form, "en", kind, RIGOUR, confidence, () if one else successors)
            elif row["code"] in codes:
                yield Name(3, row["code"], form, "", "name", RIGOUR, confidence)
            elif row["parent"] in codes and row["code"][:3] in ("GB-", "AE-", "PT-"):
                yield Name(5, row["parent"], form, "", "subdivision", RIGOUR, confidence)


def settle(found: list[Name], codes: set[str], states: dict[str, list[str]]) -> list[Row]:
    """One row per key: the lowest rank decides, and where that rank names two countries, the row is ambiguous."""
    by_key: dict[str, list[Name]] = {}
    for name in found:
        if name.candidates or name.code in codes:
            by_key.setdefault(key(name.alias), []).append(name)
    code_keys = {code.lower() for code in codes} | {iso3.lower() for iso3 in iso3_to_alpha2()}
    rows = []
    for text, all_names in by_key.items():
        if not text:
            continue
        rank = min(name.rank for name in all_names)
        best = [name for name in all_names if name.rank == rank]
        countries = sorted({code for name in best for code in (name.code, *name.candidates) if code})
        if not countries:
            continue  # a former state whose successors have no code
        first = best[0]
        also = [n for n in all_names if n.rank and n.code == first.code and first.code]
        sourced = min(also, key=lambda n: (n.rank > 3, n.alias.lower() != first.alias.lower(), n.rank), default=None)
        if rank == 0 and sourced:  # we only say what kind of name it is; who else has it is the better source
            first = sourced._replace(kind=first.kind, language=first.language)
        if rank >= 3 and re.fullmatch(r"[a-z]{1,3}", text) and first.alias.isascii():
            continue  # DAY, SAD, VS: abbreviations of few languages that are too short to be sure of
        shadowed = text in code_keys and not any(n.rank == 0 for n in best)
        if shadowed and all(n.alias.isascii() for n in best):
            continue  # a short name of some language that is also an ISO code: the code is what is meant
        certain = len(countries) == 1 and first.kind != "ambiguous"
        rows.append(
            {
                "alias": first.alias,
                "key": text,
                "country": countries[0] if certain else "",
                "candidates": "" if certain else joined(countries),
                "also": joined(states.get(text, ())),
                "language": first.language,
                "kind": first.kind if certain else "ambiguous",
                "source": first.source[0],
                "source_url": first.source[1],
                "confidence": first.confidence,
            }
        )
    return rows


def code_rows(mappings: Any, old: Any, codes: set[str], states: dict[str, list[str]]) -> list[Row]:
    """Alpha-2, alpha-3 and numeric codes, and withdrawn codes that people still write."""
    iso3 = {alpha2: alpha3 for alpha3, alpha2 in iso3_to_alpha2().items()}
    rows = []
    for code in sorted(codes):
        texts = [code, iso3[code]] + ([mappings[code]["_numeric"]] if code not in SPECIAL else [])
        rows += [_code(text, code, (), "code", CLDR_CODES, states) for text in texts]
    for text in OLD_CODES:
        successors = tuple(sorted(c for c in old[text]["_replacement"].split() if c in codes))
        one = successors[0] if len(successors) == 1 else ""
        rows.append(_code(text, one, () if one else successors, "code" if one else "ambiguous", CLDR_OLD_CODES, states))
    return rows


def states_by_key() -> dict[str, list[str]]:
    """States of the US and provinces of Canada by the key of their name and code: texts that may not be a country."""
    found: dict[str, list[str]] = {}
    for row in rigour():
        if row["code"][:3] in ("US-", "CA-"):
            for text in (row["name"].removesuffix(" (USA)"), row["code"][3:]):
                found.setdefault(key(text), []).append(row["code"])
    return found


def _code(
    text: str,
    country: str,
    candidates: tuple[str, ...],
    kind: str,
    source: tuple[str, str],
    states: dict[str, list[str]],
) -> Row:
    return {
        "alias": text,
        "key": text.lower(),
        "country": country,
        "candidates": joined(candidates),
        "also": joined(states.get(text.lower(), ())),
        "language": "",
        "kind": kind,
        "source": source[0],
        "source_url": source[1],
        "confidence": "single-secondary",
    }


def transform(rows: list[Row], source: Path) -> dict[str, list[Row]]:
    """Countries, and the names by which they are recognized."""
    mappings = supplemental(source, "codeMappings")["codeMappings"]
    old = supplemental(source, "aliases")["metadata"]["alias"]["territoryAlias"]
    official = iso_names(source)
    states = states_by_key()
    codes = set(official) | SPECIAL
    english = localized(source)["en"]
    territories = {row["code"]: row for row in rigour() if row["kind"] == "name"}
    full = {row["code"]: row["name"] for row in rigour() if row["kind"] == "full"}
    iso3 = {alpha2: alpha3 for alpha3, alpha2 in iso3_to_alpha2().items()}
    countries = []
    for code in sorted(codes):
        about = territories[code]
        parent = about["parent"] if about["parent"] in codes else ""
        kind = "special" if code in SPECIAL else "territory" if parent or about["country"] == "0" else "country"
        countries.append(
            {
                "id": code,
                "alpha3": iso3[code],
                "numeric": mappings[code]["_numeric"] if code not in SPECIAL else "",
                "name": english[PREFERRED.get(code, code)],
                "official_name": full.get(code, about["name"]),
                "kind": kind,
                "parent": parent,
                "source": f"{CLDR[0]} en (codes, name); {RIGOUR[0]} (official name, kind, parent)",
                "source_url": f"{CLDR[1]}en/territories.json",
                "confidence": "single-secondary",
            }
        )
    aliases = code_rows(mappings, old, codes, states)
    ambiguous_codes = {row["key"] for row in aliases if row["kind"] == "ambiguous"}
    aliases += [row for row in settle(list(names(source, codes)), codes, states) if row["key"] not in ambiguous_codes]
    aliases.sort(key=lambda row: (row["country"] or "~", row["kind"], row["key"]))
    taken: set[str] = set()
    numbered = []
    for row in aliases:
        base = f"{(row['country'] or 'several').lower()}-{slug(row['alias']) or 'x' + row['key'].encode().hex()[:24]}"
        identifier, n = base, 1
        while identifier in taken:
            n += 1
            identifier = f"{base}-{n}"
        taken.add(identifier)
        numbered.append({"id": identifier, **row})
    return {"countries": countries, "country_aliases": numbered, "country_adjectives": list(adjectives())}


def adjectives() -> Iterator[Row]:
    """Words for what is of a country ("Uzbek"), which name its origin beside goods and are no name of the country."""
    taken: set[str] = set()
    with (TABLES / "geo" / "country_adjectives.csv").open(encoding="utf-8", newline="") as file:
        for row in csv.DictReader(file):
            for word in row["adjectives"].split(";"):
                if key(word) in taken:
                    raise SystemExit(f"countries: the adjective '{word}' stands twice")
                taken.add(key(word))
                yield {
                    "id": f"{row['language']}-{slug(word)}",
                    "alias": word,
                    "key": key(word),
                    "country": row["country"],
                    "candidates": row["candidates"],
                    "language": row["language"],
                    "source": OURS[0],
                    "source_url": OURS[1],
                    "confidence": "derived",
                }
