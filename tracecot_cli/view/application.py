"""The pages as a Starlette application: what each address shows, and what no other page may do."""

import hmac
import secrets
import threading
from collections.abc import Callable
from datetime import UTC, datetime
from functools import lru_cache
from pathlib import Path
from typing import Any
from urllib.parse import parse_qs, urlencode

from starlette.applications import Starlette
from starlette.concurrency import run_in_threadpool
from starlette.exceptions import HTTPException
from starlette.middleware import Middleware
from starlette.middleware.trustedhost import TrustedHostMiddleware
from starlette.requests import Request
from starlette.responses import HTMLResponse, RedirectResponse, Response
from starlette.routing import Route
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from resources.checks import data_docs
from resources.lineage.chain import chain_of
from resources.lineage.ledger import candidates
from resources.marts import dbt
from resources.reports.addresses import HOST
from resources.warehouse.reading_copy import Copy, NoWarehouse, ReadingCopy, Writing, is_running
from tracecot.errors import BadInput, TraceCoTError
from tracecot_cli.view.dropped import TABLES, dropped
from tracecot_cli.view.listing import CHOICES, Wanted, listing
from tracecot_cli.view.overview import Overview, overview
from tracecot_cli.view.rendering import SCRIPT, STYLE, asset, render
from tracecot_cli.view.subject import about, subject_of

#: Only this machine's own names: a page elsewhere that gets its name to lead here is turned away.
HOSTS = (HOST, "localhost")
LONGEST_FORM = 1_000  # bytes
AGAIN = "5"  # seconds until a page that can't be shown yet is asked for again

HEADERS = {
    "Content-Security-Policy": (
        "default-src 'none'; style-src 'self'; script-src 'self'; img-src data:; form-action 'self'; base-uri 'none'; "
        "frame-ancestors 'none'"
    ),
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cache-Control": "no-store",
}  # fmt: skip

#: dbt's one page brings its styles, scripts and pictures along, and asks for nothing else.
OF_DBT = (
    "default-src 'none'; style-src 'unsafe-inline'; script-src 'unsafe-inline' 'unsafe-eval'; img-src data:; "
    "font-src data:; base-uri 'none'; form-action 'none'; frame-ancestors 'none'"
)
NOT_CHECKED = "The checks of this table have not run yet: `tracecot run` runs them."
KINDS = {".html": "text/html", ".css": "text/css", ".js": "text/javascript"}


def application(copies: ReadingCopy) -> Starlette:
    """The application over the newest copy of a warehouse."""
    pages = Pages(copies)
    routes = [
        Route("/", pages.overview),
        Route("/browse", pages.browse),
        Route("/dropped", pages.dropped),
        Route("/find", pages.find),
        Route("/row/{id}", pages.row),
        Route("/replay/{id}", pages.replay, methods=["POST"]),
        Route("/static/{name}", _static),
        Route("/data-docs/{name}", pages.data_docs),
        Route("/dbt-docs/index.html", pages.dbt_docs),
    ]
    return Starlette(
        routes=routes,
        middleware=[Middleware(_Guarded), Middleware(TrustedHostMiddleware, allowed_hosts=list(HOSTS))],
        exception_handlers={
            NoWarehouse: pages.no_warehouse,
            Writing: pages.writing,
            BadInput: pages.no_such_row,
            HTTPException: pages.refused,
            TraceCoTError: pages.failed,
        },
    )


