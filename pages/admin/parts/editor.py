"""The plan editor: what its pages show, and what happens when a form is sent."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from functools import partial
from typing import Any, NoReturn

import streamlit as st
from streamlit.delta_generator import DeltaGenerator

from db.audit.exports import Export
from db.plans import plan_file, toml_text
from metrics.errors import InvalidInput, Problem
from metrics.plan import next_year
from metrics.plan.model import Institution, PlanFile
from metrics.plan.terms import Stage, Weights
from metrics.score.preview import preview_score
from metrics.score.scoring import Score
from pages.admin.parts import draft, editor_forms, editor_reads, editor_sheet, plan_saving
from pages.admin.parts.criterion_forms import FormScope
from pages.admin.parts.draft import Data
from pages.admin.parts.fields import FormFields
from pages.ui import downloads, reader, screen, snapshot
from pages.ui.downloads import OfferedFile
from pages.ui.draw import marks
from pages.ui.page import Page
from words import problems

OPENED, SAID, TURN = "editor opened", "editor said", "editor turn"
PARTS = ("", "head", "preview", "life")


@dataclass(frozen=True, slots=True)
class OpenedPlan:
    """The version of a plan that the reader has open; `newest` is the plan's newest version now."""

    plan: PlanFile
    version: int
    newest: int
    held: snapshot.Snapshot

    @property
    def owner(self) -> Institution:
        """The institution whose plan it is."""
        return self.held.catalogue.find_owner(self.plan.plan)

    @property
    def scope(self) -> FormScope:
        """What the plan's forms choose from."""
        return FormScope(self.plan.year, self.plan.institution, self.held.catalogue)

    def previewed(self) -> Score:
        """Score the plan on the results of the year before."""
        return preview_score(self.plan.plan, self.held.observations, self.held.catalogue)

    def fields(self, page: Page, part: str) -> FormFields:
        """Return the inputs of one of the plan's forms, which live as long as this version is open."""
        return FormFields(page.words, f"{self.plan.id}|{self.version}|{part}")


def open_version(held: snapshot.Snapshot, key: str) -> OpenedPlan:
    """Return the version the reader opened at this address: the newest at that time, whatever has been saved since."""
    numbers = [version.number for version in held.versions if version.plan.id == key]
    address = (key, st.query_params.get("goal"), st.query_params.get("view"))
    before, version = st.session_state.get(OPENED, (None, 0))
    if before != address or version not in numbers:
        version = max(numbers)
        st.session_state[OPENED] = address, version
    return OpenedPlan(editor_reads.read_plan_file(key, version), version, max(numbers), held)


def say_what_was_done(page: Page) -> None:
    """Say what was saved just before this page was shown, once."""
    if key := st.session_state.pop(SAID, None):
        screen.draw(editor_sheet.draw_done(page.t(key), _turn()))


def say_if_changed(page: Page, at: OpenedPlan) -> None:
    """Tell a reader with an older version open that there is a newer one, and offer it."""
    if at.version < at.newest:
        screen.say(page.t("editor.newer", version=at.newest))
        if st.button(page.t("editor.fetch_newer")):
            st.session_state.pop(OPENED)
            st.rerun()


def _turn() -> int:
    """Count up how many times something has been said in this session."""
    st.session_state[TURN] = st.session_state.get(TURN, 0) + 1
    return int(st.session_state[TURN])


def leave(said: str, **address: str | None) -> NoReturn:
    """Go to another address of the editor after a save, and say there what was saved."""
    st.session_state.pop(OPENED, None)
    st.session_state[SAID] = said
    carried = ("lang", "as_of", "known_at", reader.ROLE)
    kept = {name: value for name, value in st.query_params.items() if name in carried}
    st.query_params.from_dict({**kept, **{name: value for name, value in address.items() if value}})
    st.rerun()


