"""What was agreed with a day of the institutions that are shown, as far as the reader may take it with them."""

from __future__ import annotations

from collections.abc import Collection, Sequence

from db import session
from db.location import find_database_url
from db.meetings import commitment_queries
from metrics.access import Action
from metrics.followup.commitments import OF_DOCUMENTS, Commitment
from metrics.plan.catalogue import Catalogue
from metrics.score.scoring import Score
from pages.ui import people
from pages.ui.page import Page


def read_agreed(
    page: Page, catalogue: Catalogue, scores: Sequence[Score], institutions: Collection[str]
) -> list[Commitment]:
    """Read what was agreed with these institutions, where the page is of today: what is open is always so now.

    Of those without a plan that is shown these are the duties and initiatives alone.
    """
    if page.as_of < page.today:
        return []
    allowed = people.find_permitted(catalogue, page.reader, Action.EXPORT, page.today)
    met = people.find_permitted(catalogue, page.reader, Action.MEET, page.today)
    reads = people.find_permitted(catalogue, page.reader, Action.READ_MINUTES, page.today)
    shown = {score.plan.institution for score in scores} & allowed
    # What an area's meeting gave an institution is read as its department does; what is told is chosen below.
    with session.open_reading(find_database_url(), sees=allowed, meets=met | reads) as db:
        found = commitment_queries.read_commitments(db, catalogue, scores, page.today)
    return [
        one
        for one in found
        if set(one.institutions) <= _find_asked(one, shown, allowed & set(institutions), met, reads)
    ]


def _find_asked(
    one: Commitment,
    shown: Collection[str],
    of_documents: Collection[str],
    met: Collection[str],
    reads: Collection[str],
) -> set[str]:
    if one.kind in OF_DOCUMENTS:
        return set(of_documents)
    if one.area:
        return set(shown) & set(met if one.is_of_area else reads)
    return set(shown)
