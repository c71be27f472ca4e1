"""One product: whatever may supply it is in its pack with its level, every fact has its cell, nothing is settled."""

import csv
import io
import json
import random
import re
import zipfile
from collections import defaultdict
from pathlib import Path

import msgspec
import openpyxl
import pytest
from ready import assessed
from typer.testing import CliRunner

import supplychain_risk as scr
from supplychain_risk.cli import app
from supplychain_risk.domain import DueDiligence
from supplychain_risk.dossier.parts import Fact, Said, Slot
from supplychain_risk.errors import InputError
from supplychain_risk.loading import load_with_tables
from supplychain_risk.product import FILES, Product, product_files
from supplychain_risk.product.content import REGIME, parts
from supplychain_risk.product.pack import answer_of
from supplychain_risk.product.tree import part_tree
from supplychain_risk.reference import Reference
from supplychain_risk.reference.regimes import regime

REFERENCE = Reference.bundled()
LANTERN = Path(__file__).parents[2] / "examples" / "bill_of_materials.csv"
DAY = "2026-06-30"
BILL = (
    ("Part number", "Parent part", "Description", "Supplier", "Supplier country", "Country of origin", "Share"),
    ("J-1", "", "Jacket", "Alder Shirts Ltd", "Vietnam", "", ""),
    ("F-1", "J-1", "Cotton fabric", "Birch Mills", "China", "China", "60%"),
    ("Z-1", "J-1", "Zipper", "Elm Trims", "Thailand", "", "5%"),
    ("C-1", "F-1", "Raw cotton", "Dogwood Ginning", "China", "Xinjiang, China", ""),
    ("B-1", "", "Backpack", "Alder Shirts Ltd", "Vietnam", "", ""),
    ("P-1", "B-1", "Polyester fabric", "Fir Weavers", "India", "", ""),
    ("C-2", "P-1", "Raw cotton", "Gum Ginning", "Turkmenistan", "Turkmenistan", ""),
)


def written(folder, **files):
    paths = []
    for name, rows in files.items():
        path = folder / f"{name}.csv"
        with path.open("w", newline="", encoding="utf-8") as file:
            csv.writer(file).writerows(rows)
        paths.append(path)
    return paths


def product_of(paths, sku):
    loading = load_with_tables(paths)
    assessment = assessed(loading.network, DAY)
    return Product.of(loading, assessment.network, assessment.document, sku), assessment


def names(product):
    return {step.supplier.name for step in product.chain.steps}


def cells_of(product):
    told = parts(product, regime(REFERENCE, REGIME, product.document.about.as_of))
    return [cell for part in told for cell in part.cells()]


# --- which companies ------------------------------------------------------------------------------------------------


@pytest.mark.slow
def test_the_parts_of_a_product_with_all_that_goes_into_them_and_nothing_of_another(tmp_path):
    product, _ = product_of(written(tmp_path, bill=BILL), "j-1")
    assert names(product) == {"Alder Shirts Ltd", "Birch Mills", "Elm Trims", "Dogwood Ginning"}
    assert [(depth, product.scope.tree.labels[n]) for depth, n in product.ordered_parts] == [
        (0, "J-1"),
        (1, "F-1"),
        (2, "C-1"),
        (1, "Z-1"),
    ]


def test_who_is_left_out_is_listed_with_its_level_because_its_rows_say_so(tmp_path):
    product, assessment = product_of(written(tmp_path, bill=BILL), "J-1")
    levels = {s.id: s.due_diligence for s in assessment.document.suppliers}
    files = product_files(product, REFERENCE, assessment.sha256)
    left = {o["name"]: o["due_diligence"] for o in json.loads(files["product.json"])["left_out"]}
    assert left == {
        "Fir Weavers": levels["fir-weavers-in"],
        "Gum Ginning": levels["gum-ginning-tm"],
    }
    assert left["Gum Ginning"] == "hold"


