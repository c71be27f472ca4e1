"""Each cited row names the authority whose fact it is, or stands among the named exceptions (authorities.toml)."""

from __future__ import annotations

import importlib.util
import sys
from pathlib import Path

import pytest

from supplychain_risk.reference import Reference

TABLES = Path(__file__).resolve().parents[2] / "tools" / "tables"
BUNDLED = Reference.bundled()
RESOURCES = [(name, resource) for name in BUNDLED.names() for resource in BUNDLED.resources(name)]
WHOLE = ("eo13126", "ilab_goods", "ilo_indicators", "tip_tiers", "uflpa_entities", "uflpa_priority_sectors")
"""Tables whose every row, but those from general knowledge, names its authority."""


@pytest.fixture(scope="module")
def authority():
    spec = importlib.util.spec_from_file_location("authority", TABLES / "authority.py")
    module = importlib.util.module_from_spec(spec)
    sys.modules.setdefault("authority", module)
    spec.loader.exec_module(module)
    return module


def excused(rules, resource, row):
    """The exceptions that hold for a row."""
    return [
        entry
        for entry in rules["exception"]
        if entry["resource"] == resource
        and row["id"] in entry.get("rows", [row["id"]])
        and all(row.get(column, "") == value for column, value in entry.get("where", {}).items())
    ]


def silent(authority, table):
    """Rows without an authority that are neither our own nor from general knowledge."""
    for row in table:
        ours = row["read_in"].startswith(authority.OURS)
        if not row["authority_url"] and not ours and row["confidence"] != "recalled":
            yield row


@pytest.mark.parametrize(("name", "resource"), RESOURCES)
def test_each_row_names_an_authority_or_is_a_named_exception(authority, name, resource):
    table, rules = BUNDLED.table(name, resource), authority.rules()
    strange = [
        r["id"] for r in table if r["authority_url"] and not authority.is_authority(r["authority_url"], resource)
    ]
    assert strange == [], "not a page of an authority in tools/tables/authorities.toml"
    lost = [r["id"] for r in silent(authority, table) if not excused(rules, resource, r)]
    assert lost == [], "give the row an authority_url, or name the exception and its reason in authorities.toml"


def test_no_exception_is_named_in_vain(authority):
    rules, used = authority.rules(), []
    for name, resource in RESOURCES:
        for row in silent(authority, BUNDLED.table(name, resource)):
            used += [id(entry) for entry in excused(rules, resource, row)]
    assert [e["resource"] for e in rules["exception"] if id(e) not in used] == []
    assert all(entry["reason"] for entry in rules["exception"])


@pytest.mark.parametrize("name", WHOLE)
def test_the_lists_of_authorities_name_them_row_by_row(name):
    table = BUNDLED.table(name)
    assert [row["id"] for row in table if not row["authority_url"] and row["confidence"] != "recalled"] == []


@pytest.mark.parametrize(("name", "resource"), RESOURCES)
def test_what_nobody_read_cites_no_page(name, resource):
    for row in BUNDLED.table(name, resource):
        if row["confidence"] == "recalled" or row["read_in"].startswith("supplychain_risk"):
            assert not row["authority_url"], row["id"]
            assert BUNDLED.table(name, resource).cite(row).url == "", row["id"]


def test_a_citation_shows_the_authority_and_beside_it_where_it_was_read():
    table = BUNDLED.table("tip_tiers")
    cited = table.cite(table.by_id["CN-2021"])
    assert cited.url == cited.authority_url == "https://www.state.gov/reports/2021-trafficking-in-persons-report/"
    assert cited.read_in.startswith("https://")
    assert cited.read_in != cited.url


def test_a_row_of_a_list_the_user_brought_is_cited_where_it_was_read():
    table = BUNDLED.table("tip_tiers")
    row = {"id": "x", "source_url": "https://example.org/list", "confidence": "user-list"}
    assert (table.cite(row).url, table.cite(row).authority_url) == ("https://example.org/list", "")
