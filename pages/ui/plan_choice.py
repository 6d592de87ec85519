"""The plan that the address asks for; where there is none, an offer of those there are."""

from __future__ import annotations

from collections.abc import Callable, Sequence

import streamlit as st
from markupsafe import Markup

from metrics.plan.model import Plan
from pages.ui import screen
from pages.ui.draw import marks
from pages.ui.draw.html import fill
from pages.ui.moments import JudgedMoment
from pages.ui.page import Page


def find_asked_plan(
    page: Page, moment: JudgedMoment, *, under_way: bool = False, then: Callable[[], None] | None = None
) -> Plan:
    """Return the plan the address asks for; where there is none, say so, offer those there are, and stop.

    With `under_way` the offer leads to this same page and leaves out finished plans where others exist. `then` draws
    what the page shows below it.
    """
    asked = st.query_params.get("plan", "")
    if asked not in moment.scores:
        current = [p for p in moment.plans if p.start <= page.as_of <= p.end and not p.closed]
        offered = (current if under_way else []) or moment.plans
        _offer_plans(page, moment, asked, offered, page.key if under_way else "plan")
        if then:
            then()
        st.stop()
    return moment.scores[asked].plan


def show_plan_title(page: Page, moment: JudgedMoment, plan: Plan, title: str) -> None:
    """Show the title of a page about a plan; below it, by when its institution had left, where it has."""
    page.show_title(title, fictional=moment.catalogue.institutions[plan.institution].fictional)
    if moment.until is not None:
        screen.say(page.t("plan.received", date=page.words.date(moment.until)))


def draw_offer(links: Sequence[tuple[str, str]]) -> Markup:
    """Draw links, given as address and text, to choose among."""
    items = Markup().join(fill("<li>{}</li>", marks.draw_link(href, text)) for href, text in links)
    return fill('<ul class="m-offer">{}</ul>', items)


def _offer_plans(
    page: Page, moment: JudgedMoment, asked: str, plans: Sequence[Plan], leading_to: str
) -> None:
    page.show_title(page.t(f"page.{leading_to}"))
    screen.say(page.t("plan.unknown" if asked else "plan.none", plan=asked, date=page.words.date(page.as_of)))
    names = {plan.id: moment.catalogue.find_owner(plan).name for plan in plans}
    links = [(page.link(leading_to, plan=p.id), f"{names[p.id]}: {p.title}") for p in plans]
    screen.draw(draw_offer(links))
