"""Tasks that people wrote into the workbook of the pack are carried on by the desk's runs, and never lost."""

from __future__ import annotations

import re

import openpyxl
import pytest
from speaking import command, screened

import supplychain_risk as scr
from supplychain_risk.desk import packs
from supplychain_risk.review.tasks import HEADINGS

pytestmark = pytest.mark.slow
FORMATS = {"format-xlsx": "yes"}


def write_owner(path, supplier, owner):
    book = openpyxl.load_workbook(path)
    sheet = book["Suppliers"]
    at = {cell.value: cell.column for cell in sheet[1]}
    (row,) = (r for r in range(2, sheet.max_row + 1) if sheet.cell(r, at["Id"]).value == supplier)
    sheet.cell(row, at[HEADINGS["owner"]]).value = owner
    book.save(path)


def owners(root):
    return [task.owner for task in scr.read(root / "audit").document.tasks]


def test_tasks_are_carried_on_as_the_printed_command_does_and_the_pack_can_be_made_again(with_list, root):
    screened(with_list, **FORMATS)
    write_owner(root / "audit" / "report.xlsx", "V-4", "A. Buyer")
    printed = re.search(r"<code>(supplychain-risk screen .*?)</code>", with_list.page("/screen"))[1]
    assert "--tasks audit/report.xlsx" in printed
    arguments = printed.replace("--out audit", "--out other --format json,xlsx").split()[1:]
    command(root, *[one for one in arguments if one not in ("--dispositions", "audit/dispositions.xlsx")])
    screened(with_list, **FORMATS)
    assert owners(root) == ["A. Buyer"]
    content = packs.content_of_pack(root / "audit")
    other = packs.content_of_pack(root / "other")
    assert other["report.json"] == content["report.json"]
    assert content.keys() - other.keys() == {"given-report.xlsx"}  # only this pack was written over what it was given
    with_list.said("/pack/again")
    assert with_list.finished()["result"] == {"differs": []}
    screened(with_list, **FORMATS)  # nothing has changed, so nothing does
    assert packs.content_of_pack(root / "audit") == content
    write_owner(root / "audit" / "report.xlsx", "V-4", None)
    screened(with_list, **FORMATS)
    assert owners(root) == []
    assert not (root / "audit-given" / "report.xlsx").exists()
