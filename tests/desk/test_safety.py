"""Who may speak with the desk, and what of the machine it lets be reached; a test for each part of the gate."""

from __future__ import annotations

import asyncio
import re
import socket
import threading
import urllib.error
import urllib.request

import openpyxl
import pytest
from speaking import DAY, LIST, opened, question_of

from supplychain_risk.desk import app
from supplychain_risk.desk.app import Server
from supplychain_risk.desk.folder import checked_name
from supplychain_risk.errors import InputError

PAGES = ("/open", "/fix", "/screen", "/choose", "/review", "/compare", "/pack")


@pytest.fixture
def stranger(root):
    """A browser that knows the address and was not let in."""
    return opened(root, enters=False)


@pytest.mark.parametrize("path", [*PAGES, "/desk.js", "/desk.css", "/screen/state", "/pack/zip"])
def test_nothing_is_shown_to_who_was_not_let_in(stranger, path):
    assert stranger.get(path).status_code == 403


def test_the_first_key_is_good_once_and_becomes_a_cookie_that_no_site_and_no_script_gets(stranger):
    first = stranger.get(f"/enter?key={stranger.keys.first}")
    assert (first.status_code, first.headers["location"]) == (303, "/")
    parts = {part.strip() for part in first.headers["set-cookie"].split(";")}
    assert {"HttpOnly", "SameSite=Strict", "Path=/"} < parts
    assert stranger.get("/open").status_code == 200
    again = stranger.get(f"/enter?key={stranger.keys.first}")
    assert again.status_code == 403
    assert "set-cookie" not in again.headers


@pytest.mark.parametrize("key", ["", "wrong", "%F0%9F%98%80"])
def test_a_wrong_key_opens_nothing_and_uses_nothing_up(stranger, key):
    assert stranger.get(f"/enter?key={key}").status_code == 403
    assert stranger.request("HEAD", f"/enter?key={stranger.keys.first}").status_code == 403
    assert stranger.get(f"/enter?key={stranger.keys.first}").status_code == 303


def test_a_wrong_cookie_opens_nothing(browser):
    assert browser.get("/open", Cookie=f"{browser.keys.cookie}=wrong").status_code == 403


@pytest.mark.parametrize(
    "host", ["localhost:8111", "127.0.0.1", "127.0.0.1:80", "evil.example:8111", "127.0.0.1:8111.evil.example"]
)
def test_another_name_for_this_machine_is_refused(browser, host):
    assert browser.get("/open", Host=host).status_code == 421


@pytest.mark.parametrize("origin", ["http://evil.example", "null", "http://127.0.0.1:8112", "https://127.0.0.1:8111"])
def test_another_site_may_neither_look_nor_change(with_list, origin):
    assert with_list.get("/open", Origin=origin).status_code == 403
    assert with_list.post("/company", {"company": "X"}, Origin=origin).status_code == 403
    assert with_list.desk.company == ""


def test_a_change_without_an_origin_is_refused(browser):
    assert browser.post("/company", {"company": "X"}, Origin=None).status_code == 403


@pytest.mark.parametrize("site", ["cross-site", "same-site"])
def test_what_a_browser_calls_the_request_of_another_site_is_refused(browser, site):
    assert browser.get("/open", **{"Sec-Fetch-Site": site}).status_code == 403
    assert browser.get("/open", **{"Sec-Fetch-Site": "same-origin"}).status_code == 200


@pytest.mark.parametrize("token", [None, "", "wrong"])
def test_a_change_without_the_token_of_the_page_is_refused(browser, token):
    assert browser.post("/company", {"company": "X"}, **{"X-Desk-Token": token}).status_code == 403
    assert browser.upload("a.csv", b"x", **{"X-Desk-Token": token}).status_code == 403
    assert browser.desk.company == ""
    assert browser.desk.folder.input_files() == ()


def test_the_token_stands_in_the_page_and_a_form_of_another_kind_is_refused(browser):
    assert f'content="{browser.keys.token}"' in browser.page("/open")
    answer = browser.post("/company", {"company": "X"}, **{"Content-Type": "application/x-www-form-urlencoded"})
    assert answer.status_code == 415


