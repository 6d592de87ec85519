"""`/was`: the accessibility statement of the authority, or what is known of Målstreg where there is none yet.

It is a page without scripts, the database or a sign-in, since whoever cannot use the others must be able to read it.
"""

from __future__ import annotations

import os
from collections.abc import Mapping

from starlette.requests import Request
from starlette.responses import HTMLResponse, RedirectResponse, Response
from starlette.routing import Route

from metrics.errors import refuse
from service import index_page
from service.answers.plain_page import write_plain_page
from words import addresses
from words.language import Words

VARIABLE = "MAALSTREG_ACCESSIBILITY_URL"
ALLOWED = "https://"


def read_statement_url(environment: Mapping[str, str]) -> str:
    """Read where the authority's statement is; empty if it is not set. Raises InvalidInput (`address_begins`)."""
    given = environment.get(VARIABLE, "").strip()
    if given and (not given.startswith(ALLOWED) or not given.isprintable() or " " in given):
        raise refuse("address_begins", VARIABLE, allowed=ALLOWED)
    return given


async def show_statement(request: Request) -> Response:
    """Lead to the authority's statement, or show what is known of Målstreg."""
    if url := read_statement_url(os.environ):
        return RedirectResponse(url)
    return HTMLResponse(write_statement(Words(index_page.find_language(request.scope))))


def write_statement(words: Words) -> str:
    """Write the page in a language."""
    paragraphs = (words.t("was.made"), words.t("was.tried"), words.t("was.not_tried"), words.t("was.missing"))
    back = addresses.make_path("overview", {}, words.lang)
    return write_plain_page(words.t("was.title"), paragraphs, (words.t("was.home"), back), words)


ROUTE = Route(addresses.ACCESSIBILITY, show_statement)
