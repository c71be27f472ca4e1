"""The gate: who may speak with the desk. A page is open to every program and every web site that this machine shows.

* The server listens on 127.0.0.1 alone. The `Host` of a request must be the address that was printed: a name that was
  made to lead here (DNS rebinding) is refused.
* The first address holds a key that is good once. It becomes a cookie that no script reads (`HttpOnly`) and that no
  other site's request carries (`SameSite=Strict`). Cookies know no ports, so its name holds the port.
* `Origin` and `Sec-Fetch-Site` must be the desk's own where they are sent, and a change must have an `Origin`.
* A change must carry the token that stands in the desk's pages, in a header that no form can send.
* Every answer forbids what the page does not need: a content security policy that allows the one script and the one
  style sheet by their addresses, no frames around it, no guessing of types, no keeping.
"""

from __future__ import annotations

import hmac
import secrets
from collections.abc import Awaitable, Callable, MutableMapping
from dataclasses import dataclass, field
from http.cookies import CookieError, SimpleCookie
from typing import Any
from urllib.parse import parse_qs

Scope = MutableMapping[str, Any]
Message = MutableMapping[str, Any]
Receive = Callable[[], Awaitable[Message]]
Send = Callable[[Message], Awaitable[None]]
App = Callable[[Scope, Receive, Send], Awaitable[None]]

ENTRANCE = "/enter"
TOKEN_HEADER = "x-desk-token"
_CHANGES = frozenset(("POST",))
_METHODS = frozenset(("GET", "HEAD")) | _CHANGES


def _random() -> str:
    return secrets.token_urlsafe(32)


@dataclass(slots=True)
class Keys:
    """The secrets of one run of the desk; none is ever written to a file."""

    port: int
    first: str = field(default_factory=_random)
    """In the first address; good once."""
    session: str = field(default_factory=_random)
    """In the cookie."""
    token: str = field(default_factory=_random)
    """In the pages; goes with each change."""
    is_used: bool = False

    @property
    def address(self) -> str:
        """Host and port."""
        return f"127.0.0.1:{self.port}"

    @property
    def origin(self) -> str:
        """What a browser calls the origin of the desk's pages."""
        return f"http://{self.address}"

    @property
    def cookie(self) -> str:
        """The name of the cookie."""
        return f"supplychain-risk-desk-{self.port}"

    @property
    def entrance(self) -> str:
        """The first address: whoever opens it first may use the desk."""
        return f"{self.origin}{ENTRANCE}?key={self.first}"

    def enter(self, key: str) -> bool:
        """Whether a key opens the desk; it does so once."""
        if self.is_used or not same(key, self.first):
            return False
        self.is_used = True
        return True


def same(one: str, other: str) -> bool:
    """Whether two secrets are equal, in a time that does not tell where they differ."""
    return hmac.compare_digest(one.encode("utf-8", "replace"), other.encode("utf-8", "replace"))


def page_policy(origin: str) -> str:
    """The content security policy of the desk's own pages."""
    return (
        f"default-src 'none'; script-src {origin}/desk.js; style-src {origin}/desk.css; connect-src 'self'; "
        "img-src 'self'; frame-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'"
    )


REPORT_POLICY = "sandbox allow-scripts allow-popups allow-downloads allow-modals; frame-ancestors 'self'"
"""For pages of a pack, which bring a policy of their own: they run as nobody, without cookies and without the desk."""

_ALWAYS = (
    (b"x-content-type-options", b"nosniff"),
    (b"referrer-policy", b"no-referrer"),
    (b"cache-control", b"no-store"),
    (b"cross-origin-resource-policy", b"same-origin"),
    (b"cross-origin-opener-policy", b"same-origin"),
)


class Gate:
    """An ASGI application around another, which lets through what `safety` says and nothing else."""

    def __init__(self, inner: App, keys: Keys) -> None:
        self._inner = inner
        self._keys = keys

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer a request, or hand it on."""
        if scope["type"] == "lifespan":
            await self._inner(scope, receive, send)
            return
        if scope["type"] != "http":
            await send({"type": "websocket.close", "code": 1008})
            return
        send = self._guarded(send)
        refused = self._refused(scope)
        if refused:
            await _answer(send, *refused)
            return
        if scope["path"] == ENTRANCE:
            await self._enter(scope, send)
            return
        if not same(_cookie(scope, self._keys.cookie), self._keys.session):
            await _answer(send, 403, _NOT_ENTERED)
            return
        if scope["method"] in _CHANGES and not same(_header(scope, TOKEN_HEADER), self._keys.token):
            await _answer(send, 403, "This change does not come from a page of this desk. Load the page anew.")
            return
        await self._inner(scope, receive, send)

    def _refused(self, scope: Scope) -> tuple[int, str] | None:
        if [value for name, value in scope["headers"] if name == b"host"] != [self._keys.address.encode()]:
            return 421, f"This desk answers at {self._keys.address} only."
        if scope["method"] not in _METHODS:
            return 405, "The desk knows no such method."
        origin = _header(scope, "origin")
        if (origin or scope["method"] in _CHANGES) and origin != self._keys.origin:
            return 403, "This request comes from another site."
        if _header(scope, "sec-fetch-site") not in ("", "same-origin", "none"):
            return 403, "This request comes from another site."
        return None

    async def _enter(self, scope: Scope, send: Send) -> None:
        (key,) = parse_qs(scope["query_string"].decode("ascii", "replace")).get("key", [""])[:1]
        if scope["method"] != "GET" or not self._keys.enter(key):
            await _answer(send, 403, _USED)
            return
        cookie = f"{self._keys.cookie}={self._keys.session}; HttpOnly; SameSite=Strict; Path=/"
        await _answer(send, 303, "", (b"location", b"/"), (b"set-cookie", cookie.encode()))

    def _guarded(self, send: Send) -> Send:
        policy = page_policy(self._keys.origin).encode()

        async def guarded(message: Message) -> None:
            if message["type"] == "http.response.start":
                headers = list(message.get("headers", ()))
                names = {name.lower() for name, _ in headers}
                headers += [header for header in _ALWAYS if header[0] not in names]
                if b"content-security-policy" not in names:
                    headers.append((b"content-security-policy", policy))
                message["headers"] = headers
            await send(message)

        return guarded


_USED = (
    "This address opens the desk once, and was used already or is not whole. If it was not you who used it, end the "
    "program in the terminal. To open the desk again, start it again."
)
_NOT_ENTERED = (
    "This browser was not let in. Open the whole address that the terminal shows; if it was used already, end the "
    "program there and start it again."
)


def _header(scope: Scope, name: str) -> str:
    wanted = name.encode()
    return next((value.decode("latin-1") for key, value in scope["headers"] if key == wanted), "")


def _cookie(scope: Scope, name: str) -> str:
    try:
        found = SimpleCookie(_header(scope, "cookie")).get(name)
    except CookieError:
        return ""
    return found.value if found else ""


async def _answer(send: Send, status: int, text: str, *headers: tuple[bytes, bytes]) -> None:
    body = text.encode()
    start = [(b"content-type", b"text/plain; charset=utf-8"), (b"content-length", str(len(body)).encode()), *headers]
    await send({"type": "http.response.start", "status": status, "headers": start})
    await send({"type": "http.response.body", "body": body})