@pytest.mark.parametrize("method", ["PUT", "DELETE", "OPTIONS", "PATCH", "TRACE"])
def test_other_methods_are_refused(browser, method):
    assert browser.request(method, "/open", browser.headers()).status_code == 405


def test_a_web_socket_is_refused(browser):
    sent = []

    async def send(message):
        sent.append(message)

    asyncio.run(browser.app({"type": "websocket", "path": "/open", "headers": []}, None, send))
    assert sent == [{"type": "websocket.close", "code": 1008}]


@pytest.mark.parametrize("path", PAGES)
def test_pages_allow_one_script_and_one_style_sheet_and_hold_none_of_their_own(with_list, path):
    answer = with_list.get(path)
    with_list.page(path)
    rules = dict(part.strip().partition(" ")[::2] for part in answer.headers["content-security-policy"].split(";"))
    assert rules["default-src"] == "'none'"
    assert rules["script-src"] == f"{with_list.keys.origin}/desk.js"
    assert rules["style-src"] == f"{with_list.keys.origin}/desk.css"
    assert rules["frame-ancestors"] == rules["base-uri"] == rules["form-action"] == "'none'"
    assert answer.headers["x-content-type-options"] == "nosniff"
    assert answer.headers["referrer-policy"] == "no-referrer"
    assert answer.headers["cache-control"] == "no-store"
    text = with_list.page(path)
    assert re.findall(r"<script(?! src=\"/desk\.js\")|<style| style=| on[a-z]+=|javascript:", text) == []
    assert re.findall(r"(?:src|href)=\"(?:https?:)?//[^\"]*", text) == []


def test_a_refusal_carries_the_same_rules(stranger):
    answer = stranger.get("/open")
    assert answer.headers["content-security-policy"].startswith("default-src 'none'")
    assert answer.headers["content-type"].startswith("text/plain")


@pytest.mark.parametrize(
    "path",
    ["/pack/file/../../etc/passwd", "/pack/file/..%2F..%2Fsecret.csv", "/pack/dossier/..", "/pack/file/report.html"],
)
def test_no_file_is_named_by_its_path(with_list, root, path):
    (root / "secret.csv").write_text("do not show", encoding="utf-8")
    (root / "audit").mkdir()
    (root / "audit" / "report.html").write_text("only by its id", encoding="utf-8")
    answer = with_list.get(path)
    assert answer.status_code in (404, 409)
    assert "show" not in answer.text.replace("cannot be shown", "")
    assert "only by its id" not in answer.text


@pytest.mark.parametrize("file_id", ["secret.csv", "../secret.csv", ""])
def test_no_input_is_named_by_its_path(with_list, root, file_id):
    (root.parent / "secret.csv").write_text("x", encoding="utf-8")
    assert "no such file" in with_list.refused("/inputs/take", id=file_id)
    assert "no such file" in with_list.refused("/inputs/leave", id=file_id)


@pytest.mark.parametrize(
    ("given", "name"),
    [("../../x.csv", "x.csv"), ("C:\\lists\\x.csv", "x.csv"), ("/etc/x.csv", "x.csv"), ("供应商.xlsx", "供应商.xlsx")],
)
def test_an_upload_keeps_its_name_and_none_of_its_folders(given, name):
    assert checked_name(given) == name


@pytest.mark.parametrize(
    "name",
    [
        "",
        ".csv",
        "..",
        "a\0.csv",
        "a\n.csv",
        "con.csv",
        "a:b.csv",
        "x.exe",
        "x.html",
        "x" * 300 + ".csv",
        "~$x.xlsx",
        "a\u202e.csv",
    ],
)
def test_an_upload_with_a_name_that_some_system_takes_otherwise_is_refused(name):
    with pytest.raises(InputError):
        checked_name(name)


def test_an_upload_is_limited_as_reading_is(browser, root, monkeypatch):
    monkeypatch.setattr(app.limits, "most", lambda name: 1000)
    stated = browser.upload("large.csv", b"x" * 1001)
    assert (stated.status_code, "1,000 bytes" in stated.json()["error"]) == (413, True)

    unstated = browser.upload("large.csv", *(b"x" * 400 for _ in range(4)), **{"Content-Length": None})
    assert unstated.status_code == 413
    assert browser.upload("small.csv", LIST.encode()).status_code == 200
    assert sorted(path.name for path in root.rglob("*") if path.is_file()) == ["small.csv"]


