"""A list of entities is a folder: what its datapackage says is screened, cited and explained; no code names it."""

from __future__ import annotations

import importlib.util
import io
import json
from datetime import date
from pathlib import Path

import pandas as pd
import pytest

import supplychain_risk as scr
from supplychain_risk.domain import Channel, DueDiligence
from supplychain_risk.errors import ReferenceDataError
from supplychain_risk.laws import LAWS, meaning_of
from supplychain_risk.reference import Reference
from supplychain_risk.reference import entity_lists as module
from supplychain_risk.reference.entities import listed_entities
from supplychain_risk.reference.entity_lists import KEYS, LEVELS, entity_lists
from supplychain_risk.reference.overview import newest_list, overview
from supplychain_risk.reference.validate import validate

BUNDLED = Reference.bundled()
TOOL = Path(__file__).parents[2] / "tools" / "build_reference.py"
LISTING = {
    "title": "Register of Exemplar",
    "channel": "legal",
    "calls_for": "hold",
    "instrument": "Exemplar Act (Ex. L. 1-2)",
    "jurisdiction": "XE",
    "entry": "an entity on the {list}",
    "consequence": "Goods of a registered entity may be stopped in Exemplar.",
    "families": True,
}
ABOUT = {
    "title": "Register of Exemplar",
    "edition": "2026-05",
    "data_date": "2026-05-01",
    "retrieved": "2026-05-02",
    "publisher": "Ministry of Exemplar",
    "legal_effect": "Goods may be stopped.",
    "completeness": "partial",
    "gaps": ["Only two entities are here."],
    "licenses": [{"name": "CC0"}],
    "sources": [{"title": "made up"}],
    "fields": {c: c for c in ("id", "name", "country", "listed_from", "date_to", "confidence")},
}
FILLED = {"country": "PE", "listed_from": "2024-01-01", "date_to": "", "read_in": "made up", "confidence": "verified"}
ROWS = [
    {"id": "ex-1", "name": "Quillfeather Brimstone Weaving Co."} | FILLED,
    {"id": "ex-2", "name": "Zorbanax Kelpworks S.A."} | FILLED | {"date_to": "2025-01-01"},
]


def builder():
    spec = importlib.util.spec_from_file_location("build_reference", TOOL)
    made = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(made)
    return made


@pytest.fixture
def with_list(tmp_path, monkeypatch):
    """The bundled tables and a list more, with this `listing`; None for none."""

    def make(listing, rows=ROWS):
        folder = tmp_path / "tables"
        folder.mkdir()
        for name in set(BUNDLED.names()) - {"exemplar"}:
            (folder / name).symlink_to(BUNDLED.folder / name)
        tool = builder()
        monkeypatch.setattr(tool, "sourced", lambda name, given: given)
        about = ABOUT | ({"listing": listing} if listing is not None else {})
        tool.write("exemplar", {"exemplar": rows}, about, folder)
        return Reference.at(folder)

    return make


def screened(reference, text, **more):
    frame = pd.read_csv(io.StringIO(text), dtype=str, keep_default_na=False)
    return scr.screen(frame, reference=reference, as_of="2026-06-30", **more)


SHEET = "Supplier,Country,Product\nQuillfeather Brimstone Weaving,Peru,Cloth\nZorbanax Kelpworks S.A.,Peru,Kelp\n"


def test_a_new_folder_screens_at_once_and_is_on_every_page(with_list):
    reference = with_list(LISTING)
    assessment = screened(reference, SHEET)
    found = {f.code: f for f in assessment.document.findings if f.citations[0].dataset == "exemplar"}
    listed = found["listed-entity"]
    assert (listed.calls_for, listed.channel, listed.certainty) == (DueDiligence.HOLD, Channel.LEGAL, "stated")
    assert "an entity on the Register of Exemplar, since 2024-01-01" in listed.statement
    assert (listed.instrument, listed.jurisdiction) == (LISTING["instrument"], "XE")
    assert "may be stopped in Exemplar" in listed.next_step
    assert found["past-listed-entity"].supplier != listed.supplier
    pages = {s.id: s.text for s in assessment.document.methodology}
    assert "Register of Exemplar (exemplar, 2026-05): a confirmed match calls for hold." in pages["entity-lists"]
    assert "exemplar" in {s.name for s in assessment.document.sources}
    assert "exemplar" in {t.name for t in overview(reference, date(2026, 6, 30))}
    assert any("Only two entities are here." in limit for limit in assessment.document.about.limits)
    assert any(m.entity.dataset == "exemplar" for m in scr.match("Quillfeather Brimstone Weaving", reference=reference))
    assert all(one.faults == () for one in validate(reference.folder))


