"""The plan editor: what its pages show, and what happens when a form is sent."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any, NoReturn

import streamlit as st
from streamlit.delta_generator import DeltaGenerator

from db.audit.exports import Export
from db.plans import plan_file
from metrics.errors import Problem
from metrics.plan import next_year
from metrics.plan.drafting.keys import make_key
from metrics.plan.drafting.proposals import Proposal
from metrics.plan.model import Institution, Plan, PlanFile
from metrics.plan.versions import PlanVersion
from metrics.score.preview import preview_score
from metrics.score.scoring import Score
from pages.admin.parts import draft, editor_reads, editor_sheet, plan_saving
from pages.admin.parts.draft import Data
from pages.admin.parts.forms import form_typing
from pages.admin.parts.forms.fields import FormFields
from pages.admin.parts.forms.form_scope import FormScope
from pages.admin.parts.forms.form_typing import FormTyping
from pages.admin.parts.plan_saving import NEW, Basis
from pages.ui import downloads, saving, screen, snapshot, widgets
from pages.ui.downloads import OfferedFile
from pages.ui.draw import marks
from pages.ui.page import Page
from words import addresses, problems

DONE, LED, TURN = "plan changed", "editor led", "editor turn"
PARTS = ("", "series", "head", "preview", "check", "life")
DRAFTED = {"series", "head"}
"""The parts that only those who draft the plan have something to do in."""


@dataclass(frozen=True, slots=True)
class OpenedPlan:
    """The newest version of a plan, which the reader has open; or the amendment that is drafted of it."""

    plan: PlanFile
    version: int
    held: snapshot.Snapshot
    proposal: Proposal | None = None
    """What is proposed of the plan, where it is signed and something is."""

    @property
    def amends(self) -> bool:
        """Whether what is open is an amendment of the plan, and not the plan."""
        return self.proposal is not None and self.proposal.change.changed is not None

    @property
    def basis(self) -> Basis:
        """What a change is made from."""
        return Basis(self.version, self.proposal.number if self.proposal and self.amends else None)

    @property
    def agreed(self) -> Plan:
        """The plan as its newest version says it, whatever is proposed."""
        return self.versions[-1].plan

    @property
    def owner(self) -> Institution:
        """The institution whose plan it is."""
        return self.held.catalogue.find_owner(self.plan.plan)

    @property
    def versions(self) -> list[PlanVersion]:
        """The versions of the plan, oldest first."""
        return [version for version in self.held.versions if version.plan.id == self.plan.id]

    @property
    def scope(self) -> FormScope:
        """What the plan's forms choose from."""
        return FormScope(self.plan.year, self.plan.institution, self.held.catalogue, self.plan.end)

    def previewed(self, years: int = 1) -> Score:
        """Score the plan on the results of some years before."""
        return preview_score(self.plan.plan, self.held.observations, self.held.catalogue, years)

    def find_typed(self, page: Page) -> frozenset[str]:
        """Find the goals with something typed that is not saved in the plan; "+" is one that is new."""
        forms = form_typing.read_typed(page, self.plan.id, self.plan.institution)
        return frozenset(form.partition(" ")[2] for form in forms)

    def fields(self, page: Page, part: str) -> FormFields:
        """Return the inputs of a form that is sent at once, and not kept."""
        proposed = f".{self.proposal.number}" if self.proposal else ""
        return FormFields(page.words, f"{self.plan.id}|{self.version}{proposed}|{part}")

    def open_typing(self, page: Page, form: str) -> FormTyping:
        """Open what is typed in one of the plan's forms."""
        return form_typing.open_typing(page, self.plan.id, self.plan.institution, form)


def open_newest(held: snapshot.Snapshot, key: str) -> OpenedPlan:
    """Open the newest version of a plan, or the amendment that is drafted of it."""
    newest = max(version.number for version in held.versions if version.plan.id == key)
    proposal = held.proposals.get(key)
    changed = proposal.change.changed if proposal else None
    return OpenedPlan(changed or editor_reads.read_plan_file(key, newest), newest, held, proposal)


def say_what_was_done(page: Page) -> None:
    """Say what was saved just before this page was shown."""
    key = saving.find_done(DONE)
    screen.draw(editor_sheet.draw_done(page.t(key), _turn()) if key else "")


def _turn() -> int:
    """Count up how many times something has been said in this session."""
    st.session_state[TURN] = st.session_state.get(TURN, 0) + 1
    return int(st.session_state[TURN])