def show_form(
    page: Page, name: str, submit: str, draw: Callable[[], Any], send: Callable[[Any], Sequence[Problem]]
) -> None:
    """Show a form: `draw` shows it and returns its content, `send` saves that and returns the problems."""
    above = st.container()
    with st.form(name, enter_to_submit=False, border=False):
        held = draw()
        sent = st.form_submit_button(page.t(submit), type="primary")
    if sent:
        show_refusal(page, send(held), above)


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


def save_and_leave(changed: Data, version: int, said: str, **address: str | None) -> Sequence[Problem]:
    """Save a plan as the version after `version` and go to an address; return the problems that prevented it."""
    found = plan_saving.save_plan(changed, version)
    if not found:
        leave(said, **address)
    return found


def show_goal(page: Page, at: OpenedPlan, number: str | None, add: str | None) -> None:
    """Show the form of a goal, or of a new one; `add` is the kind of test of a criterion to append."""
    plan = plan_file.to_data(at.plan)
    goal = draft.copy_goal(plan, number) if number else None
    if goal is None:
        goal = draft.make_goal(plan, add or editor_sheet.ADDED[0])
    elif add:
        last = draft.find_next_number([criterion["number"] for criterion in goal["criteria"]])
        goal["criteria"].append(draft.make_criterion(add, last, at.plan.start, at.plan.end))
    st.header(page.t("editor.goal", number=number) if number else page.t("editor.new_goal"), anchor=False)
    fits = draft.fits_forms(goal, at.plan.year)
    if number and ("text" in st.query_params or not fits):
        screen.say(page.t("editor.as_text_asked" if fits else "editor.as_text"))
        _goal_as_text(page, at, plan, number, goal)
    else:
        _goal_in_fields(page, at, plan, number, goal)


def _goal_as_text(page: Page, at: OpenedPlan, plan: Data, number: str, goal: Data) -> None:
    fields = at.fields(page, f"goal {number}|text")

    def send(text: str) -> Sequence[Problem]:
        try:
            written = toml_text.parse_toml(text)
        except InvalidInput as wrong:
            return wrong.problems
        only = draft.find_only_goal(written)
        if only is None:
            return [Problem("one_goal_needed")]
        changed = at.scope.with_definitions(draft.replace_goal(plan, number, only))
        return save_and_leave(changed, at.version, "editor.saved", plan=at.plan.id, goal=only.get("number"))

    draw = partial(editor_forms.draw_as_text, fields, toml_text.dump_toml({"goals": [goal]}), page.words)
    show_form(page, fields.place, "editor.save", draw, send)


def _goal_in_fields(page: Page, at: OpenedPlan, plan: Data, number: str | None, goal: Data) -> None:
    fields = at.fields(page, f"goal {number or ''}")

    def draw() -> tuple[Data, bool]:
        milestones = [leaf.number for g in at.plan.goals for leaf in g.leaves() if leaf.milestone]
        new = editor_forms.draw_goal(fields, goal, at.scope, milestones)
        changed = draft.replace_goal(plan, number, goal)
        if at.plan.scoring.weights is Weights.GIVEN:
            st.header(page.t("editor.weights_title"), anchor=False)
            editor_forms.draw_weights(fields.below("weights"), changed["goals"], used=True)
        removed = bool(number) and fields.ticked("remove", page.t("editor.remove_goal", number=number))
        kept = draft.replace_goal(plan, number, None) if removed else changed
        return {**kept, "indicators": [*kept.get("indicators", []), *new]}, removed

    def send(held: tuple[Data, bool]) -> Sequence[Problem]:
        changed, removed = held
        shown = None if removed else goal.get("number")
        changed = at.scope.with_definitions(changed)
        return save_and_leave(changed, at.version, "editor.saved", plan=at.plan.id, goal=shown)

    show_form(page, f"{fields.place}|form", "editor.save", draw, send)


