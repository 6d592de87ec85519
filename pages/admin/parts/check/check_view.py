"""The plan check on the page: its findings, and the form that answers one, for those who draft or sign the plan."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import partial
from typing import Any

import streamlit as st
from sqlalchemy.orm import Session

from db import session
from db.location import find_database_url
from db.plans.agreement import answer_commands, finding_queries
from db.plans.agreement.answer_commands import ANSWERING, AnswerRequest
from metrics.access import Action
from metrics.errors import Problem
from metrics.periods import find_day_end
from metrics.plan.institution_history import find_resource
from metrics.score.plan_check import advice
from metrics.score.plan_check.answers import (
    AnsweredFinding,
    AnswerKind,
    FindingAnswer,
    match_answers,
    select_lost_answers,
)
from pages.admin.parts import editor, editor_sheet
from pages.admin.parts.check import check_sheet
from pages.admin.parts.editor import OpenedPlan
from pages.admin.parts.forms.fields import FormFields
from pages.ui import people, saving, screen
from pages.ui.draw import marks
from pages.ui.draw.html import fill
from pages.ui.page import Page
from words.goals.finding_line import write_finding

LONGEST_OPTION = 110  # signs of a finding in the choice among them; the table above has it whole


@dataclass(frozen=True, slots=True)
class TypedAnswer:
    """What was filled in: the digest of the finding that is answered, the answer and its reason."""

    digest: str
    kind: str
    reason: str


def show_check(page: Page, at: OpenedPlan) -> None:
    """Show every finding about the plan that is open, and the form that answers one to whoever may."""
    found = find_findings(page, at)
    lead = page.t("editor.check_note")
    screen.draw(check_sheet.draw_findings(found, at.plan, page.writer(at.held.catalogue), lead))
    if not found or at.amends:
        return
    if not may_answer(page, at):
        screen.draw(editor_sheet.draw_note(page.t("advice.who")))
        return
    st.header(page.t("advice.give"), anchor=False)
    # The form is another once something is answered, so that nothing typed is left over.
    fields = at.fields(page, f"answer {[one.answer and one.answer.recorded_at for one in found]}")
    editor.show_form(
        page,
        f"{fields.place}|form",
        "advice.send",
        lambda: _ask_answer(fields, found),
        partial(_answer, at, found),
    )


def show_before_signing(page: Page, at: OpenedPlan) -> None:
    """Show what those who sign the plan read first, with the link to where it is answered."""
    found = find_findings(page, at)
    writer = page.writer(at.held.catalogue)
    screen.draw(check_sheet.draw_findings(found, at.plan, writer, page.t("editor.remarks_note")))
    if any(one.answer is None for one in found) and may_answer(page, at):
        link = marks.draw_link(page.link("plans", plan=at.plan.id, view="check"), page.t("advice.to_check"))
        screen.draw(fill("<p>{}</p>", link))


def show_answers(page: Page, at: OpenedPlan) -> None:
    """Show what was answered before a plan was signed; nothing where nothing was."""
    answers = _read_answers(page, at)
    if not answers:
        return
    plan = at.plan.plan
    day = max((one.on for one in plan.signatures if one.on), default=at.plan.counts_from)
    # On what was known when it was signed, so that a finding reads as it did when it was answered.
    facts = at.held.recorded.known(day, find_day_end(day))
    found = match_answers(advice.find_advice(plan, facts, at.held.catalogue), answers)
    answered, lost = [one for one in found if one.answer], select_lost_answers(found, answers)
    screen.draw(check_sheet.draw_answers(answered, lost, at.plan, page.writer(at.held.catalogue)))


def _read_answers(page: Page, at: OpenedPlan) -> list[FindingAnswer]:
    seen = people.find_permitted(at.held.catalogue, page.reader, Action.SEE, page.today)
    with session.open_reading(find_database_url(), sees=seen) as db:
        return finding_queries.read_answers(db, at.plan.id)


def find_findings(page: Page, at: OpenedPlan) -> list[AnsweredFinding]:
    """Find what is to be read before the plan is signed, on all that is known now, each finding with its answer."""
    day = max(page.today, at.plan.counts_from)
    facts = at.held.recorded.known(day, find_day_end(day))
    found = advice.find_advice(at.plan.plan, facts, at.held.catalogue)
    return advice.select_before_signing(match_answers(found, _read_answers(page, at)))


def may_answer(page: Page, at: OpenedPlan) -> bool:
    """Tell whether the reader may answer findings about the plan."""
    whose = find_resource(at.held.catalogue.histories, at.plan.institution, page.today)
    return any(page.may(action, whose) for action in ANSWERING)


def _ask_answer(fields: FormFields, found: Sequence[AnsweredFinding]) -> TypedAnswer:
    """Show the inputs of an answer; the findings without one come first."""
    said, words = dict[str, Any](), fields.words
    ordered = sorted(found, key=lambda one: one.answer is not None)
    names = {one.finding.digest: _shorten(write_finding(one.finding, words)) for one in ordered}
    digest = fields.pick("finding", next(iter(names)), list(names), names.__getitem__)
    kinds = [kind.value for kind in AnswerKind]
    kind = fields.pick("answer", kinds[0], kinds, lambda code: words.t(f"advice.answer_{code}"))
    fields.text(said, "reason", lines=2, label=words.t("advice.reason"))
    return TypedAnswer(digest, kind, str(said.get("reason", "")))


def _shorten(text: str) -> str:
    return text if len(text) <= LONGEST_OPTION else f"{text[:LONGEST_OPTION].rstrip()}…"


def _answer(at: OpenedPlan, found: Sequence[AnsweredFinding], typed: TypedAnswer) -> Sequence[Problem]:
    """Keep an answer; return the problems that prevented it."""
    shown = next((one.finding for one in found if one.finding.digest == typed.digest), None)
    if shown is None:
        return [Problem("finding_changed_since")]
    asked = AnswerRequest(
        at.plan.id, shown.rule, shown.place, AnswerKind(typed.kind), typed.reason, shown.digest
    )

    def change(db: Session) -> None:
        answer_commands.answer_finding(db, asked)

    problems = saving.write_change(change)
    if not problems:
        editor.leave("advice.saved", plan=at.plan.id, view="check")
    return problems
