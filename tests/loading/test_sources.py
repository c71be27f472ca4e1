"""load() from code and data files: graphs, records, JSON, Parquet, several DataFrames. Every value keeps a cell."""

import json

import networkx as nx
import pandas as pd
import pytest

import supplychain_risk as scr
from supplychain_risk.errors import InputError, MissingFile, UnreadableFile
from supplychain_risk.network import COMPANY

ROWS = [
    {"name": "Alpha Mills", "country": "Viet Nam", "commodity": ["Cotton", "Garments"]},
    {"name": "Beta Farms", "country": "Sp'ain", "address": {"city": "Lyon"}, "employees": 12},
]


def names(net) -> list[str]:
    return sorted(s.name for s in net.suppliers.values())


def shop() -> nx.DiGraph:
    graph = nx.DiGraph()
    graph.add_node("A", name="Alpha Garments", country="Bangladesh", sector="Apparel")
    graph.add_node("B", name="Beta Mills", country="India", commodity="Cotton yarn", remark="old")
    graph.add_node("Acme", name="Acme Outdoor")
    graph.add_edge("B", "A", share=0.4)
    graph.add_edge("A", "Acme", spend=1200)
    return graph


def test_a_graph_gives_suppliers_links_and_the_company():
    net = scr.load(shop())
    assert {s: (net.suppliers[s].country_code, net.tier(s)) for s in net.suppliers} == {"A": ("BD", 1), "B": ("IN", 2)}
    assert net.company == "Acme Outdoor"
    assert net.paths("B") == (("B", "A", COMPANY),)
    assert {(k.supplier, k.spend, k.share) for k in net.links} == {("A", 1200.0, None), ("B", None, 0.4)}


def test_values_of_a_graph_keep_cells_and_other_attributes():
    net = scr.load(shop())
    (cell,) = net.suppliers["A"].country.cells
    assert (cell.file, cell.sheet) == ("graph", "nodes")
    assert dict(net.suppliers["B"].attributes)["remark"] == "old"


def test_a_network_s_own_graph_reads_back():
    net = scr.load(shop())
    again = scr.load(net.graph)
    assert names(again) == names(net)
    assert {s: again.tier(s) for s in again.suppliers} == {s: net.tier(s) for s in net.suppliers}
    assert {s.country_code for s in again.suppliers.values()} == {"BD", "IN"}


def test_a_described_node_that_nothing_leaves_is_a_direct_supplier():
    graph = nx.MultiDiGraph()
    graph.add_node("A", name="Alpha", country="India")
    graph.add_node("B", name="Beta", country="Peru")
    graph.add_edge("B", "A")
    net = scr.load(graph)
    assert {s: net.tier(s) for s in net.suppliers} == {"A": 1, "B": 2}


def test_an_undirected_graph_does_not_say_who_supplies_whom():
    with pytest.raises(InputError, match="not directed"):
        scr.load(nx.Graph([("A", "B")]))


def test_a_graph_without_suppliers():
    with pytest.raises(InputError, match="no supplier"):
        scr.load(nx.DiGraph())


def test_records_are_rows_below_one_row_of_headings():
    net = scr.load(ROWS)
    alpha = next(s for s in net.suppliers.values() if s.name == "Alpha Mills")
    assert (alpha.country_code, set(alpha.commodity_codes)) == ("VN", {"cotton", "garments"})
    (problem,) = [p for p in net.account.problems if p.code == "country-unresolved"]
    assert str(problem.where) == "records!records!B3"


@pytest.mark.parametrize("ending", ["json", "jsonl"])
def test_files_of_records(tmp_path, ending):
    path = tmp_path / f"list.{ending}"
    text = json.dumps(ROWS) if ending == "json" else "\n".join(map(json.dumps, ROWS))
    path.write_text(text + "\n", encoding="utf-8")
    net = scr.load(path)
    assert names(net) == ["Alpha Mills", "Beta Farms"]
    (file,) = net.account.files
    assert (file.name, file.format, file.sheets[0].name, file.sheets[0].rows_read) == (path.name, ending, "list", 2)


