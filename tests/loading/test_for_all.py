"""What a person states for all rows of a sheet and stands in none of its cells."""

import re
import tomllib
from pathlib import Path

import pytest

import supplychain_risk as scr
from supplychain_risk.errors import InputError
from supplychain_risk.intake.mapping import FOR_ALL, check_mapping


@pytest.fixture
def load(tmp_path):
    def load(text, **options):
        path = tmp_path / "list.csv"
        path.write_text(text, encoding="utf-8")
        return scr.load(path, **options)

    return load


def countries(network):
    return {s.name: s.country_code for s in network.suppliers.values()}


def test_what_a_row_says_itself_goes_before_and_the_rest_is_marked(load):
    network = load("Supplier,Country\nAlder,\nBirch,India\n", for_all={"country": "Great Britain"})
    assert countries(network) == {"Alder": "GB", "Birch": "IN"}
    rules = {s.name: s.country.resolution.rule for s in network.suppliers.values()}
    assert rules["Alder"].endswith("stated for all rows of the sheet, in none of its cells")
    assert "all rows" not in rules["Birch"]
    assert [str(cell) for s in network.suppliers.values() if s.name == "Alder" for cell in s.country.cells] == [
        "list.csv!list!all rows"
    ]


def test_it_is_not_said_of_the_other_companies_of_a_row(load):
    network = load(
        "Supplier,Purchased from\nAlder,Birch\n", for_all={"country": "GB", "tier": "1", "commodity": "Shirts"}
    )
    assert countries(network) == {"Alder": "GB", "Birch": None}
    assert network.account.problems == ()
    birch = next(s for s in network.suppliers.values() if s.name == "Birch")
    assert [r.resolution.method.value for r in birch.commodities] == ["phrase"]


def test_a_mapping_states_it_sheet_by_sheet(load):
    network = load("Supplier\nAlder\n", mapping={"list": {"all": {"country": "GB"}}}, for_all={"country": "FR"})
    assert countries(network) == {"Alder": "GB"}


@pytest.mark.parametrize(
    ("field", "text", "says"),
    [("country", "Atlantis", "in none of our tables"), ("name", "Alder", "cannot be stated for all rows")],
)
def test_what_means_nothing_is_refused(load, field, text, says):
    with pytest.raises(InputError, match=says):
        load("Supplier\nAlder\n", for_all={field: text})


def test_what_a_person_states_of_the_sheets_is_in_the_manifest(load):
    def manifest(**options):
        return scr.screen(load("Supplier,Product\nAlder,Tea\n", **options), as_of="2026-06-30").document.manifest

    assert "mapping" not in manifest()
    hashes = [
        manifest(for_all={"country": "GB"})["mapping"],
        manifest(for_all={"country": "FR"})["mapping"],
        manifest(mapping={"*": {"all": {"country": "GB"}}})["mapping"],
    ]
    assert hashes[0] == hashes[2] != hashes[1]


def test_the_mapping_on_the_page_is_one():
    page = (Path(__file__).parents[2] / "docs" / "fixing-input.md").read_text(encoding="utf-8")
    (text,) = (one for one in re.findall(r"```toml\n(.*?)```", page, flags=re.DOTALL) if ".all]" in one)
    mapping = tomllib.loads(text)
    check_mapping(mapping, "the page")
    assert [*mapping.values()] == [{"all": {"country": "GB", "commodity": "Cotton"}}]
    assert [field for field in FOR_ALL if f"`{field}`" not in page] == []
