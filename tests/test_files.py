"""A file that cannot be opened is told with where it is and what to do, whoever asks for it."""

from __future__ import annotations

import pytest

from supplychain_risk.errors import MissingFile
from supplychain_risk.files import file_content


def test_a_file_is_given_whole_and_a_missing_one_is_told(tmp_path):
    there = tmp_path / "answers.toml"
    there.write_bytes(b"a = 1\r\n\x00")
    assert file_content(there, "Look again.", most=1000) == b"a = 1\r\n\x00"
    gone = tmp_path / "gone.toml"
    with pytest.raises(MissingFile) as error:
        file_content(gone, "Look again.", most=1000)
    assert str(error.value) == f"{gone}: cannot be opened (No such file or directory)"
    assert error.value.hint == "Look again."
    with pytest.raises(MissingFile, match=r"^gone.toml: the answers cannot be opened \("):
        file_content(gone, "Look again.", what="the answers", where=gone.name, most=1000)
    with pytest.raises(MissingFile):  # a folder
        file_content(tmp_path, "Look again.", most=1000)