def test_a_part_between_two_others_that_nobody_supplies_breaks_no_chain(tmp_path):
    bill = (("Assembly", "Component", "Qty"), ("J-1", "F-1", "2"), ("F-1", "Y-1", "1"), ("Y-1", "C-1", "3"))
    supplied = (
        ("Component", "Supplier", "Country", "Origin"),
        ("C-1", "Dogwood Ginning", "China", "Xinjiang, China"),
        ("F-1", "Birch Mills", "China", ""),
    )
    product, _ = product_of(written(tmp_path, bill=bill, supplied=supplied), "J-1")
    assert names(product) == {"Dogwood Ginning", "Birch Mills"}, "Y-1 is bought from nobody, and C-1 goes into it"


def test_every_bill_of_materials_counts_and_not_only_the_first(tmp_path):
    bills = {
        "one": (("Assembly", "Component", "Qty"), ("J-1", "F-1", "2"), ("J-1", "Z-1", "1")),
        "two": (("Assembly", "Component", "Qty"), ("K-1", "F-1", "2"), ("K-1", "W-1", "1")),
    }
    supplied = (
        ("Component", "Supplier", "Country"),
        ("F-1", "Birch Mills", "China"),
        ("Z-1", "Elm Trims", "Thailand"),
        ("W-1", "Fir Weavers", "India"),
    )
    paths = written(tmp_path, supplied=supplied, **bills)
    assert names(product_of(paths, "J-1")[0]) == {"Birch Mills", "Elm Trims"}
    assert names(product_of(paths, "K-1")[0]) == {"Birch Mills", "Fir Weavers"}


def test_a_further_supplier_of_a_part_is_in_the_chain(tmp_path):
    bill = (
        ("Level", "Part number", "Description", "Supplier", "Country"),
        ("0", "J-1", "Jacket", "Alder Shirts Ltd", "Vietnam"),
        ("1", "F-1", "Cotton fabric", "Birch Mills", "China"),
        ("", "", "", "Cedar Mills", "India"),
        ("1", "Z-1", "Zipper", "Elm Trims", "Thailand"),
    )
    product, _ = product_of(written(tmp_path, bill=bill), "J-1")
    assert "Cedar Mills" in names(product)
    (fabric,) = product.scope.tree.called("F-1")
    assert len(product.scope.suppliers_of_part[fabric]) == 2


def test_chain_rows_that_call_their_goods_so_bring_all_their_companies_even_over_a_gap(tmp_path):
    rows = (
        ("Product", "Tier 1 supplier", "Tier 1 country", "Tier 2 supplier", "Tier 3 supplier", "Tier 3 country"),
        ("Blue shirts", "Alder Shirts Ltd", "Vietnam", "", "Dogwood Ginning", "Turkmenistan"),
        ("Socks", "Birch Mills", "China", "Cedar Spinning", "Elm Ginning", "India"),
    )
    product, _ = product_of(written(tmp_path, chain=rows), "blue shirts")
    assert names(product) == {"Alder Shirts Ltd", "Dogwood Ginning"}


def test_whom_another_file_names_upstream_is_in_it_and_so_is_a_namesake(tmp_path):
    upstream = (
        ("Supplier", "Country", "Product", "Supplies to"),
        ("Hazel Ginning", "Turkmenistan", "Cotton", "Birch Mills"),
        ("Birch Mills", "India", "Fabric", "Alder Shirts Ltd"),
        ("Ivy Dyes", "India", "Dyes", "Birch Mills"),
    )
    product, _ = product_of(written(tmp_path, bill=BILL, more=upstream), "J-1")
    assert {"Hazel Ginning", "Ivy Dyes"} <= names(product)
    birches = [s for s in product.scope.companies if s.startswith("birch-mills")]
    assert {"birch-mills-cn", "birch-mills-in"} <= set(birches)


def test_a_running_number_is_a_part_of_its_own_sheet_only(tmp_path):
    one = (("Item no.", "Parent part", "Description", "Supplier", "Country"), ("1", "", "Lamp", "A Ltd", "India"))
    other = (("Item no.", "Parent part", "Description", "Supplier", "Country"), ("1", "", "Chair", "B Ltd", "India"))
    tree = part_tree(load_with_tables(written(tmp_path, one=one, other=other)).read.parts)
    assert len([n for n in tree.labels if n[-1] == "1"]) == 2


