"""Lists come in, are left out and taken in again; files are written whole."""

from __future__ import annotations

from speaking import LIST


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
