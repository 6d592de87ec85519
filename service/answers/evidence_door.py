"""The door for files that go with reports: one address at which they are handed in, and one at which each is fetched.

A spreadsheet of a report's figures comes in at the same address; it is read, and not kept.

Nothing of a file is read before it is known to be small enough and to come from somebody who may attach it, by a form
of our own. What is fetched is to be saved and not to be shown: it never runs as a page of ours.
"""

from __future__ import annotations

import os
import re
from collections.abc import Sequence
from threading import BoundedSemaphore
from typing import NoReturn
from urllib.parse import quote, urlsplit

from anyio import fail_after, to_thread
from sqlalchemy.exc import SQLAlchemyError
from starlette.datastructures import UploadFile
from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import HTMLResponse, PlainTextResponse, RedirectResponse, Response
from starlette.routing import Route
from starlette.types import Message, Receive

from db.audit import chain
from db.clock import read_clock
from db.evidence import evidence_commands
from db.evidence.evidence_commands import EvidenceRequest
from db.failures import is_unreachable
from db.location import find_database_url
from db.people import rights
from db.reports import sheet_commands
from db.scope import EVERYTHING
from db.session import open_reading, open_writing
from metrics.access import Person, make_trial_reader
from metrics.errors import InvalidInput, Problem
from metrics.facts.reports.line_keys import SHEET
from metrics.report.evidence.evidence_file import LARGEST_FILE, MEDIA_TYPES, EvidenceFile
from service import figures, index_page, logs, sign_in
from service.answers.plain_page import write_plain_page
from service.gate import FROM_ELSEWHERE, PERSON
from words import addresses
from words.language import Words
from words.problems import describe_problem

ROOM = 100_000  # bytes of a form beside its file
AT_ONCE = 4  # files that a process receives at a time; each is in its memory for a while
SECONDS = 120  # for a file to come in
MOST_FIELDS = 4
_KEY = re.compile("[0-9a-f]{32}")
_slots = BoundedSemaphore(AT_ONCE)


class _Refused(Exception):
    """A file that is not taken: the status, and why, in words."""

    def __init__(self, status: int, *said: str) -> None:
        self.status, self.said = status, said


async def take_in(request: Request) -> Response:
    """Take a file in and lead back to the report; or say why it was not taken, and lead back as well."""
    words = Words(index_page.find_language(request.scope))
    asked = {name: request.query_params.get(name, "") for name in ("plan", "quarter", addresses.ROLE)}
    back = addresses.make_path("report", {name: said for name, said in asked.items() if said}, words.lang)
    if request.method != "POST":
        return RedirectResponse(back, 303)
    try:
        _demand_own_form(request, words)
        _demand_small(request, words)
        await _receive(request, words)
    except _Refused as refused:
        return _show_refusal(request, refused.said, back, words, refused.status)
    except SQLAlchemyError as wrong:
        if not is_unreachable(wrong):
            raise
        return _show_refusal(request, [words.t("file.away")], back, words, 503)
    return RedirectResponse(back, 303)


async def send_out(request: Request) -> Response:
    """Send a file to be saved, to whoever may have it now; 404 to everybody else, as if it were not there."""
    words, key = Words(index_page.find_language(request.scope)), request.path_params["key"]
    headers = {"cache-control": "no-store"}
    try:
        found = await to_thread.run_sync(_fetch, request, key) if _KEY.fullmatch(key) else None
    except InvalidInput as wrong:
        said = "\n".join(describe_problem(problem, words) for problem in wrong.problems)
        return PlainTextResponse(said, 503, headers=headers)
    except SQLAlchemyError as wrong:
        if not is_unreachable(wrong):
            raise
        return PlainTextResponse(words.t("file.away"), 503, headers=headers)
    if found is None:
        return PlainTextResponse(words.t("evidence.not_found"), 404, headers=headers)
    file, content = found
    return Response(content, headers=headers | _name(file.name), media_type=MEDIA_TYPES[file.kind])


ROUTES = [
    Route(addresses.EVIDENCE, take_in, methods=["GET", "POST"]),
    Route(f"{addresses.EVIDENCE}/{{key}}", send_out),
]


def _name(name: str) -> dict[str, str]:
    """Write the header by which a browser saves a file under its name."""
    plain = "".join(sign if sign.isascii() and sign not in '"\\%' else "_" for sign in name)
    return {
        "content-disposition": f"attachment; filename=\"{plain}\"; filename*=UTF-8''{quote(name, safe='')}"
    }


def _show_refusal(request: Request, said: Sequence[str], back: str, words: Words, status: int) -> Response:
    sheet = request.query_params.get("line") == SHEET
    title = words.t("report.sheet_refused" if sheet else "evidence.refused")
    page = write_plain_page(title, said, (words.t("evidence.back"), back), words)
    return HTMLResponse(page, status, headers={"cache-control": "no-store"})