@pytest.mark.parametrize(("channel", "level"), [(c, level) for c, levels in LEVELS.items() for level in sorted(levels)])
def test_a_list_calls_for_what_it_says_and_doubt_for_no_more(with_list, channel, level):
    reference = with_list(LISTING | {"channel": channel.value, "calls_for": level.value})
    rows = "".join(f"Quillfeather Brimstone Weaving,{country},Cloth\n" for country in ("Peru", "Chile"))
    sheet = f"Supplier,Country,Product\n{rows}"
    levels = {}
    for finding in screened(reference, sheet).document.findings:
        if finding.citations[0].dataset == "exemplar":
            assert finding.channel is channel
            levels[finding.certainty.value] = finding.calls_for
    assert levels["stated"] is level
    assert levels["possible"] is max(level, DueDiligence.REVIEW, key=lambda one: one.urgency)


@pytest.mark.parametrize("families", [True, False])
def test_a_list_says_whether_families_count(with_list, families):
    reference = with_list(LISTING | {"families": families})
    sheet = "Supplier,Country,Product\nQuillfeather Brimstone Weaving Arequipa Branch,Peru,Cloth\n"
    found = [f.code for f in screened(reference, sheet).document.findings if f.citations[0].dataset == "exemplar"]
    assert found == (["possible-family-match"] if families else [])


def test_the_newest_list_decides_the_day_that_nobody_names(with_list):
    assert newest_list(with_list(LISTING)) == newest_list(BUNDLED)
    assert newest_list(BUNDLED) == max(BUNDLED.table(one.table).data_date for one in entity_lists(BUNDLED))


@pytest.mark.parametrize("key", KEYS)
def test_a_list_that_leaves_something_out_is_told_what_to_write(with_list, key):
    reference = with_list({k: v for k, v in LISTING.items() if k != key})
    faults = [fault for one in validate(reference.folder / "exemplar") for fault in one.faults]
    assert [(f.message, f.hint) for f in faults] == [(f"listing lacks {key}", f"Write {key}: {KEYS[key]}.")]
    with pytest.raises(ReferenceDataError, match=f"listing lacks {key}"):
        listed_entities(reference, date(2026, 6, 30))


@pytest.mark.parametrize(
    ("listing", "message"),
    [
        (None, "looks like a list of entities and states no listing"),
        (LISTING | {"calls_for": "enhanced"}, "listing.calls_for is 'enhanced'"),
        (LISTING | {"channel": "rumor"}, "listing.channel is 'rumor'"),
        (LISTING | {"families": "yes"}, "listing.families is 'yes'"),
        (LISTING | {"instrument": ""}, "listing.instrument is ''"),
        (LISTING | {"famillies": True}, "listing.famillies is no key of a list"),
        ({"law": "eo"}, "listing.law is 'eo'"),
        ("legal", "listing is no object"),
    ],
)
def test_a_wrong_listing_is_told(with_list, listing, message):
    reference = with_list(listing)
    (fault,) = (fault for one in validate(reference.folder / "exemplar") for fault in one.faults)
    assert message in fault.message
    assert fault.where.endswith("datapackage.json")
    assert "Write" in fault.hint


def test_a_list_without_days_is_told(with_list):
    reference = with_list(LISTING, [row | {"listed_from": ""} for row in ROWS])
    (fault,) = (fault for one in validate(reference.folder / "exemplar") for fault in one.faults)
    assert "row 'ex-1'" in fault.message


def test_every_bundled_list_of_entities_says_so():
    """Also one that somebody adds: `validate` finds what is forgotten."""
    assert [fault for one in validate(BUNDLED.folder) for fault in one.faults] == []
    lists = entity_lists(BUNDLED)
    assert {one.law for one in lists} >= set(module.LAWS), "the law's list needs listing.law in its datapackage"
    assert set(module.LAWS) <= {law.id for law in LAWS}
    for entity in listed_entities(BUNDLED, date.max):
        assert meaning_of(entity).entry
    for one in lists:
        assert json.loads((BUNDLED.folder / one.table / "datapackage.json").read_text(encoding="utf-8"))["listing"]
