"""Lists come in, are left out and taken in again; files are written whole."""

from __future__ import annotations

import os

from speaking import LIST, opened

from supplychain_risk.desk.folder import Folder


def test_a_list_is_copied_left_out_and_taken_in_again_and_never_lost(with_list, root):
    (root / "lying.csv").write_text("Supplier,Country\nA Ltd,Portugal\n", encoding="utf-8")
    lying = next(one for one in with_list.desk.folder.others() if one.name == "lying.csv")
    with_list.said("/inputs/take", id=lying.id)
    assert (root / "lying.csv").exists()
    assert {one.name for one in with_list.desk.folder.input_files()} == {"vendors.csv", "lying.csv"}
    (vendors,) = (one for one in with_list.desk.folder.input_files() if one.name == "vendors.csv")
    with_list.said("/inputs/leave", id=vendors.id)
    assert (root / "left-out" / "vendors.csv").read_text(encoding="utf-8") == LIST
    with_list.said("/inputs/take", id=vendors.id)
    assert (root / "inputs" / "vendors.csv").read_text(encoding="utf-8") == LIST


def test_files_that_are_no_lists_of_suppliers_are_not_offered(with_list, root):
    for name in ("fixes.xlsx", "mapping.toml", "first-review.xlsx", "second-review.xlsx", ".hidden.csv", "~$v.xlsx"):
        (root / name).write_bytes(b"x")
    assert with_list.desk.folder.others() == ()


def test_a_second_desk_on_the_folder_clears_what_was_left_and_not_what_arrives(root):
    opened(root)
    (root / "audit").mkdir()
    folder = Folder(root)
    arriving, given_up = folder.arriving(), folder.arriving()
    left = [root / ".supplychain-risk-desk-0123", root / "audit" / ".supplychain-risk-desk-4567"]
    for path in (arriving, given_up, *left):
        path.write_bytes(b"x")
    os.utime(given_up, (0, 0))
    opened(root)
    assert arriving.exists()
    assert not any(path.exists() for path in (given_up, *left))
