"""The desk's pages and changes, as a web application for one person on one machine, and the server it runs in."""

from __future__ import annotations

import asyncio
import json
import socket
import threading
import traceback
import webbrowser
from collections.abc import Awaitable, Callable, Mapping
from datetime import date
from pathlib import Path
from typing import Any, cast
from urllib.parse import quote, unquote

import uvicorn
from starlette.applications import Starlette
from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import JSONResponse, RedirectResponse, Response
from starlette.routing import Route

from supplychain_risk.desk.folder import Folder, checked_name, enough_room
from supplychain_risk.desk.pages import Desk, look, page
from supplychain_risk.desk.safety import REPORT_POLICY, App, Gate, Keys
from supplychain_risk.errors import InputError, SupplyChainRiskError
from supplychain_risk.intake import limits

MAX_BODY = 64_000
"""Bytes of a change that is no upload; an answer or a reason is shorter."""
Said = dict[str, Any]


def application(desk: Desk, keys: Keys) -> App:
    """The desk behind its gate."""
    pages = {
        "/open": desk.open,
        "/sheet/{id}": desk.sheet,
        "/fix": desk.fix,
        "/screen": desk.screen,
        "/choose": desk.choose,
        "/review": desk.review,
        "/compare": desk.compare,
        "/pack": desk.packs,
    }
    changes: Mapping[str, Callable[[Mapping[str, str]], Said]] = {
        "/inputs/take": desk.take_in,
        "/inputs/leave": desk.leave_out,
        "/sheet/{id}/column": desk.state_column,
        "/sheet/{id}/header": desk.state_header,
        "/sheet/{id}/all": desk.state_for_all,
        "/sheet/{id}/ignore": desk.state_ignored,
        "/company": desk.name_company,
        "/person": desk.name_person,
        "/fix/answer": desk.answer,
        "/fix/back": desk.take_back,
        "/choose/policy": desk.choose_policy,
        "/choose/default": desk.drop_policy,
        "/choose/list": desk.bring_in,
        "/choose/leave": desk.leave_list_out,
        "/screen/begin": desk.begin,
        "/screen/stop": desk.call_off,
        "/review/verdict": desk.decide,
        "/review/open": desk.open_again,
        "/review/second": desk.require_second,
        "/undo": desk.undo,
        "/pack/verify": desk.verify,
        "/pack/again": desk.make_again,
        "/pack/regime": desk.fill_regime,
        "/pack/coverage": desk.write_coverage,
        "/pack/questions": desk.write_questions,
        "/pack/dossier": desk.write_dossier,
    }
    files: Mapping[str, Callable[[Mapping[str, str]], tuple[str, bytes]]] = {
        "/pack/zip": desk.zip,
        "/pack/file/{id}": desk.pack_file,
        "/pack/dossier/{id}": desk.dossier_zip,
        "/compare/page": desk.compare_page,
    }
    routes = [
        Route("/", lambda request: RedirectResponse("/open", 303)),
        Route("/desk.css", lambda request: Response(look("desk.css"), media_type="text/css")),
        Route("/desk.js", lambda request: Response(look("desk.js"), media_type="text/javascript")),
        Route("/favicon.ico", lambda request: Response(status_code=204)),
        Route("/screen/state", lambda request: JSONResponse(desk.jobs.state.plain())),
        Route("/inputs", _upload(desk), methods=["POST"]),
        *(Route(path, _page(desk, keys, view)) for path, view in pages.items()),
        *(Route(path, _change(view), methods=["POST"]) for path, view in changes.items()),
        *(Route(path, _file(view)) for path, view in files.items()),
    ]
    return Gate(cast(App, Starlette(routes=routes)), keys)


def _given(request: Request) -> dict[str, str]:
    return {**dict(request.query_params), **request.path_params}


def _page(
    desk: Desk, keys: Keys, view: Callable[[Mapping[str, str]], tuple[str, Mapping[str, Any]]]
) -> Callable[[Request], Response]:
    def answer(request: Request) -> Response:
        try:
            template, values = view(_given(request))
            status = 200
        except SupplyChainRiskError as error:
            template, values, status = "fault.html.j2", {"error": error}, 409
        except Exception as error:
            template, values, status = "fault.html.j2", {"error": _unexpected(error)}, 500
        content = page(template, desk, keys.token, values)
        return Response(content, status, media_type="text/html")

    return answer


def _change(view: Callable[[Mapping[str, str]], Said]) -> Callable[[Request], Awaitable[Response]]:
    async def answer(request: Request) -> Response:
        if request.headers.get("content-type", "").split(";")[0] != "application/json":
            return _fault(InputError("a change is sent as JSON", hint="Load the page anew."), 415)
        body = bytearray()
        async for part in request.stream():
            body += part
            if len(body) > MAX_BODY:
                return _fault(InputError("this is too long", hint="Write less."), 413)
        try:
            told = json.loads(bytes(body))
        except ValueError:
            return _fault(InputError("this is no JSON", hint="Load the page anew."), 400)
        if not isinstance(told, dict) or not all(map(_is_text, told.values())):
            return _fault(InputError("a change is texts by name", hint="Load the page anew."), 400)
        try:
            return JSONResponse(await run_in_threadpool(view, {**told, **request.path_params}))
        except SupplyChainRiskError as error:
            return _fault(error, 409)
        except Exception as error:
            return _fault(_unexpected(error), 500)

    return answer


