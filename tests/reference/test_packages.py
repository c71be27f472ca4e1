"""Every folder under reference_data is a Data Package that others' tools accept, and says what a reader must know."""

from __future__ import annotations

from datetime import date

import pytest
from frictionless import Package

from supplychain_risk.reference import Reference

BUNDLED = Reference.bundled()


@pytest.mark.parametrize("name", BUNDLED.names())
def test_frictionless_accepts_the_package(name):
    report = Package(str(BUNDLED.folder / name / "datapackage.json")).validate()
    assert report.valid, report.flatten(["rowNumber", "fieldName", "type", "note"])


@pytest.mark.parametrize("name", BUNDLED.names())
def test_the_package_says_who_when_and_what_it_lacks(name):
    about = BUNDLED.table(name).about
    assert about["name"] == name
    for stated in ("title", "description", "edition", "publisher", "legal_effect"):
        assert about[stated].strip(), stated
    assert date.fromisoformat(about["data_date"]) <= date.fromisoformat(about["retrieved"])
    assert about["completeness"] in ("complete", "partial")
    assert about["completeness"] == "complete" or about["gaps"], "a partial table says what is missing"
    assert about["blind_spots"], "a table says what its numbers do not say"
    assert all(licence["name"] and licence["path"].startswith("http") for licence in about["licenses"])
    assert all(source["title"] and source["path"] for source in about["sources"])


@pytest.mark.parametrize(("name", "resource"), [(n, r) for n in BUNDLED.names() for r in BUNDLED.resources(n)])
def test_every_row_has_an_id_of_its_own_a_place_where_it_was_read_and_a_confidence(name, resource):
    table = BUNDLED.table(name, resource)
    assert len(table.by_id) == len(table)
    for row in table:
        assert row["id"], row
        assert row["read_in"], row
        assert row["authority_url"].startswith("https://") or not row["authority_url"], row
        assert row["confidence"], row
        assert None not in row, "a row has more cells than the header"
        assert None not in row.values(), "a row has fewer cells than the header"
