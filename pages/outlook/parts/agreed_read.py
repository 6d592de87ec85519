"""What was agreed with a day of the institutions that are shown, as far as the reader may take it with them."""

from __future__ import annotations

from collections.abc import Sequence

from db import session
from db.location import find_database_url
from db.meetings import commitment_queries
from metrics.access import Action
from metrics.followup.commitments import Commitment
from metrics.plan.catalogue import Catalogue
from metrics.score.scoring import Score
from pages.ui import people
from pages.ui.page import Page


def read_agreed(page: Page, catalogue: Catalogue, scores: Sequence[Score]) -> list[Commitment]:
    """Read the open actions and the deviations that end, where the page is of today: what is open is always so now."""
    if page.as_of < page.today:
        return []
    allowed = people.find_permitted(catalogue, page.reader, Action.EXPORT, page.today)
    met = people.find_permitted(catalogue, page.reader, Action.MEET, page.today)
    shown = {score.plan.institution for score in scores} & allowed
    with session.open_reading(find_database_url(), sees=allowed, meets=met) as db:
        found = commitment_queries.read_commitments(db, catalogue, scores, page.today)
    return [one for one in found if set(one.institutions) <= (shown & met if one.area else shown)]
