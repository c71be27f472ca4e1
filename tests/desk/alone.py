"""The desk where there is no way out: run in a network namespace of its own, `unshare -rn python alone.py FOLDER`.

Such a namespace has one interface, to itself, and no route. The kernel counts there what would have left the machine: a
packet or a connection for which there is no way, and a question for the address of a host is one of them. Prints what
it counted while a desk was opened, a list screened and its pack verified, and what it would not have counted.
"""

from __future__ import annotations

import fcntl
import http.client
import json
import os
import re
import socket
import struct
import subprocess
import sys
import time
from pathlib import Path

from speaking import LIST

SIOCSIFFLAGS, UP = 0x8914, 0x1
ELSEWHERE = (socket.AF_INET, "192.0.2.1"), (socket.AF_INET6, "2001:db8::1")
"""Addresses of documentation, which no machine has."""
OF_IPV6 = Path("/proc/net/snmp6")
"""Not there where the kernel knows no IPv6."""
PATIENCE = 120


def raise_loopback() -> None:
    """Make 127.0.0.1 answer, as it does on any machine."""
    with socket.socket() as one:
        fcntl.ioctl(one, SIOCSIFFLAGS, struct.pack("16sh14x", b"lo", UP))


def without_a_way() -> int:
    """How often something in this namespace wanted to be sent and had no way to go."""
    head, figures = (line.split() for line in Path("/proc/net/snmp").read_text().splitlines() if line[:3] == "Ip:")
    newer = dict(line.split() for line in OF_IPV6.read_text().splitlines()) if OF_IPV6.exists() else {}
    return int(figures[head.index("OutNoRoutes")]) + int(newer.get("Ip6OutNoRoutes", 0))


def unseen() -> list[str]:
    """Which of a connection and a datagram, in both kinds of addresses, are tried and not counted."""
    passed = []
    for family, address in ELSEWHERE if OF_IPV6.exists() else ELSEWHERE[:1]:
        for kind in (socket.SOCK_STREAM, socket.SOCK_DGRAM):
            before = without_a_way()
            with socket.socket(family, kind) as one:
                assert one.connect_ex((address, 53)), "there is a way out"
            if without_a_way() == before:
                passed.append(f"{family.name} {kind.name}")
    return passed


def morning(address: str) -> None:
    """Enter, bring a list, screen it, open the report, verify the pack."""
    host, key = re.fullmatch(r"http://([^/]+)(/.+)", address).groups()

    def asked(method: str, path: str, body: bytes = b"", **headers: str) -> tuple[http.client.HTTPResponse, str]:
        line = http.client.HTTPConnection(host, timeout=PATIENCE)
        line.request(method, path, body, {name.replace("_", "-"): value for name, value in headers.items()})
        answer = line.getresponse()
        return answer, answer.read().decode()

    entered, _ = asked("GET", key)
    known = {"Cookie": entered.headers["set-cookie"].split(";")[0]}
    page = asked("GET", "/open", **known)[1]
    token = re.search(r'name="desk-token" content="([^"]+)"', page)[1]
    change = {**known, "Origin": f"http://{host}", "X_Desk_Token": token, "Content_Type": "application/json"}

    def changed(path: str, body: bytes, **headers: str) -> None:
        answer, said = asked("POST", path, body, **{**change, **headers})
        assert answer.status == 200, said

    def finished() -> dict:
        until = time.monotonic() + PATIENCE
        while time.monotonic() < until:
            state = json.loads(asked("GET", "/screen/state", **known)[1])
            if not state["is_running"]:
                assert state["error"] == "", state
                return state["result"]
            time.sleep(0.2)
        raise AssertionError("the run never ends")

    changed("/inputs", LIST.encode(), X_File_Name="vendors.csv")
    for path in ("/open", "/fix", "/screen"):
        assert asked("GET", path, **known)[0].status == 200
    wanted = {f"format-{name}": "yes" for name in ("json", "xlsx", "html")}
    changed("/screen/begin", json.dumps({"company": "Acme", "as_of": "2026-06-30", **wanted}).encode())
    assert finished()["findings"] > 0
    for path in ("/screen", "/review", "/pack"):
        assert asked("GET", path, **known)[0].status == 200
    changed("/pack/verify", b"{}")
    changed("/pack/again", b"{}")
    assert finished() == {"differs": []}


def main() -> None:
    """Open a desk by its command, spend a morning there, and print the counts."""
    raise_loopback()
    told: dict[str, object] = {"unseen": unseen()}
    before = without_a_way()
    command = [sys.executable, "-m", "supplychain_risk", "app", sys.argv[1], "--no-browser"]
    with subprocess.Popen(
        command, stdout=subprocess.PIPE, text=True, env={**os.environ, "PYTHONUNBUFFERED": "1"}
    ) as desk:
        try:
            morning(re.search(r"http://\S+", desk.stdout.readline())[0])
        finally:
            desk.terminate()
    sys.stdout.write(json.dumps({**told, "left": without_a_way() - before}) + "\n")


if __name__ == "__main__":
    main()
