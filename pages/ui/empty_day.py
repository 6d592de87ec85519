"""A day on which nothing was known yet: said in words, with the way to the same day as it is known today."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from metrics.followup.current import is_reported_on, is_running
from metrics.periods import find_day_end
from metrics.plan.model import Plan
from pages.ui import moments, screen
from pages.ui.draw import marks
from pages.ui.draw.html import fill
from pages.ui.moments import JudgedMoment
from pages.ui.page import Page
from words.site_map import BY_KEY


def say_with_offer(page: Page, text: str, holds: Callable[[JudgedMoment], bool]) -> None:
    """Say that a day holds nothing; offer it with what is known today where it then `holds` something."""
    if page.known < page.today and holds(_read_as_known_today(page)):
        _say_with_offer(page, text)
    else:
        screen.say(text)


def tell_no_plans(page: Page) -> None:
    """Say that a day has no plans; of today where they are made, to whoever makes them."""
    if page.as_of < page.today:
        text = page.t("overview.empty", date=page.words.date(page.as_of))
        say_with_offer(page, text, lambda then: bool(then.plans))
    elif page.may_open(BY_KEY["plans"]):
        _say_with_link(page.t("empty.plans"), page.link("plans"), page.t("annual.to_editor"))
    else:
        screen.say(page.t("empty.plans"))


def tell_nothing_reported(page: Page, moment: JudgedMoment, plans: Sequence[Plan]) -> None:
    """Say where nothing was known yet of the time of any of the plans under way, and is known today."""
    asked = [plan for plan in plans if len(plans) == 1 or is_running(plan, page.as_of)]
    if page.known >= page.today or not asked or _is_any_reported_on(asked, moment):
        return
    if _is_any_reported_on(asked, _read_as_known_today(page)):
        _say_with_offer(page, page.words.n("empty.figures", len(plans), date=page.words.date(page.known)))


def _say_with_offer(page: Page, text: str) -> None:
    _say_with_link(text, page.link_here(known_at=page.today.isoformat()), page.t("empty.offer"))


def _say_with_link(text: str, href: str, name: str) -> None:
    screen.draw(fill('<p class="m-notice" role="status">{} {}</p>', text, marks.draw_link(href, name)))


def _read_as_known_today(page: Page) -> JudgedMoment:
    return moments.read_moment(page.as_of, find_day_end(page.today), page.reader, page.today)


def _is_any_reported_on(plans: Sequence[Plan], moment: JudgedMoment) -> bool:
    return any(is_reported_on(plan, moment.of(plan).facts) for plan in plans)
