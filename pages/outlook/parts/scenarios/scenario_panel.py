"""Saved what-ifs on the page of a plan: one's own, one opened by a link, and several side by side.

What is opened and what is compared stands in the address; only saving and removing write to the database.
"""

from __future__ import annotations

import os
from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import partial
from urllib.parse import urljoin

import streamlit as st
from markupsafe import Markup
from sqlalchemy.orm import Session

from db.plans import scenarios
from metrics.plan.institution_history import find_resource
from metrics.plan.model import Plan
from metrics.whatif.scenario import Scenario, ScenarioDraft
from metrics.whatif.whatif import Suppositions
from pages.outlook.parts.scenarios import scenario_reads, scenario_sheet
from pages.outlook.parts.whatif import goal_panel, whatif_address, whatif_session
from pages.outlook.parts.whatif.whatif_address import WhatIfQuestion, WhatIfRequest
from pages.ui import banner, page_part, reader, saving, screen, widgets
from pages.ui.draw import marks
from pages.ui.draw.html import fill
from pages.ui.moments import JudgedMoment
from pages.ui.page import Page
from service import sign_in
from words import addresses

PAGE = "whatif"
OPEN, SHOWN, COMPARED = "open", "scenario", "compare"
"""The parameters of an address: what a link opens, what has been opened, and what is compared."""

MOST_COMPARED = 4
_NAME, _NOTE, _APART = "scenario_name", "scenario_note", "scenario_apart"
_SHARED, _FILLED = "scenario_shared", "scenario_filled"
_DONE, _TURN = "scenario", "scenario_turn"
_UNFOLDED, _REMOVING = "scenario_unfolded", "scenario_removing"
_OF_THE_READER = (addresses.ROLE, banner.VIEW)
_KEPT = (*whatif_address.PARAMETERS, *whatif_address.QUESTIONS)


def follow_link(page: Page, moment: JudgedMoment) -> None:
    """Write what a link opens into the address; say so where it opens nothing to the reader."""
    key = st.query_params.get(OPEN)
    if key is None:
        return
    found = scenario_reads.read_opened(moment, key, page.reader, page.today)
    if found is None:
        screen.say(page.t("error.scenario_unknown"))
        return
    gone = (OPEN, *_KEPT)
    kept = {name: value for name, value in st.query_params.items() if name not in gone}
    st.query_params.from_dict(kept | {"plan": found.plan, SHOWN: key} | _choices(found))


@dataclass(frozen=True, slots=True)
class KeptScenarios:
    """The reader's own what-ifs of a plan, and the one that is open, their own or somebody else's."""

    own: Sequence[Scenario]
    shown: Scenario | None


def read_kept(page: Page, plan: Plan, moment: JudgedMoment) -> KeptScenarios:
    """Read the reader's what-ifs of a plan and the one that is open."""
    # Asked for once a run of the page: it takes a read of the database, and no choice changes it.
    own = scenario_reads.read_own(moment, plan.id, page.reader, page.today)
    return KeptScenarios(own, _shown(page, plan, moment, own))


def show_opened(
    page: Page, plan: Plan, moment: JudgedMoment, there: KeptScenarios, asked: WhatIfRequest
) -> None:
    """Show the what-if that is open, and the reader's own as tabs."""
    own, shown = there.own, there.shown
    if moment.until is not None:
        return  # one saves what-ifs of what is still followed
    with screen.hold_place():
        if said := saving.find_done(_DONE):
            text, turn = said
            screen.draw(fill('<span data-look="{}"></span>', turn))
            st.success(page.t(text))
        if own:
            links = [_link(page, plan, one, current=one == shown) for one in own]
            screen.draw(marks.draw_trail(links, page.t("scenario.own_ones")))
        if shown:
            _about(page, plan, moment, shown, asked, own=shown in own)


def show_keeping(
    page: Page, plan: Plan, moment: JudgedMoment, there: KeptScenarios, asked: WhatIfRequest
) -> None:
    """Show the form that saves the current what-if, and those that can be compared."""
    own, shown = there.own, there.shown
    if moment.until is not None:
        return
    with st.expander(page.t("scenario.keep"), key="scenario_keep", on_change="rerun") as keep:
        # Once unfolded it stays made, so that what is typed stays when it is folded again.
        if keep.open or st.session_state.get(_UNFOLDED):
            st.session_state[_UNFOLDED] = True
            # A form is shown only where there is something to save.
            if choices := _write_choices(moment, plan, asked):
                _form(page, plan, moment, choices, shown if shown in own else None)
            else:
                st.caption(page.t("scenario.nothing_set"))
                # The address of a page with a scenario open is of use to its owner alone.
                if shown is None:
                    _show_address(page)
    compared = own if shown in own or not shown else [*own, shown]
    if compared:
        side_by_side = partial(_compare, page, plan, moment, compared)
        page_part.draw_folded(page.t("scenario.compare"), whatif_session.SIDE_BY_SIDE, side_by_side)


