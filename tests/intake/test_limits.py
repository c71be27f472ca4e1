"""Each limit of the policy: what it refuses, that the message names it, and that a policy can raise it."""

import gzip
from typing import get_args

import pytest
import xlsxwriter

import supplychain_risk as scr
from supplychain_risk.errors import UnreadableFile
from supplychain_risk.intake import limits
from supplychain_risk.policy import LimitsPolicy

LIST = "Supplier,Country,Product\nAlder Mills,India,cotton\nBirch Gin,India,cotton\n"
ROWS = [["Supplier", "Country"], ["Alder Mills", "India"], ["Birch Gin", "India"]]

# Limit → a number that is too small for the list, and the form in which the list is given.
TOO_SMALL = {
    "file_bytes": (10, "csv"),
    "unpacked_bytes": (100, "xlsx"),
    "text_bytes": (10, "csv.gz"),
    "lines": (2, "long.csv"),
    "cells": (4, "xlsx"),
    "characters": (10, "xlsx"),
    "cell_characters": (5, "xlsx"),
    "columns": (1, "csv"),
    "seconds": (1, "slow.csv"),
}


def made(form, tmp_path):
    path = tmp_path / f"list.{form}"
    if form == "xlsx":  # by a writer that stores texts once, however many cells hold them
        with xlsxwriter.Workbook(path) as book:
            sheet = book.add_worksheet("S")
            for number, row in enumerate(ROWS):
                sheet.write_row(number, 0, row)
        return path
    text = LIST + "Cedar,India,cotton\n" * 70_000 if form == "long.csv" else LIST
    path.write_bytes(gzip.compress(text.encode()) if form.endswith(".gz") else text.encode())
    return path


def policy_of(tmp_path, limit, number):
    path = tmp_path / "policy.toml"
    path.write_text(f'[limits]\n{limit} = {{ value = {number}, reason = "Our machine." }}\n')
    return scr.Policy.read(path)


def test_every_limit_of_the_policy_is_tried_here():
    fields = set(LimitsPolicy.model_fields)
    assert set(get_args(limits.Limit)) == fields, "Limit in intake/limits.py and LimitsPolicy name the same limits"
    assert set(TOO_SMALL) == fields, "say in TOO_SMALL what the new limit refuses"


@pytest.mark.parametrize("limit", sorted(set(TOO_SMALL) - {"columns", "seconds"}))
def test_a_file_beyond_a_limit_is_refused_by_its_name_and_read_where_the_policy_raises_it(limit, tmp_path):
    number, form = TOO_SMALL[limit]
    path = made(form, tmp_path)
    with pytest.raises(UnreadableFile) as caught:
        scr.load(path, policy=policy_of(tmp_path, limit, number))
    told = f"{caught.value} {caught.value.hint}"
    assert f"limits.{limit}" in told
    assert f"{number:,}" in told
    if form != "long.csv":
        assert len(scr.load(path, policy=policy_of(tmp_path, limit, 10**9))) == 2


def test_columns_beyond_the_limit_are_cut_and_told(tmp_path):
    network = scr.load(made("csv", tmp_path), policy=policy_of(tmp_path, "columns", 1))
    (told,) = [p for p in network.account.problems if p.code == "columns-not-read"]
    assert "3 columns, and 1 are read (limits.columns of the policy)" in told.message
    assert len(network) == 2


def test_reading_that_takes_too_long_is_broken_off_between_two_steps(tmp_path, monkeypatch):
    now = iter(range(0, 10**6, 5))
    monkeypatch.setattr(limits.time, "monotonic", lambda: float(next(now)))
    with pytest.raises(UnreadableFile, match=r"broken off after 1 seconds \(limits.seconds of the policy\)"):
        scr.load(made("csv", tmp_path), policy=policy_of(tmp_path, "seconds", 1))
    assert len(scr.load(made("csv", tmp_path), policy=policy_of(tmp_path, "seconds", 10**6))) == 2


def test_limits_of_a_run_are_no_limits_of_the_next(tmp_path):
    path = made("csv", tmp_path)
    with pytest.raises(UnreadableFile):
        scr.load(path, policy=policy_of(tmp_path, "file_bytes", 10))
    assert len(scr.load(path)) == 2


def test_a_changed_limit_is_told_in_numbers_that_can_be_read(tmp_path):
    (told,) = policy_of(tmp_path, "cells", 50_000_000).differences()
    assert told == "limits.cells is 50,000,000 instead of 40,000,000: Our machine."