class Pages:
    """What each address shows."""

    def __init__(self, copies: ReadingCopy) -> None:
        self._copies = copies
        self._token = secrets.token_urlsafe()  # known to pages of this server alone
        self._replays = threading.Lock()
        self._overview = lru_cache(1)(self._counted)

    async def overview(self, request: Request) -> Response:
        """What there is, in figures and charts."""
        return await self._page(request, "overview.html", lambda copy: {"overview": self._overview(copy)})

    async def browse(self, request: Request) -> Response:
        """Rationales by what they are about and what became of them."""
        wanted = Wanted.of(request.query_params)
        more = {"choices": CHOICES, "address": lambda **asked: f"/browse?{urlencode(asked)}"}
        return await self._page(
            request, "browse.html", lambda copy: {"listing": listing(copy.records, wanted), **more}, q=wanted.words
        )

    async def dropped(self, request: Request) -> Response:
        """What never became a rationale, by stage and reason."""
        more = {"stages": list(TABLES), "address": lambda **asked: f"/dropped?{urlencode(asked)}"}
        return await self._page(
            request, "dropped.html", lambda copy: {"dropped": dropped(copy.records, request.query_params), **more}
        )

    async def find(self, request: Request) -> Response:
        """The row that the words are the beginning of the id of; else the rationales that have the words."""
        words = request.query_params.get("q", "").strip()
        copy = await run_in_threadpool(self._copies.current)
        rows = await run_in_threadpool(candidates, words, copy.records) if len(words) >= SHORTEST_ID else []
        return RedirectResponse(f"/row/{rows[0].id}" if len(rows) == 1 else f"/browse?{urlencode({'q': words})}")

    async def row(self, request: Request) -> Response:
        """One row, with everything behind it."""
        id = request.path_params["id"]
        shown: dict[str, Any] = await run_in_threadpool(self._row, id)
        found = shown["subject"].chain.asked.id
        if found != id:
            return RedirectResponse(f"/row/{found}")
        return self._html(request, "row.html", shown)

    def _row(self, id: str) -> dict[str, Any]:
        copy = self._copies.current()
        return {"copy": copy, "subject": subject_of(id, copy, self._copies.state), "token": self._token}

    async def replay(self, request: Request) -> Response:
        """Proves a row again; only a page of this server knows the token that it takes."""
        if not hmac.compare_digest(await _given_token(request), self._token):
            raise HTTPException(403, "This page is out of date: open the row again and press the button there.")
        shown = await run_in_threadpool(self._replay, request.path_params["id"])
        return self._html(request, "row.html", shown)

    def _replay(self, id: str) -> dict[str, Any]:
        copy = self._copies.current()
        from resources.lineage.replaying import replayed  # loads sandbox and verifier, which no page waits for

        chain = chain_of(id, copy.records)
        with self._replays:  # one at a time: each has processes of its own
            proofs = tuple(replayed(chain, copy))
        return {"copy": copy, "subject": about(chain, copy, self._copies.state, proofs), "token": self._token}

    async def data_docs(self, request: Request) -> Response:
        """What Great Expectations found in a table, or in all."""
        return _written(data_docs.folder_of(self._copies.state) / request.path_params["name"], NOT_CHECKED)

    async def dbt_docs(self, request: Request) -> Response:
        """The documentation of the marts by dbt: a page with its own scripts in it."""
        answer = _written(dbt.target() / dbt.DOCS, "Nobody made dbt's pages yet: `tracecot docs` does.")
        answer.headers["Content-Security-Policy"] = OF_DBT
        return answer

    async def no_warehouse(self, request: Request, error: Exception) -> Response:
        """Nothing has run here yet."""
        heading = "A first run is at work" if self._is_running else "Nothing has run here yet"
        return self._message(request, 404, heading, str(error), again=self._is_running)

    async def writing(self, request: Request, error: Exception) -> Response:
        """A run is writing, and there is no copy from before."""
        return self._message(request, 503, "A run is writing", str(error), again=True)

    async def no_such_row(self, request: Request, error: Exception) -> Response:
        """An id that stands for nothing, or for several rows."""
        id = str(request.path_params.get("id", ""))
        copy = await run_in_threadpool(self._copies.current)
        rows = await run_in_threadpool(candidates, id, copy.records)
        if len(rows) == 1:
            return self._message(request, 409, "Not done", str(error), rows=rows)
        heading = "More than one row" if rows else "No such row"
        return self._message(request, 300 if rows else 404, heading, str(error), rows=rows)

    async def refused(self, request: Request, error: Exception) -> Response:
        """What this server doesn't do."""
        status = error.status_code if isinstance(error, HTTPException) else 500
        told = str(error.detail) if isinstance(error, HTTPException) else ""
        return self._message(request, status, "No such page" if status == 404 else "Not done", told)

    async def failed(self, request: Request, error: Exception) -> Response:
        """What went wrong, in words: settings that can't be read, no sandbox on this machine."""
        return self._message(request, 500, "Not done", str(error))

    @property
    def _is_running(self) -> bool:
        return is_running(self._copies.state)

    def _counted(self, copy: Copy) -> Overview:
        return overview(copy.records, self._copies.state)

    async def _page(
        self, request: Request, template: str, shown: Callable[[Copy], dict[str, Any]], **more: Any
    ) -> Response:
        """A page, its questions asked beside the loop that answers others."""
        copy = await run_in_threadpool(self._copies.current)
        return self._html(request, template, {"copy": copy, **await run_in_threadpool(shown, copy), **more})

    def _html(self, request: Request, template: str, shown: dict[str, Any], **more: Any) -> Response:
        copy: Copy | None = shown.get("copy")
        at = f"{datetime.fromtimestamp(copy.made_at, UTC):%Y-%m-%d %H:%M:%S} UTC" if copy else ""
        common = {"at": at, "running": self._is_running, "q": "", "here": request.url.path}
        return HTMLResponse(render(template, **{**common, **shown}), **more)

    def _message(
        self, request: Request, status: int, heading: str, told: str, again: bool = False, rows: Any = ()
    ) -> Response:
        headers = {"Refresh": AGAIN} if again else {}
        shown = {"heading": heading, "told": told, "again": again, "rows": rows}
        return self._html(request, "message.html", shown, status_code=status, headers=headers)


SHORTEST_ID = 4  # characters: what is shorter is looked for as a word


async def _given_token(request: Request) -> str:
    """The token in a form."""
    body = b""
    async for chunk in request.stream():
        body += chunk
        if len(body) > LONGEST_FORM:
            raise HTTPException(413, "The form is too long.")
    return parse_qs(body.decode("latin-1")).get("token", [""])[0]


def _written(path: Path, otherwise: str) -> Response:
    """A file that a run, or `tracecot docs`, wrote."""
    if path.suffix not in KINDS or not path.is_file():
        raise HTTPException(404, otherwise)
    return Response(path.read_bytes(), media_type=KINDS[path.suffix])


async def _static(request: Request) -> Response:
    """The style and the script."""
    name = request.path_params["name"]
    if name not in (STYLE, SCRIPT):
        raise HTTPException(404, f"There is no {name}.")
    return Response(asset(name), media_type=KINDS[Path(name).suffix])


class _Guarded:
    """Adds to every answer what a browser may do with it."""

    def __init__(self, app: ASGIApp) -> None:
        self._app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        async def guarded(message: Message) -> None:
            if message["type"] == "http.response.start":
                own = {name for name, _ in message["headers"]}
                headers = [(name.lower().encode(), value.encode()) for name, value in HEADERS.items()]
                added = [(name, value) for name, value in headers if name not in own]
                message = {**message, "headers": [*message["headers"], *added]}
            await send(message)

        await self._app(scope, receive, guarded)
