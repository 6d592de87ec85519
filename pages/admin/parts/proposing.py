"""What changes a signed plan: one party proposes it here, and the other agrees in its own sign-in."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import partial

import streamlit as st
from sqlalchemy.orm import Session

from db.plans.agreement import proposal_commands, signing_commands
from metrics.access import Action
from metrics.errors import Problem
from metrics.plan.drafting.proposals import Proposal, ProposalKind, ProposedChange
from metrics.plan.terms import Party
from metrics.plan.versions import SIGNING
from metrics.score.preview import preview_score
from pages.admin.parts import editor, editor_sheet, proposal_sheet, signing_panel
from pages.admin.parts.draft import Data
from pages.admin.parts.editor import OpenedPlan
from pages.ui import reader, saving, screen, widgets
from pages.ui.draw.writer import Writer
from pages.ui.page import Page
from words.signing import write_waiting


def show_offers(page: Page, at: OpenedPlan) -> None:
    """Show what may be proposed of the plan as it stands: an amendment, and to suspend, resume or reopen it."""
    if ended := at.held.ended.get(at.plan.id):
        who = reader.write_who(ended.person, signing_panel.find_owner(page, at), page.today, page.words)
        screen.draw(proposal_sheet.draw_ended(ended, who, page.words))
    screen.draw(proposal_sheet.draw_notes_against(at.plan, page.words))
    if at.plan.closed:
        _show_step(page, at, ProposalKind.REOPENING)
        return
    st.header(page.t("proposal.title_amendment"), anchor=False)
    screen.draw(editor_sheet.draw_editor_lead(page.t("proposal.note_amendment")))
    above = st.container()
    if not page.may(Action.DRAFT, signing_panel.find_owner(page, at)):
        screen.draw(editor_sheet.draw_note(page.t("proposal.drafted_by")))
    elif widgets.show_button(page.t("proposal.start"), f"amend|{at.plan.id}"):
        start = partial(proposal_commands.start_amendment, key=at.plan.id, number=at.version)
        editor.show_refusal(page, _do(at, start, "proposal.started"), above, "editor.not_done")
    _show_step(page, at, ProposalKind.RESUMPTION if at.plan.suspended else ProposalKind.SUSPENSION)


def show_standing(page: Page, at: OpenedPlan, proposal: Proposal) -> None:
    """Show what is proposed of a plan but an amendment, with what the other party agrees with."""
    st.header(page.t(f"proposal.title_{proposal.kind}"), anchor=False)
    screen.draw(proposal_sheet.draw_waiting(write_waiting(proposal, at.plan, page.words)))
    screen.draw(proposal_sheet.draw_notes_against(at.plan, page.words))
    _show_agreement(page, at, proposal)


def show_amendment(page: Page, at: OpenedPlan, proposal: Proposal, writer: Writer) -> None:
    """Show what an amendment changes, why, and what each party agrees with."""
    before = preview_score(at.agreed, at.held.observations, at.held.catalogue)
    screen.draw(proposal_sheet.draw_changes(before, at.previewed(), writer))
    screen.draw(proposal_sheet.draw_notes_against(at.agreed, page.words))
    _show_reason(page, at, proposal)
    _show_agreement(page, at, proposal)


def _show_reason(page: Page, at: OpenedPlan, proposal: Proposal) -> None:
    """Show why the plan is to be amended and from when; whoever may draft it says so here."""
    st.header(page.t("proposal.why"), anchor=False)
    if not page.may(Action.DRAFT, signing_panel.find_owner(page, at)):
        screen.draw(proposal_sheet.draw_waiting(write_waiting(proposal, at.plan, page.words)))
        return
    fields = at.fields(page, "why")
    stands: Data = {"reason": proposal.change.reason, "since": proposal.change.since}

    def draw() -> Data:
        said = dict(stands)
        left, right = st.columns([2, 5])
        with left:
            fields.day(said, "since", label=page.t("proposal.valid_from"))
        with right:
            fields.text(said, "reason", lines=2)
        return said

    def send(said: Data) -> Sequence[Problem]:
        explain = partial(
            proposal_commands.explain_amendment,
            key=at.plan.id,
            seen=proposal.number,
            reason=str(said.get("reason", "")),
            since=said.get("since"),
        )
        return _do(at, explain, "editor.saved", view="life")

    editor.show_form(page, f"{fields.place}|form", "editor.save", draw, send)


def _show_agreement(page: Page, at: OpenedPlan, proposal: Proposal) -> None:
    """Show who has agreed, what the others agree with, and the control that takes the proposal back."""
    st.header(page.t("proposal.agree_title"), anchor=False)
    screen.draw(editor_sheet.draw_editor_lead(page.t("proposal.agree_note")))
    above = st.container()

    def offer(party: Party) -> None:
        label = page.t(f"proposal.agree_for_{party}")
        if widgets.show_button(label, f"agree {party}", type="primary"):
            agree = partial(signing_commands.sign_proposal, key=at.plan.id, seen=proposal.number, party=party)
            editor.show_refusal(page, _give_word(at, party, agree), above, "editor.not_done")

    signing_panel.show_parties(page, at, proposal.signatures, offer)
    owner = signing_panel.find_owner(page, at)
    if not any(page.may(action, owner) for action in proposal_commands.ENDING):
        return
    with st.popover(page.t("proposal.withdraw")):
        screen.draw(editor_sheet.draw_note(page.t("proposal.withdraw_note")))
        why = st.text_area(page.t("proposal.withdraw_why"), key=f"withdraw-why|{at.plan.id}", height=80)
        if widgets.show_button(page.t("proposal.withdraw_sure"), f"withdraw|{at.plan.id}"):
            end = partial(
                proposal_commands.withdraw_proposal, key=at.plan.id, seen=proposal.number, reason=why
            )
            editor.show_refusal(page, _do(at, end, "proposal.withdrawn"), above, "editor.not_done")


def _show_step(page: Page, at: OpenedPlan, kind: ProposalKind) -> None:
    """Show the form that proposes a step, to those who sign for one of the plan's parties."""
    st.header(page.t(f"proposal.title_{kind}"), anchor=False)
    screen.draw(editor_sheet.draw_editor_lead(page.t(f"proposal.note_{kind}")))
    owner = signing_panel.find_owner(page, at)
    party = next((one for one in at.plan.parties if page.may(SIGNING[one], owner)), None)
    if party is None:
        screen.draw(editor_sheet.draw_note(page.t("proposal.proposed_by")))
        return
    fields = at.fields(page, kind)

    def draw() -> Data:
        said: Data = {}
        if kind is ProposalKind.REOPENING:
            fields.text(said, "reason", lines=2)
            return said
        left, right = st.columns([2, 5])
        with left:
            fields.day(said, "since", label=page.t(f"proposal.since_{kind}"))
        with right:
            fields.text(said, "reason", lines=2)
        return said

    def send(said: Data) -> Sequence[Problem]:
        change = ProposedChange(kind, str(said.get("reason", "")), said.get("since"))
        propose = partial(
            proposal_commands.propose_step, key=at.plan.id, number=at.version, change=change, party=party
        )
        return _give_word(at, party, propose)

    editor.show_form(page, f"{fields.place}|form", f"proposal.propose_for_{party}", draw, send)


def _give_word(at: OpenedPlan, party: Party, command: Callable[[Session], bool]) -> Sequence[Problem]:
    """Run a command by which a party gives its word, and show the plan; return the problems that prevented it.

    It is said whether the plan is changed now, or whose agreement it awaits.
    """
    agreed = False

    def change(db: Session) -> None:
        nonlocal agreed
        agreed = command(db)

    found = saving.write_change(change)
    if not found:
        said = "proposal.now_agreed" if agreed else f"proposal.now_{party}"
        editor.leave(said, plan=at.plan.id, view="life" if at.amends and not agreed else None)
    return found


def _do(
    at: OpenedPlan, command: Callable[[Session], object], said: str, view: str | None = None
) -> Sequence[Problem]:
    """Run a command on the plan and show it again; return the problems that prevented it."""
    found = saving.write_change(command)
    if not found:
        editor.leave(said, plan=at.plan.id, view=view)
    return found
