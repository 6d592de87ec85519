"""The roles that a reader may give and end, and the question that ends one."""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass

import streamlit as st
from sqlalchemy.orm import Session

from db import session
from db.location import find_database_url
from db.people import rights
from db.scope import EVERYTHING
from metrics.access import Grant
from metrics.errors import refuse
from metrics.facts.numbers import read_whole
from metrics.plan.catalogue import Catalogue
from pages.admin.parts.tasks import act_form
from pages.admin.parts.tasks.act_form import Act, ActForm
from pages.admin.parts.tasks.grant_sheet import Held
from pages.ui.page import Page
from pages.ui.snapshot import read_snapshot
from words.administration.grant_line import write_grant


@dataclass(frozen=True, slots=True)
class GrantDesk:
    """The grants that the reader may end, with the names of the institutions they may give one for."""

    page: Page
    catalogue: Catalogue
    every: Sequence[Held]
    names: Mapping[str, str]

    def write(self, given: Grant) -> str:
        """Write a grant as a line."""
        return write_grant(given, self.names, self.page.words)

    def find_held(self, person: str, *, without: int = 0) -> tuple[Grant, ...]:
        """Find the grants of a person that have not ended."""
        return tuple(
            given
            for holder, given in self.every
            if holder == person and given.number != without and not given.is_over(self.page.today)
        )


def open_desk(
    page: Page, institutions: Collection[str], is_own: Callable[[Grant], bool] = lambda _: True
) -> GrantDesk:
    """Open the desk of whoever may give a role for some institutions, and end those that `is_own`."""
    catalogue = read_snapshot().catalogue
    with session.open_reading(find_database_url(), sees=EVERYTHING) as db:
        every = [one for one in rights.read_grants(db) if is_own(one[1])]
    names = {key: catalogue.find_institution(key, page.today).name for key in institutions}
    return GrantDesk(page, catalogue, every, names)


def ask_ending(
    desk: GrantDesk,
    key: str,
    command: Callable[[Session, int], None],
    say_more: Callable[[str, Grant], Sequence[str]],
) -> None:
    """Show what comes of ending the grant that a parameter of the address asks for, and end it by a command."""
    page, asked = desk.page, st.query_params[key]
    number = read_whole(asked)
    found = next(((person, given) for person, given in desk.every if given.number == number), None)
    form = ActForm(page, key, {})
    if found is None:
        form.show_refused(refuse("grant_gone", value=asked).problems)
        return
    person, given = found
    said = {"person": person, "grant": desk.write(given)}
    will = (page.t("grant.will_revoke", **said), *say_more(person, given))
    act = Act(lambda db: command(db, given.number), will, page.t("grant.revoked", **said))
    act_form.show_question(form, will, page.t("grant.revoke_sure"), lambda: None, lambda _: act)