def test_an_object_of_lists_is_several_sheets(tmp_path):
    path = tmp_path / "all.json"
    links = [{"Supplier": "Beta Farms", "Buyer": "Alpha Mills"}]
    path.write_text(json.dumps({"Suppliers": ROWS, "Links": links, "version": 2}))
    net = scr.load(path)
    assert {s.name: net.tier(s.id) for s in net.suppliers.values()} == {"Alpha Mills": 1, "Beta Farms": 2}


@pytest.mark.parametrize(
    ("name", "text"),
    [
        ("a.json", "{broken"),
        ("a.json", "[1, 2]"),
        ("a.json", '{"x": []}'),
        ("a.json", "[" * 200_000),
        ("a.jsonl", '{"name": "A"}\n[1]\n'),
        ("a.jsonl", '{"name": "A"\n'),
        ("a.parquet", "PAR1"),
    ],
)
def test_damaged_files_say_so(tmp_path, name, text, monkeypatch):
    monkeypatch.setattr(pd, "read_parquet", lambda file: (_ for _ in ()).throw(OSError("damaged")))
    path = tmp_path / name
    path.write_text(text)
    with pytest.raises(UnreadableFile) as caught:
        scr.load(path)
    assert name in str(caught.value)
    assert caught.value.hint


def test_half_a_character_in_json_stops_nothing(tmp_path):
    path = tmp_path / "a.json"
    path.write_text('[{"name": "Alpha \\ud800 Mills", "country": "India"}, {"name": "合盛", "country": "中国"}]')
    assert {s.country_code for s in scr.load(path).suppliers.values()} == {"IN", "CN"}


def test_parquet_is_read_through_pandas(tmp_path, monkeypatch):
    path = tmp_path / "list.parquet"
    path.write_bytes(b"PAR1 stands for a table here")
    monkeypatch.setattr(pd, "read_parquet", lambda file: pd.DataFrame({"Supplier": ["Alpha"], "Country": ["India"]}))
    net = scr.load(path)
    assert (names(net), net.account.files[0].format) == (["Alpha"], "parquet")


def test_parquet_without_pyarrow_says_what_to_install(tmp_path, monkeypatch):
    def no_engine(file):
        raise ImportError("Unable to find a usable engine")

    path = tmp_path / "list.parquet"
    path.write_bytes(b"PAR1")
    monkeypatch.setattr(pd, "read_parquet", no_engine)
    with pytest.raises(InputError, match="pyarrow") as caught:
        scr.load(path)
    assert "pip install pyarrow" in caught.value.hint


def test_several_frames_are_sheets_of_one_input():
    suppliers = pd.DataFrame({"Supplier": ["Alpha", "Beta"], "Country": ["India", "Peru"]})
    links = pd.DataFrame({"Supplier": ["Beta"], "Buyer": ["Alpha"]})
    net = scr.load({"Suppliers": suppliers, "Links": links})
    assert {s.name: net.tier(s.id) for s in net.suppliers.values()} == {"Alpha": 1, "Beta": 2}
    assert {c.sheet for s in net.suppliers.values() for c in s.cells} == {"Suppliers"}


def test_equal_inputs_have_equal_hashes():
    one, other, third = scr.load(ROWS), scr.load([dict(r) for r in ROWS]), scr.load(ROWS[:1])
    assert one.account.files[0].sha256 == other.account.files[0].sha256 != third.account.files[0].sha256


@pytest.mark.parametrize("source", [5, None, b"x", {"a": 1}, [1], [], {}])
def test_what_cannot_be_read_says_what_can(source):
    with pytest.raises(InputError) as caught:
        scr.load(source)
    assert caught.value.hint


def test_a_missing_data_file(tmp_path):
    with pytest.raises(MissingFile, match=r"none\.json"):
        scr.load(tmp_path / "none.json")
