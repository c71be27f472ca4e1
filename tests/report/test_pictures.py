from __future__ import annotations

from dataclasses import replace
from xml.etree import ElementTree

import pytest

from supplychain_risk.report import build_document, pictures


def test_the_chain_has_a_layer_for_each_step_and_a_line_for_each_link(document):
    chain = pictures.chain(document)
    by_name = {node.name: node for node in chain.nodes}
    assert by_name["Acme Outdoor"].layer == 0
    assert by_name["Brightwater Apparel GmbH"].layer == 1
    assert by_name["Lotus Garments Ltd."].layer == 2
    assert by_name["远山纺织有限公司"].layer == 3
    assert by_name["远山纺织有限公司"].level == "hold"
    root = ElementTree.fromstring(chain.svg)
    lines = list(root.iter("line"))
    assert len(lines) == len({(line.get("x1"), line.get("x2"), line.get("y1")) for line in lines})
    # each line goes up one layer, from a supplier to whom it sells to
    assert {int(line.get("y1")) - int(line.get("y2")) for line in lines} == {pictures.LAYER}


@pytest.fixture(scope="module")
def wide_document(big_document):
    """Twelve suppliers on hold that sell to the company, and one that sells to the first of them."""
    urgent = [s for s in big_document.suppliers if s.due_diligence.is_a_persons][:13]
    first = big_document.findings[0]
    end = next(iter(big_document.companies))
    findings = tuple(
        first.changed(id=f"W-{n}", supplier=s.id, paths=((s.id, end) if n < 12 else (s.id, urgent[0].id, end),))
        for n, s in enumerate(urgent)
    )
    named = {s.id: s.changed(findings=(f.id,)) for s, f in zip(urgent, findings, strict=True)}
    rest = tuple(named.get(s.id, s.changed(findings=())) for s in big_document.suppliers)
    return big_document.changed(suppliers=rest, findings=findings)


def test_no_layer_holds_more_companies_than_find_room_on_a_telephone(wide_document):
    chain = pictures.chain(wide_document)
    layers = [node.layer for node in chain.nodes]
    assert max(layers.count(layer) for layer in set(layers)) <= pictures.WIDEST
    urgent = sum(s.due_diligence.is_a_persons for s in wide_document.suppliers)
    assert chain.drawn + chain.left_out == urgent
    assert (chain.drawn, max(layers)) == (pictures.WIDEST + 1, 2)


def test_a_report_without_holds_has_no_chain(assessed):
    assert pictures.chain(build_document(replace(assessed, suppliers=(), findings=()))) is None


def test_countries_have_the_color_of_their_most_urgent_level_and_small_ones_are_named(document):
    root = ElementTree.fromstring(f"<div>{pictures.world(document)}</div>")
    marked = {path.get("data-href"): path for path in root.iter("path") if path.get("data-href")}
    assert marked["#country=CN"].get("fill") == pictures.COLORS["hold"]
    assert marked["#country=CN"].find("title").text == "China: 1 supplier, 1 on hold"
    codes = {s.country for s in document.suppliers if s.country}
    for code in codes - {href.removeprefix("#country=") for href in marked}:
        assert code in root.find("p").text


def test_an_outline_lies_on_the_map_and_where_the_country_is():
    """Cut at the edge and not drawn across the whole map, as one that crosses the 180th meridian would be."""
    geometry = pictures._world()
    assert len(geometry["countries"]) > 150
    for code, low, high in (("IN", 240, 280), ("US", 0, 120), ("NZ", 340, 362), ("DE", 180, 200)):
        xs = [x for x, _ in points(geometry["countries"][code])]
        assert low <= min(xs)
        assert max(xs) <= high
    for path in geometry["countries"].values():
        steps = [float(pair.split(",")[0]) for part in path.split("l")[1:] for pair in part.split("z")[0].split(" ")]
        assert max(map(abs, steps)) < 180


def points(path: str):
    for part in filter(None, path.split("M")):
        start, moves = part.rstrip("z").split("l")
        x, y = map(float, start.split(","))
        yield x, y
        for move in moves.split(" "):
            dx, dy = map(float, move.split(","))
            x, y = x + dx, y + dy
            yield x, y


@pytest.mark.parametrize("which", ["document", "hostile_document", "wide_document"])
def test_pictures_are_sound_markup(which, request):
    document = request.getfixturevalue(which)
    for drawn in (pictures.chain(document).svg, f"<div>{pictures.world(document)}</div>"):
        root = ElementTree.fromstring(drawn)
        svg = root if root.tag == "svg" else root.find("svg")
        assert svg.get("role") == "img"
        assert all(child.text for child in svg[:2])
