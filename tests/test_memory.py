"""What bounds the memory of a process, read from the files in which Linux tells it."""

import os
import resource

import pytest

from supplychain_risk import memory

MIB = 1 << 20
PAGE = os.sysconf("SC_PAGE_SIZE")
MACHINE = "the memory of this machine"
UNLIMITED = 9223372036854771712


@pytest.fixture
def system(tmp_path, monkeypatch):
    """A Linux on which this process has reserved 300 MiB, holds 100 and shares 20 of them; files as given."""
    monkeypatch.setattr(resource, "getrlimit", lambda which: (resource.RLIM_INFINITY, resource.RLIM_INFINITY))
    pages = [number * MIB // PAGE for number in (300, 100, 20)]

    def made(swap=0, **files):
        usual = {
            "proc/self/statm": " ".join(map(str, pages)) + " 1 0 1 0",
            "proc/meminfo": f"MemTotal: {8 * MIB} kB\nMemFree: 1 kB\nMemAvailable: {2 * MIB} kB\n"
            f"SwapTotal: {swap // 1024} kB\nSwapFree: {swap // 2048} kB\nHugePages_Total: 0\n",
        }
        for path, text in (usual | files).items():
            (tmp_path / path).parent.mkdir(parents=True, exist_ok=True)
            (tmp_path / path).write_text(text)
        return {bound.name: (bound.free, bound.most) for bound in memory.bounds(tmp_path)}

    return made


def test_the_machine_has_what_is_available_and_its_swap(system):
    assert system(swap=1024 * MIB) == {MACHINE: ((2048 + 512) * MIB, (8192 + 1024 - 80) * MIB)}


V1 = "sys/fs/cgroup/memory/jobs/seven"
V2 = "sys/fs/cgroup/jobs/seven"


@pytest.mark.parametrize(
    "files",
    [
        {
            "proc/self/cgroup": "9:cpu,cpuacct:/\n4:memory:/jobs/seven\n0::/\n",
            f"{V1}/memory.limit_in_bytes": f"{512 * MIB}\n",
            f"{V1}/memory.usage_in_bytes": f"{400 * MIB}\n",
            f"{V1}/memory.stat": f"inactive_file 7\ntotal_inactive_file {60 * MIB}\ntotal_active_file {40 * MIB}\n",
            "sys/fs/cgroup/memory/memory.limit_in_bytes": f"{UNLIMITED}\n",
            "sys/fs/cgroup/memory/memory.usage_in_bytes": f"{900 * MIB}\n",
        },
        {
            "proc/self/cgroup": "0::/jobs/seven\n",
            f"{V2}/memory.max": "max\n",
            f"{V2}/memory.current": f"{100 * MIB}\n",
            "sys/fs/cgroup/jobs/memory.max": f"{512 * MIB}\n",
            "sys/fs/cgroup/jobs/memory.current": f"{400 * MIB}\n",
            "sys/fs/cgroup/jobs/memory.stat": f"inactive_file {60 * MIB}\nactive_file {40 * MIB}\nanon 5\n",
        },
        {  # as a container sees it: the path is the host's, and only the root of the group is there
            "proc/self/cgroup": "0::/../../host/path\n",
            "sys/fs/cgroup/memory.max": f"{512 * MIB}\n",
            "sys/fs/cgroup/memory.current": f"{400 * MIB}\n",
            "sys/fs/cgroup/memory.stat": f"inactive_file {60 * MIB}\nactive_file {40 * MIB}\n",
        },
    ],
    ids=["version 1", "version 2, a group above", "version 2, in a container"],
)
def test_the_control_group_that_has_a_limit_bounds_without_its_pages_of_files(system, files):
    assert system(**files)["the memory limit of its container"] == ((512 - 300) * MIB, (512 - 80) * MIB)


def test_ulimit_bounds_the_addresses_that_are_reserved(system, monkeypatch):
    monkeypatch.setattr(resource, "getrlimit", lambda which: (700 * MIB, resource.RLIM_INFINITY))
    assert system()["the limit of its address space (ulimit -v)"] == (400 * MIB, 400 * MIB)


def test_a_system_that_tells_nothing_bounds_nothing(tmp_path, monkeypatch):
    monkeypatch.delattr(os, "sysconf")
    assert memory.bounds(tmp_path) == ()


def test_a_system_that_tells_its_size_alone_is_no_reason_to_refuse(tmp_path):
    (bound,) = memory.bounds(tmp_path)
    assert bound.free == os.sysconf("SC_PHYS_PAGES") * PAGE
    assert bound.most is None
