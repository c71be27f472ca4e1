"""What a manifest says of its run, read alike wherever it is asked for."""

from __future__ import annotations

import pytest

from supplychain_risk.audit.statement import company_of, hashes


@pytest.mark.parametrize(
    ("manifest", "company"),
    [
        ({"parameters": {"company": "Acme Outdoor", "as_of": "2026-06-30"}}, "Acme Outdoor"),
        ({"parameters": {"company": ""}}, ""),
        ({"parameters": {"as_of": "2026-06-30"}}, ""),
        ({"parameters": {"company": None}}, ""),
        ({"parameters": ["company"]}, ""),
        ({}, ""),
    ],
)
def test_a_company_that_no_manifest_names_is_no_company(manifest, company):
    assert company_of(manifest) == company


def test_hashes_of_a_part_are_by_name_and_a_part_that_is_not_there_has_none():
    manifest = {"tables": {"countries": "sha256:ab"}, "lists": ["not", "by", "name"]}
    assert hashes(manifest, "tables") == {"countries": "sha256:ab"}
    assert hashes(manifest, "lists") == {} == hashes(manifest, "context")
