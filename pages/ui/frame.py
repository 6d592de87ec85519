"""What stands around every page: name, menu, language and the day it is set to.

All that a reader can choose is in the address, so a link, a reload and the back button show the same thing.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import NoReturn

import streamlit as st
from markupsafe import Markup

from metrics.access import Action, Person, Resource, Role, may, may_somewhere
from metrics.periods import DANISH_TIME, find_day_end, read_day
from metrics.plan.model import Plan
from metrics.score.scoring import GoalScore, Score
from pages.ui import address, faults, moments, reader
from pages.ui.draw import marks, theme
from pages.ui.draw.html import fill
from pages.ui.moments import JudgedMoment
from pages.ui.widgets import follow_address
from service import figures
from words import addresses
from words.language import LANGUAGES, Words
from words.site_map import BY_KEY, MENU

FIRST_DAY, LAST_DAY = date(2000, 1, 1), date(2099, 12, 31)


@dataclass(frozen=True, slots=True)
class Page:
    """What a page script needs to know about the reader's request."""

    key: str
    words: Words
    as_of: date
    today: date
    known_at: datetime
    look: theme.Look
    reader: Person
    carried: Mapping[str, str]
    """What every link carries of the address, where it is not the usual."""

    def may(self, action: Action, resource: Resource | None = None) -> bool:
        """Whether the reader may do something to a resource; without one, to anything at all."""
        if resource is not None:
            return may(self.reader, action, resource, self.today).allowed
        return may_somewhere(self.reader, action, self.today)

    @property
    def lang(self) -> str:
        """The page's language, `da` or `en`."""
        return self.words.lang

    def t(self, key: str, **params: object) -> str:
        """The text of `key` in the page's language."""
        return self.words.t(key, **params)

    def link(self, key: str, **params: object) -> str:
        """The address of a page, carrying the day and the language where they are not the usual ones."""
        query = {name: str(value) for name, value in params.items() if value is not None}
        return addresses.make_path(key, {**query, **self.carried}, self.lang)

    def show_title(self, title: str, *, fictional: bool = False) -> None:
        """Write the page's heading, and its title in the browser's tab; fictional data is marked in both."""
        name = self.t("word.fictional")
        st.set_page_config(page_title=f"{title}{f' ({name})' if fictional else ''} · {self.t('app.name')}")
        mark = marks.draw_badge(name) if fictional else ""
        st.html(fill('<div class="m-title"><h1>{}{}</h1></div>', title, mark))


def open_page(key: str, *, titled: bool = True, dated: bool = True) -> Page:
    """Draw what surrounds page `key`; return its request. Without `titled` the page calls `show_title`.

    Without `dated` the page shows what is there now, and no day can be set.
    """
    said, today = address.read_language(), datetime.now(DANISH_TIME).date()
    as_of, problem = _day("as_of", today)
    known, known_problem = _day("known_at", today)
    page = Page(
        key,
        said,
        as_of,
        today,
        find_day_end(min(known, today)),
        theme.choose_look(st.context.theme.type == "dark"),
        reader.require_reader(),
        _carried(as_of, today),
    )
    with st.container(key="m-head", horizontal=True, vertical_alignment="center"):
        st.html(_banner(page))
        if dated:
            _day_control(page)
    if reader.is_in_trial():
        draw(_trial(page))
    if not page.may(BY_KEY[key].needed):
        page.show_title(said.t(f"page.{key}"))
        say(said.t("frame.not_permitted"))
        st.stop()
    if titled:
        page.show_title(said.t(f"page.{key}"))
    for value in filter(None, (problem, known_problem)):
        say(said.t("frame.date_invalid", value=value, date=said.date(today)))
    if known < today and dated:
        say(said.t("frame.known_at", date=said.date(known)))
    return page


def _carried(as_of: date, today: date) -> dict[str, str]:
    asked = st.query_params.to_dict()
    kept = {name: asked[name] for name in ("known_at", reader.ROLE) if name in asked}
    return kept if as_of == today else {**kept, "as_of": as_of.isoformat()}


