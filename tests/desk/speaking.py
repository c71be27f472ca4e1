"""Speaking with a desk as a browser does, without one."""

from __future__ import annotations

import asyncio
import json
import re
import time
from datetime import date
from urllib.parse import quote, unquote

from supplychain_risk.desk import reviewing
from supplychain_risk.desk.app import application
from supplychain_risk.desk.folder import Folder
from supplychain_risk.desk.pages import Desk
from supplychain_risk.desk.safety import Keys

DAY = date(2026, 11, 29)
LIST = """Supplier ID,Supplier,Country,Product,Grade,Supplies to
V-1,Hoshine Silicon Industry Co. Ltd,China,polysilicon,A,Acme
V-2,Green Field Spinning Ltd,Absurdistan,cotton yarn,B,Acme
V-3,Blue Lake Mills Ltd,Absurdistan,cotton yarn,B,Acme
V-4,Serra Malhas Lda,Portugal,garments,A,Acme
V-5,No Where Ltd,,garments,A,Acme
"""


class Answer:
    """What the desk answered."""

    def __init__(self, messages):
        start, *rest = messages
        self.status_code = start["status"]
        self.headers = {name.decode(): value.decode() for name, value in start["headers"]}
        self.content = b"".join(part.get("body", b"") for part in rest)

    @property
    def text(self):
        return self.content.decode()

    def json(self):
        return json.loads(self.content)


def asked(app, method, target, headers, parts=(b"",)):
    """Send one request to an ASGI application, as a server would."""
    path, _, query = target.partition("?")
    scope = {
        "type": "http",
        "asgi": {"version": "3.0"},
        "http_version": "1.1",
        "method": method,
        "scheme": "http",
        "path": unquote(path),
        "raw_path": path.encode(),
        "query_string": query.encode(),
        "root_path": "",
        "headers": [(name.lower().encode(), value.encode()) for name, value in headers.items()],
        "client": ("127.0.0.1", 1),
    }
    waiting = [*parts]
    messages = []

    async def receive():
        if not waiting:
            return {"type": "http.disconnect"}
        return {"type": "http.request", "body": waiting.pop(0), "more_body": bool(waiting)}

    async def send(message):
        messages.append(message)

    asyncio.run(app(scope, receive, send))
    return Answer(messages)


class Browser:
    """Sends what the desk's own page would send."""

    def __init__(self, desk, keys, *, enters=True):
        self.desk, self.keys = desk, keys
        self.app = application(desk, keys)
        self.cookie = ""
        if enters:
            assert self.get(f"/enter?key={keys.first}").status_code == 303

    def request(self, method, path, headers=None, parts=(b"",)):
        known = {"Host": self.keys.address} | ({"Cookie": self.cookie} if self.cookie else {})
        answer = asked(self.app, method, path, {**known, **(headers or {})}, parts)
        self.cookie = answer.headers.get("set-cookie", self.cookie).split(";")[0]
        return answer

    def get(self, path, **headers):
        return self.request("GET", path, headers)

    def page(self, path):
        """A page once the files have been read."""
        for _ in range(200):
            answer = self.get(path)
            assert answer.status_code == 200, answer.text
            if "data-refresh" not in answer.text:
                return answer.text
            time.sleep(0.05)
        raise AssertionError("the files are never read")

    def headers(self, **changed):
        headers = {"Origin": self.keys.origin, "X-Desk-Token": self.keys.token, "Content-Type": "application/json"}
        return {name: value for name, value in {**headers, **changed}.items() if value is not None}

    def post(self, path, values=None, **changed):
        return self.request("POST", path, self.headers(**changed), (json.dumps(values or {}).encode(),))

    def said(self, path, **values):
        answer = self.post(path, values)
        assert answer.status_code == 200, answer.text
        return answer.json()["said"]

    def refused(self, path, **values):
        answer = self.post(path, values)
        assert answer.status_code == 409, answer.text
        return answer.json()["error"]

    def upload(self, name, *parts, **changed):
        headers = {"X-File-Name": quote(name), "Content-Length": str(sum(map(len, parts))), **changed}
        return self.request("POST", "/inputs", self.headers(**headers), parts)

    def finished(self):
        """The state of a run when it is over."""
        for _ in range(1200):
            state = self.get("/screen/state").json()
            if not state["is_running"]:
                return state
            time.sleep(0.05)
        raise AssertionError("the run never ends")


def opened(root, port=8111, *, enters=True):
    root.mkdir(exist_ok=True)
    return Browser(Desk(Folder(root), today=lambda: DAY), Keys(port), enters=enters)


def command(root, *arguments):
    """The command line, in the folder."""
    import commands  # lies on the path of the tests, and not on that of programs that import this

    done = commands.run(*arguments, cwd=root)
    assert done.returncode == 0, done.stderr
    return done.stdout


def sheet_of(browser):
    return re.search(r"/sheet/[0-9a-f]+", browser.page("/open"))[0]


def counts_of(page):
    """The counts of a page: what → (now, before)."""
    found = re.findall(
        r"<li><strong>([\d,]+)</strong> ([a-z ,]+?)(?: <span class=\"was\">was ([\d,]+)</span>)?</li>", page
    )
    return {name: (int(now), int(was) if was else None) for now, name, was in found}


def articles(browser):
    return [part.split("</article>")[0] for part in browser.page("/fix").split("<article")[1:]]


def is_asked(browser, text):
    return any(f"<bdi>{text}</bdi>" in part for part in articles(browser))


def question_of(browser, text):
    article = next(part for part in articles(browser) if f"<bdi>{text}</bdi>" in part)
    return re.search(r'name="id" value="([0-9a-f]+)"', article)[1]


def screened(browser, **options):
    """Screen and wait."""
    browser.said("/screen/begin", **{"company": "Acme", "as_of": "2026-06-30", "format-json": "yes", **options})
    state = browser.finished()
    assert state["error"] == "", state
    return state


def match_on(browser, path="/review"):
    """The hidden fields of the match that is asked about, as the form sends them."""
    page = browser.page(path)
    form = page[page.index('data-post="/review/verdict"') :]
    return dict(re.findall(r'<input type="hidden" name="(\w+)" value="([^"]*)"', form[: form.index("</form>")]))


def asked_of(browser, person):
    """The matches that a person is asked about, as the form names them."""
    names = ("supplier", "list", "entry", "supplier_mark", "entry_mark")
    waiting = reviewing.review_of(browser.desk.folder).waiting(person)
    return [dict(zip(names, (*m.row.key, m.row.supplier_mark, m.row.entry_mark), strict=True)) for m in waiting]


def decided(browser, verdict, person="A. Reviewer", **more):
    values = {**match_on(browser), "verdict": verdict, "reason": "another address", "person": person, **more}
    return browser.said("/review/verdict", **values)