def test_a_product_that_no_row_bears_is_an_error_that_names_the_nearest_first(tmp_path):
    paths = written(tmp_path, bill=BILL)
    with pytest.raises(InputError, match="no row bears the product 'J-2'") as told:
        product_of(paths, "J-2")
    assert told.value.hint.startswith("Products of the input, the nearest first: J-1, ")
    assert "Backpack" in told.value.hint


# --- nothing is lost ------------------------------------------------------------------------------------------------


def made_bills(seed):
    """Random lists of parts over several products and files, further links, and what truly belongs to each product."""
    chance = random.Random(seed)
    companies = [f"{w} {e}" for w in ("Oak", "Ash", "Yew", "Fig", "Elm", "Bay", "Box", "Sal") for e in ("Ltd", "Inc")]
    country = {c: chance.choice(("China", "India", "Vietnam", "Turkmenistan", "Germany")) for c in companies}
    below, suppliers = defaultdict(list), {}
    numbers = [f"PN-{seed % 9}{n:02}" for n in range(16)]
    tops = numbers[:3]
    for n, number in enumerate(numbers):
        if n >= 3:
            for parent in chance.sample(numbers[:n], k=min(n, chance.choice((1, 1, 2)))):
                below[parent].append(number)
        suppliers[number] = chance.sample(companies, k=chance.choice((0, 1, 1, 2)))
    goods = {n: chance.choice(("Cotton", "Cotton fabric", "Zipper", "Polysilicon", "Jacket")) for n in numbers}
    origin = {n: chance.choice(("", "", "China", "Xinjiang, China", "Turkmenistan")) for n in numbers}
    head = ("Part number", "Parent part", "Description", "Supplier", "Supplier country", "Country of origin")
    files = {"one": [head], "two": [head]}
    for number in numbers:
        parents = [p for p in numbers if number in below[p]] or [""]
        for company in suppliers[number] or [""]:
            for parent in parents:
                row = (number, parent, goods[number], company, country.get(company, ""), origin[number])
                files[chance.choice(("one", "two"))].append(row)
    further = [(c, country[c], "Cotton", chance.choice(companies)) for c in chance.sample(companies, 4)]
    files["more"] = [("Supplier", "Country", "Product", "Supplies to"), *(r for r in further if r[0] != r[3])]
    truth = {}
    for top in tops:
        inside, queue = {top}, [top]
        while queue:
            for child in below[queue.pop()]:
                if child not in inside:
                    inside.add(child)
                    queue.append(child)
        found = {c for n in inside for c in suppliers[n]}
        while more := {r[0] for r in files["more"][1:] if r[3] in found} - found:
            found |= more
        truth[top] = found
    return {name: rows for name, rows in files.items() if len(rows) > 1}, truth


@pytest.mark.slow
@pytest.mark.parametrize("seed", range(25))
def test_whatever_truly_supplies_a_product_is_in_its_pack_with_the_level_and_findings_of_the_whole(tmp_path, seed):
    files, truth = made_bills(seed)
    loading = load_with_tables(written(tmp_path, **files))
    assessment = assessed(loading.network, DAY)
    whole = {s.id: s for s in assessment.document.suppliers}
    held = 0
    for top, companies in truth.items():
        if not companies:
            continue
        product = Product.of(loading, assessment.network, assessment.document, top)
        answer = json.loads(msgspec.json.encode(answer_of(product, "0")))
        told = {c["supplier"]: c for c in answer["companies"]}
        assert companies <= {c["name"] for c in told.values()}, top
        for id_, entry in told.items():
            assert entry["due_diligence"] == whole[id_].due_diligence
            assert tuple(entry["findings"]) == whole[id_].findings
        above = {s for one in told for s in assessment.network.upstream(one)} | set(told)
        holds = {s for s in above if whole[s].due_diligence is DueDiligence.HOLD}
        assert holds <= set(told) | {o["supplier"] for o in answer["left_out"]}
        held += len(holds & set(told))
    assert json.loads(product_files(product, REFERENCE, "0")["product.json"]) == answer, "the pack holds the answer"
    assert held or not any(s.due_diligence is DueDiligence.HOLD for s in whole.values())


