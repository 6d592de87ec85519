"""The calendar that Outlook and other programs subscribe to. They cannot sign in, so the address holds a secret.

Each request is answered by the roles the secret's person holds at the time. A wrong secret and a revoked one get the
same bare reply.
"""

from __future__ import annotations

from collections.abc import Collection
from datetime import datetime
from os import environ

from anyio import to_thread
from sqlalchemy.exc import SQLAlchemyError
from starlette.requests import Request
from starlette.responses import PlainTextResponse, Response
from starlette.routing import Route

from db import queries, session
from db.clock import read_clock
from db.failures import is_unreachable
from db.location import find_database_url
from db.meetings import commitment_queries
from db.people import calendar_keys
from db.plans import definitions
from db.scope import EVERYTHING
from export.deadline_list import MEDIA_TYPE, write_calendar
from metrics.access import Action, find_permitted_institutions
from metrics.followup.commitments import Commitment
from metrics.periods import find_danish_day
from service import index_page, sign_in
from words import addresses
from words.language import Words


async def send_calendar(request: Request) -> Response:
    """Send the calendar of the person a secret belongs to; 404 if it belongs to nobody."""
    words = Words(index_page.find_language(request.scope))
    headers = {"cache-control": "no-store"}
    try:
        written = await to_thread.run_sync(
            _write_calendar_of,
            find_database_url(),
            request.path_params["secret"],
            words,
            read_clock(),
        )
    except SQLAlchemyError as wrong:
        if not is_unreachable(wrong):
            raise
        # Whatever the secret: that the database is away tells nothing of it.
        return PlainTextResponse(words.t("file.away"), 503, headers={**headers, "retry-after": "60"})
    if written is None:
        return Response(status_code=404, headers=headers)
    return Response(written, media_type=MEDIA_TYPE, headers=headers)


ROUTE = Route(addresses.CALENDAR, send_calendar)


def _write_calendar_of(url: str, secret: str, words: Words, now: datetime) -> bytes | None:
    with session.open_reading(url, sees=EVERYTHING) as db:
        person = calendar_keys.find_holder(db, secret)
        catalogue, today = definitions.read_catalogue(db), find_danish_day(now)
        owners = catalogue.find_resources(today)
        seen = find_permitted_institutions(person, Action.SEE, owners, today)
        if not seen:
            return None
        scores = queries.read_scores(db, catalogue, today, now)
        owed = queries.read_deadlines_of(db, scores, catalogue, today, now)
        agreed = commitment_queries.read_commitments(db, catalogue, scores, today)
        met = find_permitted_institutions(person, Action.MEET, owners, today)
        reads = find_permitted_institutions(person, Action.READ_MINUTES, owners, today)
        called = commitment_queries.read_called_meetings(db, catalogue, today)
    shown = [deadline for deadline in owed if deadline.plan.institution in seen]
    told = [one for one in agreed if set(one.institutions) <= _find_told_to(one, met, reads, seen)]
    meetings = [one for one in called if one.is_seen_with(reads, met)]
    base = sign_in.read_public_url(environ)
    return write_calendar(shown, catalogue, words, now, base, told, meetings=meetings)


def _find_told_to(
    one: Commitment, met: Collection[str], reads: Collection[str], seen: Collection[str]
) -> set[str]:
    """Find the institutions of which somebody is told what was agreed, by the minutes it is from."""
    return set(seen) if not one.area else set(met if one.is_of_area else reads)
