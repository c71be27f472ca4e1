"""Answers about cells are the fix-it workbook that the command line takes; none is lost."""

from __future__ import annotations

import multiprocessing
import os
import re
import signal
import subprocess
import sys
import time

import pytest
from speaking import DAY, is_asked, opened, question_of

import supplychain_risk as scr
from supplychain_risk.desk import answering
from supplychain_risk.desk.folder import Folder, write_whole
from supplychain_risk.loading import load_with_tables


def test_an_answer_says_how_many_rows_it_touches_and_the_command_line_takes_it(with_list, root):
    page = with_list.page("/fix")
    assert "An answer goes for 2 cells in 2 rows" in page
    asked = question_of(with_list, "Absurdistan")
    assert "needs a name" in with_list.refused("/fix/answer", id=asked, text="India", person=" ")
    assert "is empty" in with_list.refused("/fix/answer", id=asked, text=" ", person="A. Reviewer")
    with_list.said("/fix/answer", id=asked, text="India", person="A. Reviewer")
    assert "not asked any more" in with_list.refused("/fix/answer", id=asked, text="India", person="A. Reviewer")
    network = scr.load(root / "inputs" / "vendors.csv", fixes=root / "fixes.xlsx")
    assert network.suppliers["V-2"].country_code == network.suppliers["V-3"].country_code == "IN"
    assert str(network.account.corrections[0]) == f"was 'Absurdistan'; corrected by A. Reviewer, {DAY}"
    assert not is_asked(with_list, "Absurdistan")
    with_list.said("/undo", kind="fixes")
    assert not (root / "fixes.xlsx").exists()
    assert is_asked(with_list, "Absurdistan")


def test_answers_of_the_command_line_are_gone_on_with_and_can_be_taken_back(with_list, root):
    first = question_of(with_list, "Absurdistan")
    with_list.said("/fix/answer", id=first, text="Indja", person="A. Reviewer")  # which is asked about in turn
    second = question_of(with_list, "Indja")
    with_list.said("/fix/answer", id=second, text="India", person="B. Reviewer")
    lines = answering.given(Folder(root))
    assert [(line.answer, line.person, line.asked[1]) for line in lines] == [
        ("Indja", "A. Reviewer", "Absurdistan"),
        ("India", "B. Reviewer", "Indja"),
    ]
    assert scr.load(root / "inputs" / "vendors.csv", fixes=root / "fixes.xlsx").suppliers["V-2"].country_code == "IN"
    again = opened(root)  # another run of the desk
    again.said("/fix/back", number="1")
    assert [line.answer for line in answering.given(Folder(root))] == ["Indja"]
    assert "no such answer" in again.refused("/fix/back", number="7")


def test_what_may_be_meant_is_offered_as_a_button(browser, root):
    browser.upload("v.csv", b"Supplier,Country,Product\nA Ltd,Congo,cobalt\nB Ltd,India,yarn\n")
    offered = re.findall(r'name="text" value="([^"]+)" class="suggestion"', browser.page("/fix"))
    assert len(offered) == 2
    browser.said("/fix/answer", id=question_of(browser, "Congo"), text=offered[0], person="A. Reviewer")
    (supplier, _) = scr.load(root / "inputs" / "v.csv", fixes=root / "fixes.xlsx").suppliers.values()
    assert supplier.country_code in ("CD", "CG")


def test_leave_asks_no_more(with_list):
    with_list.said("/fix/answer", id=question_of(with_list, "Absurdistan"), text="leave", person="A. Reviewer")
    assert not is_asked(with_list, "Absurdistan")


def answers_one(root, text, barrier):
    """In a process of its own: answer the question about a text."""
    loading = load_with_tables(root / "inputs" / "many.csv")
    questions = answering.asked(loading.questions())
    (wanted,) = (one for one in questions if one.question.now == text)
    barrier.wait()
    answering.answer(Folder(root), questions, wanted.id, "India", f"for {text}", DAY)


def test_two_processes_that_answer_at_once_lose_none_of_their_answers(root):
    (root / "inputs").mkdir(parents=True)
    texts = [f"Nowhereland {n}" for n in range(4)]
    rows = "".join(f"Works {n} Ltd,{text},garments\n" for n, text in enumerate(texts))
    (root / "inputs" / "many.csv").write_text("Supplier,Country,Product\n" + rows, encoding="utf-8")
    context = multiprocessing.get_context("fork")
    barrier = context.Barrier(len(texts))
    workers = [context.Process(target=answers_one, args=(root, text, barrier)) for text in texts]
    for worker in workers:
        worker.start()
    for worker in workers:
        worker.join(120)
    assert [worker.exitcode for worker in workers] == [0] * len(texts)
    assert sorted(line.asked[1] for line in answering.given(Folder(root))) == texts


def test_undo_does_not_take_back_what_another_program_wrote(with_list, root):
    with_list.said("/fix/answer", id=question_of(with_list, "Absurdistan"), text="India", person="A. Reviewer")
    other = opened(root)
    other.said("/fix/back", number="0")
    assert "changed since" in with_list.refused("/undo", kind="fixes")


WRITER = """
import sys
from pathlib import Path
from supplychain_risk.desk.folder import write_whole
print("on", flush=True)
while True:
    for letter in b"ab":
        write_whole(Path(sys.argv[1]), bytes([letter]) * 3_000_000)
"""


@pytest.mark.slow
@pytest.mark.skipif(sys.platform == "win32", reason="ends a process by a signal")
def test_a_process_that_is_killed_while_it_writes_leaves_a_whole_file(root):
    root.mkdir()
    place = root / "fixes.xlsx"
    contents = [bytes([letter]) * 3_000_000 for letter in b"ab"]
    write_whole(place, contents[0])
    for _ in range(5):
        with subprocess.Popen([sys.executable, "-c", WRITER, str(place)], stdout=subprocess.PIPE) as process:
            process.stdout.readline()
            time.sleep(0.05)
            os.kill(process.pid, signal.SIGKILL)
        assert place.read_bytes() in contents
    Folder(root).clear()
    assert [path.name for path in root.iterdir()] == ["fixes.xlsx"]