# --- contradictions -------------------------------------------------------------------------------------------------

OTHER = (
    ("Part number", "Parent part", "Description", "Supplier", "Supplier country", "Country of origin", "Share"),
    ("F-1", "J-1", "Polyester", "Birch Mills", "India", "Turkmenistan", "40%"),
    ("Z-1", "J-1", "Zipper", "Fern Trims", "Thailand", "", "5%"),
    ("C-1", "F-1", "Raw cotton", "Dogwood Ginning", "CN", "Xinjiang, P.R.C.", ""),
)


def test_two_files_that_contradict_each_other_are_told_with_the_cells_of_both(tmp_path):
    first = [list(row) for row in BILL]
    first[2][2] = "Cotton"
    product, _ = product_of(written(tmp_path, one=first, two=OTHER), "J-1")
    told = {(c.about, c.field): [(s.written, s.cells) for s in c.statements] for c in product.contradictions}
    assert told == {
        ("Birch Mills", "country"): [("China", ("one.csv!one!E3",)), ("India", ("two.csv!two!E2",))],
        ("part F-1", "good"): [("Cotton", ("one.csv!one!C3",)), ("Polyester", ("two.csv!two!C2",))],
        ("part F-1", "origin"): [("China", ("one.csv!one!F3",)), ("Turkmenistan", ("two.csv!two!F2",))],
        ("part F-1 in J-1", "share"): [("60%", ("one.csv!one!G3",)), ("40%", ("two.csv!two!G2",))],
        ("part Z-1", "supplier"): [("Elm Trims", ("one.csv!one!D4",)), ("Fern Trims", ("two.csv!two!D3",))],
    }


def test_files_that_say_the_same_in_other_words_contradict_nothing(tmp_path):
    again = [list(row) for row in BILL]
    for row in again[1:]:
        row[4] = {"China": "CN", "Vietnam": "Viet Nam", "Thailand": "TH"}.get(row[4], row[4])
        row[6] = row[6].replace("60%", "0.6")
    product, _ = product_of(written(tmp_path, one=BILL, two=again), "J-1")
    assert product.contradictions == ()


# --- what is said ---------------------------------------------------------------------------------------------------


def test_each_fact_rests_on_a_cell_that_is_filled_or_a_finding_of_the_report():
    product, assessment = product_of(LANTERN, "SL-1")
    rows = list(csv.reader(LANTERN.read_text(encoding="utf-8").splitlines()))
    findings = {f.id for f in assessment.document.findings}
    facts = [cell for cell in cells_of(product) if isinstance(cell, Fact)]
    assert len(facts) > 40
    for fact in facts:
        for behind in fact.behind:
            if behind not in findings:
                column, row = re.fullmatch(r"bill_of_materials.csv!bill_of_materials!([A-Z])(\d+)", behind).groups()
                assert rows[int(row) - 1][ord(column) - 65], fact


def test_our_own_words_name_no_company_and_no_part():
    product, _ = product_of(LANTERN, "SL-1")
    given = {s.supplier.name for s in product.chain.steps} | {"SL-11", "SL-111", "Polysilicon"}
    for cell in cells_of(product):
        if isinstance(cell, Said):
            assert not [name for name in given if name in cell.text], cell


def test_what_is_not_stated_is_asked():
    product, _ = product_of(LANTERN, "SL-1")
    asked = " ".join(cell.question for cell in cells_of(product) if isinstance(cell, Slot))
    assert "Who supplies part SL-14?" in asked
    assert "Who supplies Fjord & Forge AS?" in asked
    assert "From which country do the goods of Koi Pond" in asked
    assert "From which country do the goods of Rhine Gate" not in asked


def test_each_question_stands_once_in_the_workbook_and_says_what_it_is_about():
    product, assessment = product_of(LANTERN, "SL-1")
    book = openpyxl.load_workbook(io.BytesIO(product_files(product, REFERENCE, assessment.sha256)["product.xlsx"]))
    asked = [row[1] for row in book["Questions"].iter_rows(min_row=2, values_only=True)]
    assert len(asked) == len(set(asked)) > 20
    subjects = [s.supplier.name for s in product.chain.steps] + ["part SL-1", "this product"]
    assert [q for q in asked if not any(subject in q for subject in subjects)] == []


