"""What was agreed with a day of the institutions that are shown, as far as the reader may take it with them."""

from __future__ import annotations

from collections.abc import Collection, Sequence

from db import session
from db.location import find_database_url
from db.meetings import commitment_queries
from metrics.access import Action
from metrics.followup.commitments import Commitment, rank_commitment
from metrics.plan.model import Plan
from pages.ui import people
from pages.ui.moments import JudgedMoment
from pages.ui.page import Page
from pages.ui.reports import document_dues


def read_agreed(
    page: Page, moment: JudgedMoment, plans: Sequence[Plan], institutions: Collection[str]
) -> list[Commitment]:
    """Read what was agreed with these institutions, where the page is of today: what is open is always so now.

    Of those without one of the `plans` these are the duties and initiatives alone.
    """
    if page.as_of < page.today:
        return []
    catalogue = moment.catalogue
    allowed = people.find_permitted(catalogue, page.reader, Action.EXPORT, page.today)
    met = people.find_permitted(catalogue, page.reader, Action.MEET, page.today)
    reads = people.find_permitted(catalogue, page.reader, Action.READ_MINUTES, page.today)
    shown = {plan.institution for plan in plans} & allowed
    # Of plans what was decided alone is told here.
    scores = [moment.scores[plan.id] for plan in plans if plan.id in moment.facts.decisions]
    with session.open_reading(find_database_url(), sees=allowed, meets=met, minutes=reads) as db:
        agreed = commitment_queries.read_met_commitments(db, catalogue, scores, page.today)
    found = [one for one in agreed if set(one.institutions) <= _find_asked(one, shown, met, reads)]
    found += document_dues.list_document_dues(page, allowed & set(institutions))
    return sorted(found, key=rank_commitment)


def _find_asked(
    one: Commitment,
    shown: Collection[str],
    met: Collection[str],
    reads: Collection[str],
) -> set[str]:
    if one.area:
        return set(shown) & set(met if one.is_of_area else reads)
    return set(shown)
