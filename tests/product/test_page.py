"""The page about one product: the same as the document, asking for nothing, readable for everybody at any width."""

import base64
import csv
import hashlib
import html
import re
import sys
from pathlib import Path

import pytest
from browsers import started_browser

import supplychain_risk as scr
from supplychain_risk.dossier.parts import Fact, Rows, Slot
from supplychain_risk.loading import load_with_tables
from supplychain_risk.product import Product, product_files
from supplychain_risk.product.content import REGIME, parts
from supplychain_risk.reference import Reference
from supplychain_risk.reference.regimes import regime

sys.path.append(str(Path(__file__).parents[1] / "report"))
from hostile import CHECKS

REFERENCE = Reference.bundled()
LANTERN = Path(__file__).parents[2] / "examples" / "bill_of_materials.csv"
DAY = "2026-06-30"
WIDTHS = (360, 768, 1280, 1920)
HOSTILE = "<img src=x onerror=alert(1)>'</td><script>alert(1)</script>{{ 7*7 }}\u202egpj\x1b[31m"


def product_of(path, sku):
    loading = load_with_tables(path)
    assessment = scr.screen(loading.network, as_of=DAY)
    return Product.of(loading, assessment.network, assessment.document, sku), assessment.sha256


def page_of(path, sku):
    product, sha256 = product_of(path, sku)
    return product_files(product, REFERENCE, sha256)["product.html"]


@pytest.fixture(scope="module", params=["lantern", "jacket"])
def lantern(request, tmp_path_factory):
    """The example; and two bills that contradict each other, with long names, and somebody left out."""
    if request.param == "lantern":
        return product_of(LANTERN, "SL-1")
    folder = tmp_path_factory.mktemp("jacket")
    mills = (
        "Zhejiang Longchuan International Textile Import and Export Trading Group Holding Co., Ltd. 浙江龙川国际纺织"
    )
    heads = ("Part number", "Parent part", "Description", "Supplier", "Supplier country", "Country of origin", "Share")
    bills = {
        "one.csv": (
            ("J-1", "", "Jacket", "Alder Shirts Ltd", "Vietnam", "", ""),
            ("F-1", "J-1", "Cotton", mills, "China", "China", "60%"),
            ("Z-1", "J-1", "Zipper", "Elm Trims", "Thailand", "", "5%"),
            ("C-1", "F-1", "Raw cotton", "Dogwood Ginning", "China", "Xinjiang, China", ""),
            ("B-1", "", "Backpack", "Alder Shirts Ltd", "Vietnam", "", ""),
            ("P-1", "B-1", "Polyester fabric", "Fir Weavers", "India", "", ""),
        ),
        "two.csv": (
            ("F-1", "J-1", "Polyester", mills, "India", "Turkmenistan", "40%"),
            ("Z-1", "J-1", "Zipper", "Fern Trims", "Thailand", "", "5%"),
        ),
    }
    for name, rows in bills.items():
        with (folder / name).open("w", newline="", encoding="utf-8") as file:
            csv.writer(file).writerows((heads, *rows))
    product, sha256 = product_of([folder / "one.csv", folder / "two.csv"], "J-1")
    assert product.contradictions
    assert product.scope.left_out
    return product, sha256


@pytest.fixture(scope="module")
def content(lantern):
    return product_files(lantern[0], REFERENCE, lantern[1])["product.html"]


def plain(content):
    """The text of the page, without its style."""
    text = re.sub(r"<style>.*?</style>", "", content.decode(), flags=re.S)
    return " ".join(html.unescape(re.sub(r"<[^>]+>", " ", text)).split())


def test_the_page_tells_what_the_document_tells_with_what_is_behind_it(lantern, content):
    product, sha256 = lantern
    shown = plain(content)
    told = parts(product, regime(REFERENCE, REGIME, product.document.about.as_of))
    facts = 0
    for part in told:
        assert f"<h2>{part.title}</h2>" in content.decode()
        for cell in part.cells():
            text = cell.question if isinstance(cell, Slot) else cell.text
            assert " ".join(text.split()) in shown, part.title
            if isinstance(cell, Slot):
                assert f"To be answered: {text}" in shown
            if isinstance(cell, Fact):
                facts += 1
                assert f"[{cell.behind[0]}" in shown, f"nothing is shown behind: {text}"
        for block in part.blocks:
            if isinstance(block, Rows):
                assert all(f'<th scope="col">{name}</th>' in content.decode() for name, _ in block.columns)
    assert facts > 20
    assert sha256 in shown


