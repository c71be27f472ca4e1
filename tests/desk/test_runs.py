"""Runs: made in a process of their own, called off, compared, and the same as on the command line."""

from __future__ import annotations

import re
import subprocess
import sys
import time
from pathlib import Path

import pytest
from speaking import LIST, command, counts_of, question_of, screened

import supplychain_risk as scr
from supplychain_risk.desk import packs


@pytest.mark.slow
def test_a_run_is_what_the_printed_command_makes_byte_by_byte(with_list, root):
    state = screened(with_list, **{"format-html": "yes"})
    assert state["result"]["suppliers"] == 5
    assert "Writing the report" in (*state["steps"], state["what"])
    printed = re.search(r"<code>(supplychain-risk screen .*?)</code>", with_list.page("/screen"))[1]
    assert "--company Acme --as-of 2026-06-30 --out audit" in printed
    content = packs.content_of_pack(root / "audit")
    arguments = printed.replace("--out audit", "--out other --format json,html").split()[1:]
    command(root, *[one for one in arguments if one not in ("--dispositions", "audit/dispositions.xlsx")])
    assert packs.content_of_pack(root / "other") == content
    report = next(one for one in packs.files_of(root / "audit") if one.name == "report.html")
    shown = with_list.get(f"/pack/file/{report.id}")
    assert shown.headers["content-security-policy"].startswith("sandbox allow-scripts")
    assert "allow-same-origin" not in shown.headers["content-security-policy"] + with_list.page("/screen")


@pytest.mark.slow
def test_a_run_that_is_called_off_leaves_the_pack_from_before(with_list, root):
    screened(with_list)
    before = packs.content_of_pack(root / "audit")
    many = "".join(f"W-{n},Works {n} Ltd,India,garments,A,Acme\n" for n in range(4000))
    (root / "inputs" / "vendors.csv").write_text(LIST + many, encoding="utf-8")
    with_list.said("/screen/begin", company="Acme", as_of="", **{"format-json": "yes"})
    assert "a run is under way" in with_list.refused("/screen/begin", company="Acme", as_of="")
    deadline = time.monotonic() + 60
    while not with_list.get("/screen/state").json()["steps"] and time.monotonic() < deadline:
        time.sleep(0.02)
    with_list.said("/screen/stop")
    state = with_list.finished()
    assert (state["is_called_off"], state["result"], state["error"]) == (True, None, "")
    assert packs.content_of_pack(root / "audit") == before
    assert scr.verify(root / "audit") == ()
    assert "called off; the pack is the one from before" in with_list.page("/screen")
    (root / "audit" / "manifest.json").write_bytes((root / "audit" / "manifest.json").read_bytes() + b"\n")
    assert "had put its pack into place already" in with_list.page("/screen")


def test_what_stops_a_run_is_said(with_list, root):
    (root / "mapping.toml").write_text('["vendors"]\nheader_row = 99\n', encoding="utf-8")
    with_list.said("/screen/begin", company="", as_of="", **{"format-json": "yes"})
    state = with_list.finished()
    assert "header_row 99" in state["error"]
    assert state["hint"]
    assert "yesterday" in with_list.refused("/screen/begin", company="", as_of="yesterday")
    assert not (root / "audit").exists()


@pytest.mark.slow
def test_the_last_two_runs_are_compared_and_a_run_that_changes_nothing_is_not_one(with_list, root):
    screened(with_list)
    with_list.said("/pack/coverage")  # joins the pack, and the next run takes it out
    screened(with_list)
    assert not (root / "audit-earlier").exists()
    assert "There was one run so far" in with_list.page("/compare")
    with_list.said("/fix/answer", id=question_of(with_list, "Absurdistan"), text="India", person="A. Reviewer")
    first = packs.content_of_pack(root / "audit")
    screened(with_list)
    assert packs.content_of_pack(root / "audit-earlier") == first
    assert scr.verify(root / "audit-earlier") == ()
    page = with_list.page("/compare")
    assert counts_of(page)["suppliers that are new, gone or changed"][0] >= 2
    shown = with_list.get("/compare/page")
    assert shown.headers["content-security-policy"].startswith("sandbox")
    assert "Green Field Spinning" in shown.text


OFFLINE = """
import sys
from pathlib import Path

WATCHED = ("socket.connect", "socket.getaddrinfo", "socket.gethostbyname", "socket.sendto", "urllib.Request")
asked = []
sys.addaudithook(lambda event, about: asked.append((event, about)) if event in WATCHED else None)
sys.path.insert(0, sys.argv[1])
from speaking import LIST, opened
from supplychain_risk.desk.work import JOBS

root = Path(sys.argv[2])
browser = opened(root)
browser.upload("vendors.csv", LIST.encode())
for path in ("/open", "/fix", "/screen", "/review", "/compare", "/pack"):
    browser.page(path)
JOBS["screen"](root, {"formats": ["json", "html", "xlsx"], "company": "Acme"}, lambda told: None)
browser.page("/review")
browser.said("/pack/verify")
assert (root / "audit" / "report.html").is_file()
print(asked)
"""


@pytest.mark.slow
def test_neither_the_desk_nor_its_work_asks_the_network_for_anything(root):
    """The browser's requests are watched in the morning's test; here are the program's own."""
    arguments = [sys.executable, "-c", OFFLINE, str(Path(__file__).parent), str(root)]
    done = subprocess.run(arguments, capture_output=True, text=True, check=False)
    assert (done.stdout, done.returncode) == ("[]\n", 0), done.stderr