def _is_text(value: object) -> bool:
    """Whether a value is a text that a file can be written with: JSON may hold half of a character."""
    return isinstance(value, str) and not any("\ud800" <= c <= "\udfff" for c in value)


def _unexpected(error: Exception) -> SupplyChainRiskError:
    traceback.print_exception(error)
    return InputError(
        f"unexpected {type(error).__name__}",
        hint="This is a bug in supplychain_risk; your files are as they were. Please report it with what the terminal "
        "shows.",
    )


def _file(view: Callable[[Mapping[str, str]], tuple[str, bytes]]) -> Callable[[Request], Response]:
    def answer(request: Request) -> Response:
        try:
            name, content = view(_given(request))
        except SupplyChainRiskError as error:
            return _fault(error, 409)
        except Exception as error:
            return _fault(_unexpected(error), 500)
        if name.endswith(".html") and "save" not in request.query_params:
            headers = {"content-security-policy": REPORT_POLICY}
            return Response(content, media_type="text/html", headers=headers)
        headers = {"content-disposition": f"attachment; filename*=UTF-8''{quote(name, safe='')}"}
        return Response(content, media_type="application/octet-stream", headers=headers)

    return answer


def _upload(desk: Desk) -> Callable[[Request], Awaitable[Response]]:
    """Receives one file as the body of a request: no forms are parsed, and no more is kept than is allowed."""

    async def answer(request: Request) -> Response:
        place = desk.folder.arriving()
        try:
            name = checked_name(unquote(request.headers.get("x-file-name", "")))
            stated = request.headers.get("content-length", "")
            _refuse_too_large(int(stated) if stated.isdecimal() else 0, desk.folder, name)
            size = 0
            with place.open("xb") as file:
                async for part in request.stream():
                    size += len(part)
                    _refuse_too_large(size, desk.folder, name)
                    await run_in_threadpool(file.write, part)
            if not size:
                raise InputError("the file is empty", where=name, hint="See whether it was saved.")
            return JSONResponse(await run_in_threadpool(desk.receive, name, place))
        except SupplyChainRiskError as error:
            return _fault(error, 413 if isinstance(error, TooLarge) else 409)
        except OSError as error:
            what = InputError(f"cannot be kept ({error.strerror or error})", hint="See whether the disk is full.")
            return _fault(what, 507)
        finally:
            place.unlink(missing_ok=True)

    return answer


class TooLarge(InputError):
    """An upload is larger than any file that is read, or than the disk has room for."""


def _refuse_too_large(size: int, folder: Folder, name: str) -> None:
    most = limits.most("file_bytes")
    if size > most:
        raise TooLarge(
            f"is larger than the {most:,} bytes of the largest file that is read",
            where=name,
            hint="A supplier list of that size is a mistake; save the sheets that count to a file of their own.",
        )
    if not enough_room(folder.root, size):
        raise TooLarge("is larger than the room left on the disk", where=name, hint="Make room on the disk.")


def _fault(error: SupplyChainRiskError, status: int) -> JSONResponse:
    return JSONResponse({"error": str(error), "hint": error.hint}, status)


# --- the server ---------------------------------------------------------------------------------------------------


class Server:
    """The desk on a free port of 127.0.0.1. `run` serves until it is told to stop; Ctrl-C does so on a terminal."""

    def __init__(self, root: Path, *, today: Callable[[], date], company: str = "") -> None:
        self._socket = socket.socket(socket.AF_INET, socket.SOCK_STREAM)
        self._socket.bind(("127.0.0.1", 0))
        self._socket.listen(64)  # from here on a browser waits for an answer and is not turned away
        self.keys = Keys(self._socket.getsockname()[1])
        self.desk = Desk(Folder(root), today=today, company=company)
        config = uvicorn.Config(
            cast(Any, application(self.desk, self.keys)),
            log_config=None,
            access_log=False,
            server_header=False,
            date_header=False,
            proxy_headers=False,
            lifespan="off",
            timeout_graceful_shutdown=2,
        )
        self._server = uvicorn.Server(config)

    @property
    def entrance(self) -> str:
        """The address that opens the desk, once."""
        return self.keys.entrance

    def run(self, *, opens_browser: bool = False) -> None:
        """Serve until the desk is ended; a run that is under way is called off then."""
        if opens_browser:
            threading.Thread(target=webbrowser.open, args=(self.entrance,), daemon=True).start()
        try:
            asyncio.run(self._server.serve(sockets=[self._socket]))
        except KeyboardInterrupt:  # how the server passes on that it was ended
            pass
        finally:
            self.desk.jobs.call_off()
            self._socket.close()

    def stop(self) -> None:
        """End the server, from another thread."""
        self._server.should_exit = True