def test_an_upload_that_the_disk_has_no_room_for_is_refused_and_leaves_nothing(browser, root, monkeypatch):
    monkeypatch.setattr(app, "enough_room", lambda folder, size: size < 10)
    assert browser.upload("vendors.csv", LIST.encode()).status_code == 413
    assert [path for path in root.rglob("*") if path.is_file()] == []


def test_an_upload_never_replaces_a_list(with_list, root):
    answer = with_list.upload("vendors.csv", b"other")
    assert answer.status_code == 409
    assert (root / "inputs" / "vendors.csv").read_text(encoding="utf-8") == LIST


def test_a_change_that_is_too_long_or_no_set_of_texts_is_refused(browser):
    assert browser.post("/company", {"company": "x" * 70_000}).status_code == 413
    assert browser.request("POST", "/company", browser.headers(), (b"[]",)).status_code == 400
    assert browser.request("POST", "/company", browser.headers(), (b'{"company": 1}',)).status_code == 400
    assert browser.request("POST", "/company", browser.headers(), (b"{",)).status_code == 400
    assert browser.request("POST", "/company", browser.headers(), (b'{"company": "\\ud800"}',)).status_code == 400
    assert "lacks 'company'" in browser.refused("/company")


def test_names_from_lists_are_text(browser):
    hostile = "<img src=x onerror=alert(1)>"
    content = f'Supplier,Country,Product\n"{hostile}","<script>1</script>",garments\nB,Portugal,garments\n'
    assert browser.upload("<b>x.csv".replace("<b>", "b"), content.encode()).status_code == 200
    sheet = re.search(r"/sheet/[0-9a-f]+", browser.page("/open"))[0]
    for text in (browser.page(sheet), browser.page("/fix")):
        assert "<img" not in text
        assert "<script>1" not in text
    assert "&lt;img src=x onerror=alert(1)&gt;" in browser.page(sheet)


def test_the_server_listens_on_this_machine_alone_on_a_free_port_and_ends_when_told(tmp_path):
    server = Server(tmp_path, today=lambda: DAY)
    thread = threading.Thread(target=server.run)
    thread.start()
    bound = server._socket.getsockname()
    try:
        # let in, and led to the page; but this client forgets the cookie
        with pytest.raises(urllib.error.HTTPError, match="403"):
            urllib.request.urlopen(server.entrance, timeout=20)
    finally:
        server.stop()
        thread.join(20)
    assert not thread.is_alive()
    assert bound[0] == "127.0.0.1"
    with socket.socket() as free, pytest.raises(ConnectionRefusedError):
        free.connect(bound)


@pytest.mark.parametrize("text", ["=1+1", "\x00\x1b[31m", "a\r\nb", "@SUM(A1)", "x" * 30_000, "\u202eabc"])
def test_an_answer_that_a_spreadsheet_would_take_otherwise_is_kept_as_text_or_refused(with_list, root, text):
    answer = with_list.post("/fix/answer", {"id": question_of(with_list, "Absurdistan"), "text": text, "person": text})
    assert answer.status_code in (200, 409), answer.text
    if answer.status_code == 200:
        book = openpyxl.load_workbook(root / "fixes.xlsx")
        assert all(cell.data_type in ("s", "n") for sheet in book for row in sheet.iter_rows() for cell in row)
    with_list.page("/fix")


@pytest.mark.parametrize("path", ["/open", "/pack/zip"])
def test_a_bug_is_told_as_one_and_shows_no_inside(browser, monkeypatch, capsys, path):
    def broken(*given):
        raise RuntimeError("the inside")

    monkeypatch.setattr("supplychain_risk.desk.folder.Folder.input_files", broken)
    monkeypatch.setattr("supplychain_risk.desk.packs.zipped", broken)
    answer = browser.get(path)
    assert answer.status_code == 500
    assert "This is a bug in supplychain_risk" in answer.text
    assert "the inside" not in answer.text
    assert "RuntimeError: the inside" in capsys.readouterr().err