def test_levels_parts_and_what_is_left_out_stand_on_top_as_figures(lantern, content):
    product, _ = lantern
    text = content.decode()
    for level in ("hold", "review", "enhanced", "standard", "not_assessed"):
        count = sum(step.supplier.due_diligence.value == level for step in product.chain.steps)
        assert f'<div class="card {level}"><span class="figure">{count}</span>' in text


def test_the_picture_of_the_chain_names_every_company(lantern, content):
    picture = re.search(r"<svg.*?</svg>", content.decode(), re.S)[0]
    shown = html.unescape(re.sub(r"<[^>]+>", " ", picture))
    assert lantern[0].chain.steps
    assert all(step.supplier.name[:12] in shown for step in lantern[0].chain.steps)


def test_the_page_has_no_script_and_its_policy_lets_in_its_own_style_alone(content):
    text = content.decode()
    assert "<script" not in text
    assert " style=" not in text
    (style,) = re.findall(r"<style>(.*?)</style>", text, re.S)
    (policy,) = re.findall(r'http-equiv="Content-Security-Policy" content="([^"]*)"', text)
    digest = base64.b64encode(hashlib.sha256(style.encode()).digest()).decode()
    wanted = f"default-src 'none'; style-src 'sha256-{digest}'; base-uri 'none'; form-action 'none'"
    assert html.unescape(policy) == wanted
    assert not re.findall(r"(?:src|href)=\"(?!#)", text)


def test_hostile_texts_are_inert_and_equal_input_gives_equal_bytes(tmp_path):
    rows = LANTERN.read_text(encoding="utf-8")
    path = tmp_path / "bill.csv"
    path.write_text(rows.replace("Koi Pond", f"Koi {HOSTILE}"), encoding="utf-8")
    hostile, usual = page_of(path, "SL-1"), page_of(LANTERN, "SL-1")
    assert "onerror" in html.unescape(hostile.decode())
    assert list(CHECKS["html"].harm(hostile, usual)) == []
    assert hostile == page_of(path, "SL-1")


@pytest.fixture(scope="module")
def browser():
    with started_browser() as started:
        yield started


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("width", WIDTHS)
def test_everybody_can_read_it_at_any_width_and_nothing_is_asked_of_the_network(
    browser, content, tmp_path, width, scheme
):
    axe = pytest.importorskip("axe_playwright_python.sync_playwright", reason="axe is not installed (extra `test`)")
    path = tmp_path / "product.html"
    path.write_bytes(content)
    context = browser.new_context(viewport={"width": width, "height": 900}, color_scheme=scheme)
    page, said = context.new_page(), []
    page.on("console", lambda message: said.append(message.text))
    page.on("request", lambda request: said.append(request.url) if not request.url.startswith("file:") else None)
    page.goto(path.as_uri())
    assert page.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth") <= 0
    assert [(v["id"], v["nodes"][0]["html"]) for v in axe.Axe().run(page).response["violations"]] == []
    assert said == []
    context.close()


def test_on_paper_nothing_of_it_is_cut_or_hidden(browser, content, tmp_path):
    path = tmp_path / "product.html"
    path.write_bytes(content)
    context = browser.new_context(viewport={"width": 700, "height": 900})
    page = context.new_page()
    page.goto(path.as_uri())
    page.emulate_media(media="print")
    hidden = "[...document.querySelectorAll('main section')].filter((s) => s.offsetHeight === 0).map((s) => s.id)"
    assert page.evaluate(hidden) == []
    assert page.locator(".chain").evaluate("(box) => box.scrollWidth - box.clientWidth") <= 0
    context.close()