def leave(said: str, **address: str | None) -> NoReturn:
    """Go to another address of the editor after a save, and say there what was saved."""
    saving.note_done(DONE, said)
    st.session_state[LED] = address
    st.rerun()


def follow_save() -> None:
    """Go to the address that a save led to, if one has just been made."""
    # Let go of last: setting an address may end the run for one that has been asked for meanwhile.
    if LED not in st.session_state:
        return
    address: dict[str, str | None] = st.session_state[LED]
    carried = ("lang", "as_of", "known_at", addresses.ROLE)
    kept = {name: value for name, value in st.query_params.items() if name in carried}
    st.query_params.from_dict({**kept, **{name: value for name, value in address.items() if value}})
    del st.session_state[LED]


def show_form(
    page: Page, name: str, submit: str, draw: Callable[[], Any], send: Callable[[Any], Sequence[Problem]]
) -> None:
    """Show a form: `draw` shows it and returns its content, `send` saves that and returns the problems."""
    above = st.container()
    with st.form(name, enter_to_submit=False, border=False):
        held = draw()
        sent = widgets.show_submit(page.t(submit), f"{name}|send", type="primary")
    if sent:
        show_refusal(page, send(held), above)


def show_kept_form(
    typing: FormTyping,
    submit: str,
    draw: Callable[[FormFields], Any],
    send: Callable[[Any], Sequence[Problem]],
) -> None:
    """Show a form whose inputs are kept as they are left: `draw` shows it, `send` saves what it shows in the plan."""
    page, above = typing.page, st.container()
    with st.container(key="kept"):
        held = draw(FormFields(page.words, typing.place, typing))
    lost = typing.save()
    form_typing.show_clashes(typing, above)
    show_refusal(page, typing.take_refused(), above, "editor.not_done")
    show_refusal(page, lost, above, "editor.not_kept")
    kept = form_typing.say_kept(typing)
    with st.container(horizontal=True):
        pressed = widgets.show_button(page.t(submit), f"{typing.place}|send", type="primary")
        if kept:
            st.button(page.t("editor.discard_typed"), on_click=typing.discard)
    # Below the button, which must not move under a press that ends what is typed.
    screen.draw(editor_sheet.draw_note(kept))
    if pressed:
        show_refusal(page, form_typing.find_unsettled(typing) or send(held), above)


def show_refusal(
    page: Page, found: Sequence[Problem], above: DeltaGenerator, said: str = "editor.refused"
) -> None:
    """Show every problem in words above the form, which keeps what was typed."""
    each = (
        problems.describe_problem(problem, page.words)
        for problem in draft.rewrite_problems(found, page.words)
    )
    lines = list(dict.fromkeys(each))
    if lines:
        with above.container():
            screen.draw(marks.draw_problems(page.words.n(said, len(lines)), lines, _turn()))


def save_and_leave(
    changed: Data, basis: Basis, said: str, typing: FormTyping | None = None, **address: str | None
) -> Sequence[Problem]:
    """Save a plan as the next after its `basis`, with what was `typing`, and go to an address.

    Return the problems that prevented it.
    """
    found = plan_saving.save_plan(changed, basis, (typing.plan, typing.form) if typing else None)
    if not found:
        leave(said, **address)
    return found


def show_copies(page: Page, at: OpenedPlan, *, may_draft: bool) -> None:
    """Show the buttons that draft next year's plan from this one, to whoever may, and download it as a file."""
    above = st.container()
    with st.container(horizontal=True):
        if may_draft:
            _copy(page, at, above)
        file = OfferedFile(
            Export.PLAN_FILE, at.plan.id, (at.owner.id,), f"{at.plan.id}.toml", "application/toml"
        )
        downloads.offer_file(page.t("editor.download"), file, lambda: plan_file.dump_plan(at.plan).encode())


def _copy(page: Page, at: OpenedPlan, above: DeltaGenerator) -> None:
    copy = next_year.draft_next_year(at.plan)
    stands = [v.plan for v in at.held.versions if v.plan.id == copy.id][-1:]
    if stands and stands[0].discarded:
        copy = copy.model_copy(update={"id": make_key(copy.id, {v.plan.id for v in at.held.versions})})
    if widgets.show_button(page.t("editor.copy", year=copy.year), f"copy|{at.plan.id}"):
        found = save_and_leave(plan_file.to_data(copy), NEW, "editor.copied", plan=copy.id)
        show_refusal(page, found, above, "editor.not_done")
