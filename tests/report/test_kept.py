"""A large report holds its long lists as bytes: nothing that is made again differs from what was held as objects."""

from __future__ import annotations

import copy
import pickle

import pytest

import supplychain_risk as scr
from supplychain_risk.regimes import answers, statements
from supplychain_risk.regimes.answers import ANSWERS
from supplychain_risk.regimes.sight import Sight
from supplychain_risk.regimes.statements import MOST
from supplychain_risk.report import FORMATS, document, json_format, kept
from supplychain_risk.report.kept import BLOCK, Keeper, Kept, findings_for, in_brief
from supplychain_risk.report.stored.restoring import restored
from supplychain_risk.report.stored.storing import stored
from supplychain_risk.report.xlsx_places import places

LISTS = ("suppliers", "findings", "lines", "links")
ROOMS = [room for room in (statements, *vars(answers).values()) if hasattr(room, "MOST")]
"""Modules that bound what an answer tells."""


@pytest.fixture(scope="module", params=["apparel_suppliers.xlsx", "solar_chain_with_faults.xlsx"])
def both(request, pytestconfig):
    """The same report with its lists as objects, and as bytes."""
    network = scr.load(pytestconfig.rootpath / "examples" / request.param)
    as_objects = scr.screen(network, as_of="2026-06-30")
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(document, "MANY", 0)
        as_bytes = scr.screen(network, as_of="2026-06-30")
    assert [isinstance(getattr(as_bytes.document, name), Kept) for name in LISTS] == [True] * len(LISTS)
    assert isinstance(as_bytes.document.engagement.order, Kept)
    return as_objects, as_bytes


def test_a_report_held_as_bytes_is_the_same_report(both):
    as_objects, as_bytes = (one.document for one in both)
    assert as_bytes == as_objects
    assert as_objects == as_bytes
    assert json_format.render(as_bytes) == json_format.render(as_objects)


@pytest.mark.parametrize("name", [form.name for form in FORMATS])
def test_every_format_has_the_same_bytes(both, name):
    pytest.importorskip({"pdf": "typst", "parquet": "pyarrow"}.get(name, "json"))
    as_objects, as_bytes = (one.document for one in both)
    (form,) = (one for one in FORMATS if one.name == name)
    assert form.files(as_bytes) == form.files(as_objects)


def test_suppliers_in_brief_are_those_of_the_report(both, monkeypatch):
    as_objects, as_bytes = (one.document for one in both)
    brief = in_brief(as_objects.suppliers)
    assert [(one.id, one.name, one.cells) for one in brief] == [(s.id, s.name, s.cells) for s in as_objects.suppliers]
    for one, s in zip(brief, as_objects.suppliers, strict=True):
        kind, left = one.kind, s.structural.residual if s.structural else None
        assert (kind.due_diligence, kind.tier, kind.score) == (
            s.due_diligence,
            s.tier,
            s.structural and s.structural.high,
        )
        assert (kind.country, kind.country_name, kind.commodities) == (s.country, s.country_name, s.commodities)
        assert kind.has_address is bool(s.address)
        assert kind.evidence == tuple(control.evidence for control in (left.controls if left else ()))
    assert in_brief(as_bytes.suppliers) == brief
    assert len({id(one.kind) for one in in_brief(as_bytes.suppliers)}) == len({one.kind for one in brief})
    monkeypatch.setattr(kept, "BLOCK", 3)
    assert in_brief(Keeper(as_objects.reasons).suppliers(iter(as_objects.suppliers))) == brief


def test_answers_and_places_go_through_no_whole_suppliers(both, monkeypatch):
    _, as_bytes = both
    monkeypatch.setattr(type(as_bytes.document.suppliers), "__iter__", lambda self: pytest.fail("a pass over all"))
    sight = Sight(as_bytes.document)
    assert [
        name for name, answer in ANSWERS.items() if not (told := answer(sight)).statements and not told.why_none
    ] == []
    places(as_bytes.document)


def test_answers_are_the_same_of_a_report_held_as_bytes_and_of_one_read_back(both, monkeypatch):
    as_objects, as_bytes = (one.document for one in both)
    back = restored(stored(as_bytes))
    for most in (MOST, 2):
        for room in ROOMS:
            monkeypatch.setattr(room, "MOST", most)
        for name, answer in ANSWERS.items():
            told = answer(Sight(as_objects))
            assert answer(Sight(as_bytes)) == told, name
            assert answer(Sight(back)) == told, name


def test_what_is_shared_is_shared_by_what_is_made_again(both):
    _, as_bytes = both
    reasons = {id(reason) for reason in as_bytes.document.reasons}
    assert all(id(finding.reason) in reasons for finding in as_bytes.document.findings)
    scores = [s.structural.score for s in (*as_bytes.document.suppliers, *as_bytes.document.suppliers) if s.structural]
    assert len({id(score) for score in scores}) == len({score.id for score in scores})


def test_single_suppliers_and_tables_are_the_same(both):
    as_objects, as_bytes = both
    assert list(as_bytes) == list(as_objects)
    assert len(as_bytes) == len(as_objects)
    for id_ in as_objects:
        assert as_bytes[id_].explain() == as_objects[id_].explain()
    assert as_bytes.suppliers.equals(as_objects.suppliers)
    assert as_bytes.findings.equals(as_objects.findings)


def test_it_is_a_sequence_like_any_other(both):
    as_objects, as_bytes = (one.document.findings for one in both)
    count = len(as_objects)
    assert [as_bytes[at] for at in range(-count, count)] == [as_objects[at] for at in range(-count, count)]
    for piece in (slice(2), slice(-3, None), slice(None, None, -2), slice(5, 2)):
        assert as_bytes[piece] == as_objects[piece]
    for outside in (count, -count - 1):
        with pytest.raises(IndexError, match=f"there are {count} parts"):
            as_bytes[outside]
    assert as_objects[0] in as_bytes
    assert as_bytes.index(as_objects[-1]) == count - 1
    assert as_bytes != as_objects[1:]


def test_findings_for_some_reasons_are_those_of_one_pass(both, monkeypatch):
    as_objects, as_bytes = (one.document for one in both)
    monkeypatch.setattr(kept, "BLOCK", 3)
    in_small_blocks = Keeper(as_objects.reasons).findings(iter(as_objects.findings))
    ids = [reason.id for reason in as_objects.reasons]
    for reasons in (set(), {ids[0]}, {ids[-1]}, set(ids[::2]), set(ids)):
        wanted = [f for f in as_objects.findings if f.reason.id in reasons]
        for findings in (as_objects.findings, as_bytes.findings, in_small_blocks):
            assert list(findings_for(reasons, findings)) == wanted


@pytest.mark.parametrize("through", [copy.deepcopy, lambda one: pickle.loads(pickle.dumps(one))])
def test_it_can_be_copied_and_pickled(both, through):
    _, as_bytes = both
    assert through(as_bytes.document) == as_bytes.document


@pytest.mark.parametrize("count", [0, 1, BLOCK - 1, BLOCK, BLOCK + 1, 2 * BLOCK])
def test_blocks_of_any_size_hold_all(both, count):
    as_objects, _ = both
    links = [as_objects.document.links[0].changed(commodity=str(number)) for number in range(count)]
    kept = Keeper(()).links(iter(links))
    assert (len(kept), tuple(kept), kept[:]) == (count, tuple(links), tuple(links))


def test_a_what_if_reads_from_it(both):
    as_objects, as_bytes = both
    first = as_objects.document.suppliers[0].id
    changes = (scr.changes.Drop(first),)
    assert as_bytes.what_if(*changes).differences == as_objects.what_if(*changes).differences
