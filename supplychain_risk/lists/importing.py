"""import_list(): a list file → a Data Package folder that `screen(..., lists=[...])` reads.

Nothing is dropped in silence: every row is an entry, a problem, or counted as left out on purpose. A list that has
shrunk by half since it was last imported under the same name is refused, as are damaged files; what was there stays.
"""

from __future__ import annotations

import hashlib
import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path

from supplychain_risk.domain import Problem
from supplychain_risk.errors import InputError, ReferenceDataError
from supplychain_risk.intake.headings import Vocabulary
from supplychain_risk.intake.rowwords import RowWords
from supplychain_risk.intake.words import HeadingWords
from supplychain_risk.lists.countries import with_countries
from supplychain_risk.lists.entry import Entry, Progress, joined, unwatched
from supplychain_risk.lists.formats import Source, read_source
from supplychain_risk.lists.known import with_known_cbp, with_known_uflpa
from supplychain_risk.lists.tables import Options
from supplychain_risk.lists.writing import UNSTATED, about_list, one_line, row_of, write_list
from supplychain_risk.reference import Reference
from supplychain_risk.reference.entity_lists import LAWS, list_of
from supplychain_risk.reference.user_lists import FOLDER, KINDS, ListKind, UserList, read_user_list
from supplychain_risk.resolve.country import CountryResolver
from supplychain_risk.resolve.text import key

_NAME = re.compile(r"[a-z0-9]+(?:[-_][a-z0-9]+)*")
_LONGEST_NAME = 60
_LICENCE_HINT = (
    "The file states no licence, and none is assumed. Ask its publisher, then import it again with "
    "--licence 'THE TERMS'."
)


@dataclass(frozen=True, slots=True)
class Imported:
    """What an import did: the list as it can now be screened against, counts, and the problems of its rows."""

    folder: Path
    list: UserList
    rows: int
    """Rows of the file, headings apart."""
    entries: int
    problems: tuple[Problem, ...]
    left_out: tuple[tuple[str, int], ...]
    """Rows left out on purpose, by reason."""
    joined: int
    """Rows that repeat an entry and were joined with it."""
    earlier: int | None
    """Entries of the earlier import of this name, or of the bundled edition; None where there is none."""
    hint: str = ""
    licence_hint: str = ""
    """What to do where the terms of the list are not known."""


def import_list(
    file: str | Path,
    *,
    name: str = "",
    kind: ListKind = "other",
    title: str = "",
    licence: str = "",
    publisher: str = "",
    day: date | None = None,
    today: date,
    to: str | Path = FOLDER,
    force: bool = False,
    persons: bool = False,
    name_column: str = "",
    reference: Reference | None = None,
    progress: Progress | None = None,
) -> Imported:
    """Import a list of entities.

    Args:
        file: a saved web page, a workbook, a text table, OpenSanctions' `targets.simple.csv`, or FollowTheMoney
            entities as JSON lines; gzip is unpacked.
        name: what citations call the list (lower case, digits, hyphens); from the file name by default.
        kind: `uflpa` or `cbp` for an edition of these lists, with their effect in law; `positive` for companies that
            the list speaks for, which raises nothing; `other` for anything else.
        title: what findings call the list; the page's title or the name by default.
        licence: under what terms you hold the list; shown in every report.
        publisher: who publishes it.
        day: the day whose state the list shows; by default what the file says, else `today`.
        today: the day of import.
        to: the folder that gets a folder with the list.
        force: import even if the list has shrunk by half or more.
        persons: keep rows about persons, which are left out otherwise.
        name_column: heading of the column of names, where it is not recognized.
        reference: the bundled tables, for countries and earlier editions.
        progress: called with what is being done, how much is done, and how much there is (0: not known).

    Raises:
        MissingFile, UnreadableFile: the file cannot be read.
        InputError: it has no names, the name cannot be used, the list has shrunk, or the folder cannot be written.
    """
    if kind not in KINDS:
        raise InputError(f"no kind of list '{kind}'", hint=f"Kinds are {', '.join(KINDS)}.")
    path = Path(file)
    reference = reference or Reference.bundled()
    name = _checked_name(name or _slug(path.name.partition(".")[0], "list"), reference)
    countries = CountryResolver(reference)
    told = progress or unwatched
    options = Options(american_dates=kind in LAWS, persons=persons, name_column=name_column, progress=told)
    words = RowWords.of(HeadingWords.of(reference))
    source = read_source(path, options, Vocabulary.of(reference), words, countries)
    told("Putting the entries together", 0, 0)
    entries = _entries(source, kind, countries, reference)
    if not entries:
        hint = "Check that this is the right file; --name-column names the column of names."
        raise InputError("no row of this file can be used", where=path.name, hint=hint)
    entries = _with_ids(entries, kind if kind in LAWS else name)
    target = Path(to) / name
    earlier = _earlier(target, kind, reference)
    if earlier is not None and len(entries) * 2 <= earlier and not force:
        raise InputError(
            f"this list has {len(entries)} entries, the earlier edition {earlier}: it has shrunk by half or more",
            where=path.name,
            hint="Check that the file is whole. If the list really is that short, import it with --force.",
        )
    shown, how = _day(source, day, today)
    rows = [row_of(entry, source, kind) for entry in entries]
    about = about_list(source, name, kind, title, licence, publisher, shown, how, today)
    told("Writing the list", 0, 0)
    write_list(target, name, rows, about)
    list_ = read_user_list(target)
    return Imported(
        folder=target,
        list=list_,
        rows=source.reading.rows,
        entries=len(rows),
        problems=tuple(source.reading.problems),
        left_out=tuple(sorted(source.reading.left_out.items())),
        joined=source.reading.joined,
        earlier=earlier,
        hint=_hint(source, kind, title),
        licence_hint=_LICENCE_HINT if list_.table.licence == UNSTATED else "",
    )