def _shown(page: Page, plan: Plan, moment: JudgedMoment, own: Sequence[Scenario]) -> Scenario | None:
    """Return the what-if that is open; say so where it is no longer there to be opened."""
    key = st.query_params.get(SHOWN)
    if key is None:
        return None
    found = next((one for one in own if one.key == key), None)
    found = found or scenario_reads.read_opened(moment, key, page.reader, page.today)
    if found is None or found.plan != plan.id:
        screen.say(page.t("error.scenario_unknown"))
        return None
    return found


def _about(
    page: Page, plan: Plan, moment: JudgedMoment, shown: Scenario, asked: WhatIfRequest, *, own: bool
) -> None:
    """Show the open what-if, whether its basis still stands, and who can see it, as it is saved."""
    _, wrong = scenario_reads.read_supposed(moment, plan.id, shown.draft.choices)
    now = scenario_reads.make_basis_now(moment, plan.id)
    whose = find_resource(moment.catalogue.histories, plan.institution, page.today)
    who = reader.write_who(shown.person, whose, page.today, page.words)
    saved = whatif_session.read_kept(moment, plan, shown.draft.choices)
    screen.draw(
        scenario_sheet.draw_scenario(shown, who, page.words, own=own),
        scenario_sheet.draw_stale(shown, now, page.writer(moment.catalogue)),
        scenario_sheet.draw_left_out(wrong, page.words),
    )
    if own and (saved.changes, saved.wanted) != (asked.changes, asked.wanted):
        screen.say(page.t("scenario.unsaved_shared" if shown.shared else "scenario.unsaved"))
    with st.container(key="m-sharing"):  # of no use on paper
        if shown.shared:
            st.caption(page.t("scenario.link"))
            st.code(_write_address(_write_link(page, shown.key)), language=None, wrap_lines=True)
        elif own:
            st.caption(page.t("scenario.private"))
    if own:
        _show_removing(page, shown)


def _show_removing(page: Page, shown: Scenario) -> None:
    """Show the button that removes one's own what-if, and once it is pressed the question whether to."""

    def ask(key: str | None) -> None:
        st.session_state[_REMOVING] = key

    if st.session_state.get(_REMOVING) != shown.key:
        st.button(page.t("scenario.remove"), key="scenario_remove", on_click=ask, args=(shown.key,))
        return
    with st.container(horizontal=True, key="m-removing"):
        if widgets.show_button(page.t("scenario.remove_yes"), "scenario_remove_yes", type="primary"):
            ask(None)
            _remove(page, shown)
        st.button(page.t("scenario.remove_no"), key="scenario_remove_no", on_click=ask, args=(None,))


def _write_link(page: Page, key: str) -> str:
    """Return the link that opens a what-if to others, who have roles and a view of their own."""
    carried = {name: text for name, text in page.carried.items() if name not in _OF_THE_READER}
    return addresses.make_path(PAGE, {OPEN: key, **carried}, page.lang)


def _write_address(link: str) -> str:
    """Return a link with the site's address, to be sent to others."""
    public = sign_in.read_public_url(os.environ)
    return public + link if public else urljoin(st.context.url or "", link)


def _show_address(page: Page) -> None:
    """Show the address that shares the page as it is."""
    st.caption(page.t("scenario.page_link"))
    link = page.link_here(**dict.fromkeys(_OF_THE_READER))
    st.code(_write_address(link), language=None, wrap_lines=True)


def _link(page: Page, plan: Plan, one: Scenario, *, current: bool) -> Markup:
    query = {"plan": plan.id, SHOWN: one.key, **_choices(one)}
    return marks.draw_link(page.link(PAGE, **query), one.draft.name, current=current)


def _choices(found: Scenario) -> dict[str, str]:
    """Return the saved choices that are parameters of the address."""
    return {name: text for name, text in found.draft.choices.items() if name in _KEPT}