def test_steps_taken_are_those_that_the_input_states(tmp_path):
    suppliers = (
        ("Supplier", "Country", "Audit type", "Last audit date", "Audit result"),
        ("Birch Mills", "China", "SMETA", "2026-02-01", "passed"),
    )
    product, _ = product_of(written(tmp_path, bill=BILL, suppliers=suppliers), "J-1")
    (taken,) = (c for c in cells_of(product) if isinstance(c, Fact) and "SMETA" in c.text)
    assert "2026-02-01" in taken.text
    assert all(cell.startswith("suppliers.csv!suppliers!") for cell in taken.behind)


def test_what_the_regulation_asks_is_told_with_its_source_and_never_as_law_of_the_day():
    product, _ = product_of(LANTERN, "SL-1")
    told = [c.text for c in cells_of(product) if isinstance(c, Said)]
    assert any("30 working days" in text and "after the day of the report" in text for text in told)
    assert any("nothing was read in any source" in text and "EU-08" in text for text in told)
    assert not any("mitigate, end and remedy" in text for text in told), "an item that was read nowhere"


# --- files ----------------------------------------------------------------------------------------------------------

HOSTILE = '=HYPERLINK("http://evil.example","x")<script>alert(1)</script>\u202egpj'


def test_hostile_texts_are_inert_and_equal_input_gives_equal_bytes(tmp_path):
    rows = [list(row) for row in BILL]
    rows[1][0], rows[2][1], rows[3][1] = (HOSTILE,) * 3
    rows[2][2], rows[2][3] = f"Cotton {HOSTILE}", f"Mills {HOSTILE}"
    paths = written(tmp_path, bill=rows)
    made = []
    for _ in range(2):
        product, assessment = product_of(paths, HOSTILE)
        made.append(product_files(product, REFERENCE, assessment.sha256))
    assert made[0] == made[1]
    assert tuple(made[0]) == FILES
    with zipfile.ZipFile(io.BytesIO(made[0]["product.docx"])) as archive:
        text = archive.read("word/document.xml").decode()
        assert "<script" not in text
        assert "\u202e" not in text
        assert "w:hyperlink" not in text
    book = openpyxl.load_workbook(io.BytesIO(made[0]["product.xlsx"]))
    values = [cell for sheet in book for row in sheet for cell in row if cell.value is not None]
    assert any("HYPERLINK" in str(cell.value) for cell in values)
    assert not [cell for cell in values if cell.data_type == "f" or cell.hyperlink]
    assert b"<script" not in made[0]["product-chain.svg"]


def test_the_files_belong_to_the_pack_and_verify_covers_them(tmp_path):
    out = tmp_path / "audit"
    run = CliRunner().invoke(app, ["screen", str(LANTERN), "--product", "SL-1", "--as-of", DAY, "--out", str(out)])
    assert run.exit_code == 0, run.output
    assert "Product SL-1: 7 suppliers" in run.output
    assert set(FILES) < {path.name for path in out.iterdir()}
    answer = json.loads((out / "product.json").read_text(encoding="utf-8"))
    assert answer["report_sha256"] == scr.read(out).sha256
    assert scr.verify(out) == ()
    (out / "product.xlsx").write_bytes(b"changed")
    assert any("product.xlsx" in told for told in scr.verify(out))


@pytest.mark.slow
def test_fail_on_looks_at_the_product(tmp_path):
    paths = list(map(str, written(tmp_path, bill=BILL)))
    options = ["--as-of", DAY, "--out", str(tmp_path / "audit"), "--fail-on", "hold", "-q"]
    assert CliRunner().invoke(app, ["screen", *paths, *options]).exit_code == 1
    assert CliRunner().invoke(app, ["screen", *paths, *options, "--product", "Z-1"]).exit_code == 0
    assert CliRunner().invoke(app, ["screen", *paths, *options, "--product", "J-1"]).exit_code == 1