def find_asked_plan(
    page: Page, moment: JudgedMoment, *, under_way: bool = False, then: Callable[[], None] | None = None
) -> Plan:
    """The plan the address asks for. Where there is none, say so in words, offer those there are, and stop.

    With `under_way` they lead to this same page, and those that are not over are offered where there are any. `then`
    draws what the page has below them.
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


def _offer_plans(
    page: Page, moment: JudgedMoment, asked: str, plans: Sequence[Plan], leading_to: str
) -> None:
    page.show_title(page.t(f"page.{leading_to}"))
    say(page.t("plan.unknown" if asked else "plan.none", plan=asked, date=page.words.date(page.as_of)))
    owners = moment.catalogue.institutions
    _offer([(page.link(leading_to, plan=p.id), f"{owners[p.institution].name}: {p.title}") for p in plans])


def find_asked_goal(page: Page, moment: JudgedMoment, plan: Plan) -> GoalScore:
    """The goal the address asks for; like `asked_plan` where there is none."""
    asked = st.query_params.get("goal", "")
    score = moment.scores[plan.id]
    if asked not in [goal.goal.number for goal in score.goals]:
        _offer_goals(page, score, asked)
    return score.goal(asked)


def _offer_goals(page: Page, score: Score, asked: str) -> NoReturn:
    plan = score.plan
    page.show_title(page.t("page.goal"))
    say(page.t("goal.unknown" if asked else "goal.none", goal=asked, plan=plan.title))
    _offer(
        [
            (page.link("goal", plan=plan.id, goal=g.goal.number), f"{g.goal.number} {g.goal.title}")
            for g in score.goals
        ]
    )
    st.stop()


def _offer(links: list[tuple[str, str]]) -> None:
    items = Markup().join(fill("<li>{}</li>", marks.draw_link(href, text)) for href, text in links)
    st.html(fill('<ul class="m-offer">{}</ul>', items))


def make_part(draw_it: Callable[[], None], key: str | None = None) -> Callable[[], None]:
    """A part of a page that is drawn anew by itself when a control in it changes, within the page's error boundary.

    A control elsewhere has it drawn anew by its key. It is called as the page made it: what may have changed since,
    such as the address, it reads for itself.
    """

    @st.fragment(key=key)
    def guarded() -> None:
        try:
            with moments.pin_version(), figures.RUN_SECONDS.labels("part").time():
                draw_it()
        except Exception as error:
            faults.report_error(error)

    return guarded


def draw_folded(label: str, key: str, draw_it: Callable[[], None], *, expanded: bool = False) -> None:
    """What is made when it is unfolded: while nobody looks at it, it would cost as much at every run as what shows.

    Whether it is `expanded` at first must stay the same while the reader is there: another value makes it anew.
    """
    with st.expander(label, expanded=expanded, key=key, on_change="rerun") as expander:
        if expander.open:
            draw_it()


def _banner(page: Page) -> Markup:
    name = fill(
        '<a class="m-brand" href="{}" data-nav="1" aria-label="{}"><i></i>{}</a>',
        page.link("overview"),
        page.t("nav.home"),
        page.t("app.name"),
    )
    items = [
        marks.draw_link(page.link(row.key), page.t(f"page.{row.key}"), current=row.key == page.key)
        for row in MENU
        if page.may(row.needed)
    ]
    menu = _list(items, page.t("nav.label"), "m-menu")
    languages = _list([_language_link(page, lang) for lang in LANGUAGES], page.t("nav.language"), "m-langs")
    return fill('<header class="m-banner">{}{}{}{}</header>', name, menu, _signed_in(page), languages)


def _signed_in(page: Page) -> Markup:
    """Whom the sign-in knows the reader as, and the way out; nothing in the trial."""
    if reader.is_in_trial():
        return Markup()
    way_out = fill('<a href="/auth/logout">{}</a>', page.t("login.out"))
    return fill('<p class="m-signed-in">{} {}</p>', page.reader.key, way_out)


def _trial(page: Page) -> Markup:
    """That nobody signs in here, and whom the pages can be seen as."""
    asked = st.query_params.get(reader.ROLE, "")
    names = {"": page.t("trial.all"), **{role.value: page.t(f"role.{role}") for role in Role}}
    kept = {name: value for name, value in st.query_params.items() if name not in (reader.ROLE, "lang")}
    items = [
        marks.draw_link(
            addresses.make_path(page.key, kept | ({reader.ROLE: role} if role else {}), page.lang),
            name,
            current=role == asked,
        )
        for role, name in names.items()
    ]
    return fill(
        '<div class="m-trial"><span>{}</span>{}</div>',
        page.t("trial.note"),
        _list(items, page.t("trial.label"), "m-roles"),
    )


def _list(items: list[Markup], label: str, kind: str) -> Markup:
    entries = Markup().join(fill("<li>{}</li>", item) for item in items)
    return fill('<nav class="{}" aria-label="{}"><ul>{}</ul></nav>', kind, label, entries)


def _language_link(page: Page, lang: str) -> Markup:
    # No data-nav: the whole page is fetched anew, because its language stands in the document itself.
    query = {name: value for name, value in st.query_params.items() if name != "lang"}
    current = Markup(' aria-current="true"') if lang == page.lang else ""
    return fill(
        '<a href="{}" lang="{}" hreflang="{}"{}>{}</a>',
        addresses.make_path(page.key, query, lang),
        lang,
        lang,
        current,
        LANGUAGES[lang].name,
    )


def _day(name: str, today: date) -> tuple[date, str]:
    """The day a parameter asks for, or today together with what was asked for where that is no day."""
    asked = st.query_params.get(name, "")
    day = read_day(asked) if asked else today
    return (day, "") if day and FIRST_DAY <= day <= LAST_DAY else (today, asked)


def _day_control(page: Page) -> None:
    # The address is the truth; the control follows it, and a choice is written back to it.
    follow_address("as_of", page.as_of)
    st.date_input(
        page.t("frame.as_of"),
        key="as_of",
        min_value=FIRST_DAY,
        max_value=LAST_DAY,
        format=LANGUAGES[page.lang].calendar,
        on_change=_choose(page.today),
        width=200,
    )


def _choose(today: date) -> Callable[[], None]:
    def write() -> None:
        day = st.session_state["as_of"]
        if day and day != today:
            st.query_params["as_of"] = day.isoformat()
        else:
            st.query_params.pop("as_of", None)

    return write


@dataclass(frozen=True, slots=True)
class _Html:
    """HTML to be sent as it is. In a plain text Streamlit looks for a margin to cut off, line by line, at every run."""

    text: str

    def _repr_html_(self) -> str:
        return self.text


def draw(*parts: Markup | str) -> None:
    """Put blocks of HTML on the page in one go; nothing at all where they are empty."""
    body = "".join(parts)
    if body:
        st.html(_Html(body))


def say(text: str) -> None:
    """A sentence to the reader that stands apart from the content."""
    st.html(fill('<p class="m-notice" role="status">{}</p>', text))