def _write_choices(moment: JudgedMoment, plan: Plan, asked: WhatIfRequest) -> dict[str, str]:
    """Return the parameters that open the answer on the page, with the goal that it is about."""
    if asked.question is WhatIfQuestion.GOAL:
        goal = goal_panel.find_asked_goal(moment, plan, asked)
        asked = replace(asked, goal=goal.number if goal else None)
    return whatif_address.write_choices(asked, totalled=moment.scores[plan.id].totalled)


def _form(
    page: Page, plan: Plan, moment: JudgedMoment, choices: dict[str, str], own: Scenario | None
) -> None:
    filled = _fill(own)
    with st.form("scenario", border=False):
        name = st.text_input(
            page.t("scenario.name"), filled.name, autocomplete="off", **widgets.keep_typed(_NAME)
        )
        note = st.text_area(page.t("scenario.note"), filled.note, **widgets.keep_typed(_NOTE))
        apart = own is not None and st.checkbox(page.t("scenario.apart"), **widgets.keep_typed(_APART))
        shared = st.checkbox(page.t("scenario.shared"), **widgets.keep_typed(_SHARED))
        if widgets.show_submit(page.t("scenario.save"), "scenario_save", type="primary"):
            draft = ScenarioDraft(name, choices, note)
            key = None if apart or own is None else own.key
            _save(page, plan, moment, draft, key, shared=shared)


def _fill(own: Scenario | None) -> ScenarioDraft:
    """Fill the form from the reader's own what-if when it is opened; later typing is kept."""
    key, filled = (own.key, own.draft) if own else ("", ScenarioDraft("", {}))
    shared = own is not None and own.shared
    if st.session_state.get(_FILLED) != key:
        st.session_state.update(
            {_FILLED: key, _NAME: filled.name, _NOTE: filled.note, _APART: False, _SHARED: shared}
        )
    return filled


def _save(
    page: Page, plan: Plan, moment: JudgedMoment, draft: ScenarioDraft, key: str | None, *, shared: bool
) -> None:
    basis, kept = scenario_reads.make_basis_now(moment, plan.id), key

    def change(db: Session) -> None:
        nonlocal kept
        if kept is None:
            kept = scenarios.save_scenario(db, plan.id, draft, basis)
        else:
            scenarios.replace_scenario(db, kept, draft, basis)
        scenarios.share_scenario(db, kept, shared=shared)

    if found := saving.write_change(change):
        keys = {"name": "scenario.name", "note": "scenario.note", "choices": "scenario.choices"}
        labels = {place: page.t(key) for place, key in keys.items()}
        widgets.show_refused(found, labels, page.words)
        return
    assert kept is not None
    st.query_params[SHOWN] = kept
    st.session_state[_FILLED] = None
    _note_done("scenario.saved_shared" if shared else "scenario.saved")
    st.rerun()


def _note_done(text: str) -> None:
    """Note what has been done for the next run, which brings it into view: the form is at the end of the page."""
    turn = st.session_state[_TURN] = st.session_state.get(_TURN, 0) + 1
    saving.note_done(_DONE, (text, turn))


def _remove(page: Page, shown: Scenario) -> None:
    if found := saving.write_change(lambda db: scenarios.remove_scenario(db, shown.key)):
        widgets.show_refused(found, {}, page.words)
        return
    st.query_params.pop(SHOWN, None)
    _note_done("scenario.removed")
    st.rerun()


def _compare(page: Page, plan: Plan, moment: JudgedMoment, there: Sequence[Scenario]) -> None:
    """Show up to four what-ifs beside the official position and the current choice."""
    current = whatif_session.read_request(moment, plan)
    names = {one.key: one.draft.name for one in there}
    asked = st.query_params.get(COMPARED)
    listed = list(names) if asked is None else asked.split()
    chosen = [key for key in dict.fromkeys(listed) if key in names][:MOST_COMPARED]

    def write() -> None:
        st.query_params[COMPARED] = " ".join(st.session_state[COMPARED])

    st.multiselect(
        page.t("scenario.compare_which"),
        list(names),
        widgets.follow_address(COMPARED, chosen),
        key=COMPARED,
        format_func=names.__getitem__,
        max_selections=MOST_COMPARED,
        on_change=write,
    )
    picked = [one for one in there if one.key in chosen]
    said = [whatif_session.read_kept(moment, plan, one.draft.choices) for one in picked]
    now = None if current.changes in (*(one.changes for one in said), Suppositions()) else current.changes
    wanted = sorted({one.wanted.points for one in (current, *said)})
    writer = page.writer(moment.catalogue)
    screen.draw(scenario_reads.compare_scenarios(moment, plan.id, picked, now, wanted, writer))
