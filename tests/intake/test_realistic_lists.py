"""Lists in the manner of the real world are read right with no mapping, and every row is accounted for."""

from __future__ import annotations

from pathlib import Path

import pytest
from listing import Listing
from lists_of_sheets import SHEETS
from lists_of_text import TEXTS
from small_lists import codes, write_xlsx

from supplychain_risk import intake
from supplychain_risk.intake.records import IntakeResult
from supplychain_risk.loading.resolvers import Resolvers
from supplychain_risk.reference import Reference

ALL = (*TEXTS, *SHEETS)


def read(listing: Listing, folder: Path) -> IntakeResult:
    reference = Reference.bundled()
    path = folder / listing.file
    if listing.sheets:
        write_xlsx(path, dict(listing.sheets), listing.prepare)
    else:
        path.write_bytes(listing.text.encode(listing.encoding))
    is_country = Resolvers.over(reference).countries.looks_like_country
    return intake.read([path], reference, is_country=is_country)


def described(result: IntakeResult) -> list[tuple[str, str]]:
    pairs = []
    for record in result.suppliers:
        name, country = record.first("name"), record.first("country") or record.first("origin")
        pairs.append((name.text if name else "", country.text if country else ""))
    return list(dict.fromkeys(pairs))


def links_of(result: IntakeResult) -> list[tuple[str, str]]:
    found = [(link.supplier.text, link.buyer.text) for link in result.links]
    for record in result.suppliers:
        name = record.first("name")
        found += [(name.text, buyer.text) for buyer in record.values.get("buyer", ()) if name]
    return list(dict.fromkeys(found))


@pytest.mark.parametrize("listing", ALL, ids=lambda listing: listing.id)
def test_it_just_reads_the_file(listing, tmp_path):
    result = read(listing, tmp_path)
    assert described(result) == list(listing.suppliers)
    tables = [s for f in result.files for s in f.sheets if s.header_row is not None]
    for sheet in tables:
        assert sheet.used_rows + sheet.problem_rows + sheet.blank_rows == sheet.rows_read
    assert sum(s.problem_rows for s in tables) == listing.aside
    for field, heading in listing.mapping.items():
        assert {s.mapping.get(field) for s in tables} == {heading}
    unused = {heading for s in tables for heading in s.unused}
    assert set(listing.not_used) <= unused
    assert set(listing.links) <= set(links_of(result))
    assert set(listing.codes) <= set(codes(result))


@pytest.mark.parametrize("listing", ALL, ids=lambda listing: listing.id)
def test_every_value_points_at_the_cell_that_holds_it(listing, tmp_path):
    result = read(listing, tmp_path)
    for record in result.suppliers:
        for field, values in record.values.items():
            for value in values:
                if value.cell.sheet in listing.sheets and field != "tier" and value.raw != value.cell.sheet:
                    assert str(_at(listing.sheets[value.cell.sheet], value.cell.cell)).strip() == value.raw.strip()


def _at(rows, cell):
    letters = "".join(c for c in cell if c.isalpha())
    return rows[int(cell[len(letters) :]) - 1][ord(letters) - ord("A")]