def _checked_name(name: str, reference: Reference) -> str:
    if not _NAME.fullmatch(name) or len(name) > _LONGEST_NAME:
        hint = "Use lower-case letters, digits and hyphens, for example --name eu-sanctions."
        raise InputError(f"'{name}' cannot be the name of a list", hint=hint)
    if name in reference.names():
        raise InputError(f"'{name}' is the name of a bundled table", hint="Choose another --name.")
    return name


def _slug(text: str, otherwise: str) -> str:
    slug = re.sub(r"[^a-z0-9]+", "-", key(text)).strip("-")[:_LONGEST_NAME].strip("-")
    return slug or otherwise


def _entries(source: Source, kind: ListKind, countries: CountryResolver, reference: Reference) -> tuple[Entry, ...]:
    reading = source.reading
    placed = with_countries(reading.entries, countries, in_codes=source.format in ("opensanctions", "ftm"))
    reading.entries = list(placed.entries)
    # A fishing vessel stands in the column of countries of CBP's list, and has none.
    reading.problems += [p for p in placed.problems if kind != "cbp" or not key(p.value).startswith("fishing vessel")]
    stated = with_known_cbp(reading, reference) if kind == "cbp" else tuple(reading.entries)
    entries = joined(stated)
    reading.joined = len(stated) - len(entries)
    return with_known_uflpa(entries, reference) if kind == "uflpa" else entries


def _with_ids(entries: Sequence[Entry], prefix: str) -> tuple[Entry, ...]:
    """Entries with ids that stay the same when rows move or others come and go."""
    made: list[Entry] = []
    taken = Counter(entry.id for entry in entries if entry.id)
    for entry in entries:
        if entry.id:
            made.append(entry)
            continue
        base = entry.own_id or "-".join(key(entry.name).split())
        if len(base) > _LONGEST_NAME:
            base = f"{base[:_LONGEST_NAME]}-{hashlib.sha256(base.encode('utf-8', 'replace')).hexdigest()[:8]}"
        if entry.kind in ("WRO", "Finding") and not entry.own_id:
            base += f"-{entry.kind.lower()}-{entry.listed_from}".rstrip("-")
        first = made_id = f"{prefix}-{one_line(base)}"
        if taken[made_id] and entry.country:
            made_id = first = f"{first}-{entry.country}"
        number = 1
        while taken[made_id]:
            number += 1
            made_id = f"{first}-{number}"
        taken[made_id] += 1
        made.append(replace(entry, id=made_id))
    return tuple(made)


def _earlier(target: Path, kind: ListKind, reference: Reference) -> int | None:
    """Entries of the earlier edition; one that cannot be read any more counts as none."""
    try:
        return len(read_user_list(target).table)
    except ReferenceDataError:
        bundled = list_of(reference, kind)
        return len([r for r in reference.table(bundled) if r.get("target_kind") != "region_rule"]) if bundled else None


def _day(source: Source, given: date | None, today: date) -> tuple[date, str]:
    if given is not None:
        return given, "the day given at import"
    if not source.day:
        return today, "the day of import, as the file states none"
    stated = date.fromisoformat(source.day)
    return (stated, source.day_from) if stated <= today else (today, "the day of import; the file shows a later day")


def _hint(source: Source, kind: ListKind, title: str) -> str:
    """Whether the file looks like a list with effect in law that was imported as something else."""
    if kind in LAWS:
        return ""
    headings = {key(text) for text in source.reading.headings}
    text = key(f"{source.title} {source.name}")
    if "uflpa" in text or ("effective date" in headings and {"name of entity", "entity name"} & headings):
        return "This looks like the UFLPA Entity List. To use it as that, import it with --as uflpa."
    if "wro finding" in headings or "withhold release" in text:
        return "This looks like CBP's orders and Findings. To use it as that, import it with --as cbp."
    if source.reading.is_register and not title:
        return (
            "This has the layout of Brazil's register of employers. Name it for the reports with --title and "
            "--publisher; employers who are persons are kept only with --persons."
        )
    return ""