def _demand_own_form(request: Request, words: Words) -> None:
    """Demand that a form of our own sends the file: a browser always says whose page a form stood on."""
    asked, provider = request.headers, sign_in.read_provider(os.environ)
    origin = asked.get("origin", "")
    own = origin == provider.origin if provider else urlsplit(origin).netloc == asked.get("host")
    if not own or asked.get("sec-fetch-site") in FROM_ELSEWHERE:
        raise _Refused(403, words.t("evidence.elsewhere"))


def _demand_small(request: Request, words: Words) -> None:
    length = request.headers.get("content-length", "")
    if not length.isdecimal() or len(length) > 12 or int(length) > LARGEST_FILE + ROOM:
        _refuse_size(words)


def _refuse_size(words: Words) -> NoReturn:
    raise _Refused(413, words.t("error.file_over_limit", largest=LARGEST_FILE // 1_000_000))


async def _receive(request: Request, words: Words) -> None:
    """Receive a file from whoever may attach it, few at a time and within a time."""
    if not _slots.acquire(blocking=False):
        raise _Refused(503, words.t("evidence.busy"))
    try:
        by = await to_thread.run_sync(_find_person, request)
        query = request.query_params
        wanted = EvidenceRequest(*(query.get(name, "") for name in ("plan", "quarter", "line")))
        await to_thread.run_sync(_demand_open, by, wanted, words)
        with fail_after(SECONDS):
            name, content, journal = await _read_form(request, words)
        whole = EvidenceRequest(wanted.plan, wanted.quarter, wanted.line, journal)
        await to_thread.run_sync(_keep, by, whole, name, content, words)
    except TimeoutError as wrong:
        raise _Refused(408, words.t("evidence.slow")) from wrong
    finally:
        _slots.release()


async def _read_form(request: Request, words: Words) -> tuple[str, bytes, str]:
    """Read the name and content of the file, and the journal number."""
    counted = Request(request.scope, _count(request, words))
    try:
        async with counted.form(max_files=1, max_fields=MOST_FIELDS, max_part_size=ROOM) as form:
            file, journal = form.get("file"), form.get("journal", "")
            if not isinstance(file, UploadFile) or not isinstance(journal, str) or not file.filename:
                raise _Refused(400, words.t("evidence.chosen_none"))
            return file.filename, await file.read(), journal
    except HTTPException as wrong:
        raise _Refused(400, words.t("evidence.chosen_none")) from wrong


def _count(request: Request, words: Words) -> Receive:
    """Count what comes, whatever length was said."""
    room = LARGEST_FILE + ROOM

    async def receive() -> Message:
        nonlocal room
        message = await request.receive()
        room -= len(message.get("body", b""))
        if room < 0:
            _refuse_size(words)
        return message

    return receive


def _find_person(request: Request) -> Person:
    """Find who asks, with the roles they hold now; in a trial whoever has chosen a role."""
    if sign_in.read_provider(os.environ) is None:
        return make_trial_reader(request.query_params.get(addresses.ROLE, ""))
    with open_reading(find_database_url(), sees=EVERYTHING) as db:
        return rights.read_person(db, request.scope[PERSON])


def _demand_open(by: Person, wanted: EvidenceRequest, words: Words) -> None:
    try:
        with open_writing(find_database_url(), by) as db:
            if wanted.line == SHEET:
                sheet_commands.read_open_report(db, wanted.plan, wanted.quarter, read_clock())
            else:
                evidence_commands.read_open_report(db, wanted, 0, read_clock())
    except InvalidInput as wrong:
        _refuse(by, wrong.problems, words)


def _keep(by: Person, wanted: EvidenceRequest, name: str, content: bytes, words: Words) -> None:
    try:
        if wanted.line == SHEET:
            with open_writing(find_database_url(), by) as db:
                of = (wanted.plan, wanted.quarter)
                sheet_commands.keep_sheet(db, *of, name, content, read_clock())
        else:
            evidence_commands.keep_file(find_database_url(), by, wanted, name, content)
    except InvalidInput as wrong:
        _refuse(by, wrong.problems, words, of_rows=wanted.line == SHEET)


def _refuse(by: Person, problems: Sequence[Problem], words: Words, *, of_rows: bool = False) -> NoReturn:
    """Say what is wrong; what was not permitted goes on record, as it does where a page is asked for it."""
    forbidden = [problem for problem in problems if problem.code == "not_permitted"]
    for problem in forbidden:
        with open_writing(find_database_url(), by) as db:
            chain.record_entry(db, f"refused.{problem.params['action']}", problem.place)
        figures.REFUSED.labels("write").inc()
        logs.log_refusal("write_refused", action=str(problem.params["action"]))
    # What is wrong with a spreadsheet is in one of its rows; of another file it is the file.
    shown = [problem if of_rows else Problem(problem.code, "", problem.params) for problem in problems]
    raise _Refused(403 if forbidden else 400, *(describe_problem(problem, words) for problem in shown))


def _fetch(request: Request, key: str) -> tuple[EvidenceFile, bytes] | None:
    return evidence_commands.take_file(find_database_url(), _find_person(request), key)
