"""A list that cannot fit into memory is refused before its rows are read; one that may not fit is warned of."""

import subprocess
import sys

import pytest

import supplychain_risk as scr
from supplychain_risk import memory
from supplychain_risk.errors import InputError, LittleMemory
from supplychain_risk.intake import room
from supplychain_risk.memory import Bound

ROWS = 40
LIST = "Supplier,Country\n" + "".join(f"Alder Mills {number},India\n" for number in range(ROWS))
LEAST = ROWS * room.LEAST_TO_READ
MUCH = ROWS * (room.MAY_TAKE_PER_ROW + room.MAY_TAKE_PER_SUPPLIER)


@pytest.fixture
def read(tmp_path, monkeypatch):
    """Read a list where memory has these bounds."""

    def loaded(*bounds, text=LIST):
        monkeypatch.setattr(memory, "bounds", lambda: bounds)
        path = tmp_path / "suppliers.csv"
        path.write_text(text)
        return scr.load(path)

    return loaded


def test_what_needs_more_than_could_be_had_is_refused(read):
    with pytest.raises(
        InputError, match=r"40 rows that name suppliers takes at least 0 MB .* the container leaves 0 MB"
    ):
        read(Bound("the machine", MUCH, 10 * MUCH), Bound("the container", LEAST - 1, LEAST - 1))
    assert len(read(Bound("the machine", MUCH, 10 * MUCH), Bound("the container", MUCH, LEAST))) == ROWS


def test_what_may_need_more_than_is_free_is_read_with_a_warning(read):
    """It may fit: others may give up memory, and suppliers may take less. So no bound but the last refuses."""
    with pytest.warns(LittleMemory, match=r"40 rows .* and of the machine 0 MB are free.* --engine spark"):
        network = read(Bound("the machine", MUCH - 1, LEAST))
    assert len(network) == ROWS
    with pytest.warns(LittleMemory):
        read(Bound("the machine", MUCH - 1, None))


def test_a_list_with_many_rows_of_few_suppliers_needs_less(read):
    once = "Supplier,Country,Amount\n" + "Alder Mills,India,7\n" * ROWS
    read(Bound("the machine", ROWS * room.MAY_TAKE_PER_ROW + room.MAY_TAKE_PER_SUPPLIER, MUCH), text=once)
    with pytest.warns(LittleMemory):
        read(Bound("the machine", ROWS * room.MAY_TAKE_PER_ROW + room.MAY_TAKE_PER_SUPPLIER - 1, MUCH), text=once)


def test_rows_that_name_no_supplier_are_not_reckoned(read):
    notes = LIST + ",India\n" * ROWS
    assert len(read(Bound("the machine", MUCH, LEAST), text=notes)) == ROWS


def test_where_the_system_tells_nothing_nothing_is_said(read):
    assert len(read()) == ROWS


BOUNDED = """
import resource, sys
import numpy, pandas
from pathlib import Path
import supplychain_risk.cli as cli
import supplychain_risk.loading
from supplychain_risk.reference import Reference
from supplychain_risk.loading.resolvers import Resolvers
from supplychain_risk.intake.headings import Vocabulary
Vocabulary.of(Reference.bundled()), Resolvers.over(Reference.bundled())
reserved = int(Path("/proc/self/statm").read_text().split()[0]) * resource.getpagesize()
resource.setrlimit(resource.RLIMIT_AS, (reserved + int(sys.argv.pop(1)),) * 2)
cli.main()
"""


@pytest.mark.slow
@pytest.mark.skipif(sys.platform != "linux", reason="only Linux tells what a process may have, and keeps to it")
@pytest.mark.parametrize(
    ("megabytes", "said"),
    [(100, "rows that name suppliers takes at least 50 MB"), (50, "there is not enough memory for this")],
    ids=["rows", "file"],
)
def test_a_process_with_a_limit_ends_with_a_message(tmp_path, megabytes, said):
    path = tmp_path / "suppliers.csv"
    rows = (f"Alder Mills {number},India,Coimbatore,{number} Cotton Road\n" for number in range(100_000))
    path.write_text("Supplier,Country,City,Street\n" + "".join(rows))
    command = [sys.executable, "-c", BOUNDED, str(megabytes * 1_000_000), "check", str(path)]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    told = " ".join(done.stderr.split())
    assert done.returncode == 2, told
    assert said in told
    assert "--engine spark" in told
    assert "Traceback" not in told