def show_head(page: Page, at: OpenedPlan) -> None:
    """Show the form of the plan's head."""
    fields = at.fields(page, "head")

    def send(changed: Data) -> Sequence[Problem]:
        return save_and_leave(changed, at.version, "editor.saved", plan=at.plan.id, view="head")

    draw = partial(editor_forms.draw_head, fields, plan_file.to_data(at.plan))
    show_form(page, f"{fields.place}|form", "editor.save", draw, send)


def show_new(page: Page, held: snapshot.Snapshot) -> None:
    """Show the form of a new plan."""
    fields = FormFields(page.words, "new plan")

    def send(held: tuple[Data, Data, str]) -> Sequence[Problem]:
        head, owner, first = held
        made = draft.make_plan(head, owner, first, page.today)
        found = plan_saving.save_plan(made, 0)
        if not found:
            fields.forget()
            leave("editor.made", plan=made.get("id"))
        return found

    draw = partial(editor_forms.draw_new_plan, fields, held.catalogue.institutions)
    show_form(page, "new plan", "editor.make", draw, send)


def show_copies(page: Page, at: OpenedPlan) -> None:
    """Show the buttons that draft next year's plan from this one and download it as a file."""
    above = st.container()
    with st.container(horizontal=True):
        _copy(page, at, above)
        file = OfferedFile(
            Export.PLAN_FILE, at.plan.id, (at.owner.id,), f"{at.plan.id}.toml", "application/toml"
        )
        downloads.offer_file(page.t("editor.download"), file, lambda: plan_file.dump_plan(at.plan).encode())


def _copy(page: Page, at: OpenedPlan, above: DeltaGenerator) -> None:
    copy = next_year.draft_next_year(at.plan)
    if st.button(page.t("editor.copy", year=copy.year)):
        found = save_and_leave(plan_file.to_data(copy), 0, "editor.copied", plan=copy.id)
        show_refusal(page, found, above, "editor.not_done")


def show_life(page: Page, at: OpenedPlan) -> None:
    """Show the controls that send the draft for signature, take it back, and sign it."""
    proposed = at.plan.stage is Stage.PROPOSED
    above = st.container()
    after = Stage.DRAFT if proposed else Stage.PROPOSED
    screen.draw(
        editor_sheet.draw_editor_lead(page.t("editor.is_proposed" if proposed else "editor.is_draft"))
    )
    if st.button(page.t("editor.take_back" if proposed else "editor.send")):
        changed = {**plan_file.to_data(at.plan), "stage": after}
        found = save_and_leave(changed, at.version, f"editor.now_{after}", plan=at.plan.id, view="life")
        show_refusal(page, found, above, "editor.not_done")
    st.header(page.t("editor.sign_title"), anchor=False)
    screen.say(page.t("editor.sign_note"))
    fields = at.fields(page, "sign")

    draw = partial(editor_forms.draw_signatures, fields, at.plan.department or "", at.owner.name)
    show_form(page, f"{fields.place}|form", "editor.sign", draw, partial(_sign, page, at))


def _sign(page: Page, at: OpenedPlan, signed: list[Data]) -> Sequence[Problem]:
    """Sign the plan; return the problems that prevented it."""
    day = signed[0].get("on")
    if day and day > page.today:
        return [Problem("day_to_come", "on", {"day": day})]
    changed = {**plan_file.to_data(at.plan), "stage": Stage.SIGNED, "signatures": signed}
    changed |= {"document_date": day} if day else {}
    found = save_and_leave(changed, at.version, "editor.signed", plan=at.plan.id)
    return [replace(problem, place=_signer(problem.place, signed, page)) for problem in found]


def _signer(place: str, signed: list[Data], page: Page) -> str:
    """Return the place of a problem with a signature: the shared day, or the party that signs."""
    for number, row in enumerate(signed, 1):
        named = page.t(f"editor.party.{row['party']}")
        place = place.replace(f"signatures[#{number}]", f"signatures[{named}]")
    return "on" if place.endswith("].on") else place
