"""The written mapping: fed back, the input reads the same; what a mapping cannot say is written as a comment."""

import tomllib

import pandas as pd

from supplychain_risk.intake.mapping import check_mapping
from supplychain_risk.loading import load_with_tables

PLAIN = pd.DataFrame(
    {
        "Firm": ["Alpha Ltd", "Beta Ltd"],
        'Seat "of" firm': ["x", "y"],
        "Country": ["India", "Peru"],
        "Street + No": ["1 A", "2 B"],
        "Street address": ["1 A", "2 B"],
        "Product": ["Tea", "Cocoa"],
    }
)
TIERS = pd.DataFrame({"Tier 1 supplier": ["Alpha Ltd", "Beta Ltd"], "Tier 2 supplier": ["Gamma Ltd", "Delta Ltd"]})


def records(loading):
    return loading.read.suppliers, loading.read.links, loading.read.ownership


def test_fed_back_it_reads_the_same():
    first = load_with_tables(PLAIN)
    text = first.mapping_file()
    mapping = tomllib.loads(text)
    check_mapping(mapping, "written")
    assert mapping["DataFrame!DataFrame"]["header_row"] == 1
    assert mapping["DataFrame!DataFrame"]["columns"]["country"] == "Country"
    assert records(load_with_tables(PLAIN, mapping=mapping)) == records(first)
    assert "confidence" in text


def test_columns_of_answers_are_mapped_too(tmp_path):
    frame = PLAIN.assign(**{"SA8000": ["Yes", "No"], "Last audit date": ["2025-03-01", ""], "Hotline": ["Yes", ""]})
    first = load_with_tables(frame)
    path = tmp_path / "mapping.toml"
    path.write_text(first.mapping_file().replace('certificate = "SA8000"', 'code_of_conduct = "SA8000"'), "utf-8")
    controls = [
        [(c.evidence.value, c.what, c.in_place) for s in loading.network.suppliers.values() for c in s.controls]
        for loading in (first, load_with_tables(frame, mapping=path), load_with_tables(frame, mapping=str(path)))
    ]
    assert ("certificate", "SA8000", True) in controls[0]
    assert ("questionnaire", "SA8000", True) in controls[1]
    assert controls[1] == controls[2]
    assert len(controls[0]) == len(controls[1]) == 4


def test_a_row_per_supplier_and_attribute_stays_recognized():
    long = pd.DataFrame(
        [["Alpha Ltd", "Country", "India"], ["Alpha Ltd", "City", "Pune"], ["Beta Ltd", "Country", "Peru"]],
        columns=["Supplier", "Attribute", "Value"],
    )
    first = load_with_tables(long)
    mapping = tomllib.loads(first.mapping_file())
    assert records(load_with_tables(long, mapping=mapping)) == records(first)


def test_tiers_side_by_side_stay_recognized():
    first = load_with_tables(TIERS)
    text = first.mapping_file()
    mapping = tomllib.loads(text)
    assert records(load_with_tables(TIERS, mapping=mapping)) == records(first)
    assert mapping or "Take out the '#'" in text


def test_hostile_headings_are_quoted():
    frame = PLAIN.rename(columns={"Country": 'Country"]\n[x]', "Product": "Product\x7f # tea"})
    first = load_with_tables(frame)
    mapping = tomllib.loads(first.mapping_file())
    assert records(load_with_tables(frame, mapping=mapping)) == records(first)
