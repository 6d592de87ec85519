"""Signing on the page: each party with its own sign-in, whoever may; others read who may."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import partial

import streamlit as st
from sqlalchemy.orm import Session

from db.plans import plan_file
from db.plans.agreement import signing_commands
from metrics.access import Action, Refusal, Resource, may
from metrics.errors import Problem
from metrics.plan import versions
from metrics.plan.institution_history import find_resource
from metrics.plan.model import Signature
from metrics.plan.terms import Party, Stage
from pages.admin.parts import editor, editor_sheet, signing_sheet
from pages.admin.parts.check import check_view
from pages.admin.parts.draft import Data
from pages.admin.parts.editor import OpenedPlan
from pages.ui import saving, screen, widgets
from pages.ui.page import Page


def show_life(page: Page, at: OpenedPlan) -> None:
    """Show the controls that send the draft for signature or take it back, and what each party signs with."""
    proposed = at.plan.stage is Stage.PROPOSED
    above = st.container()
    after = Stage.DRAFT if proposed else Stage.PROPOSED
    screen.draw(
        editor_sheet.draw_editor_lead(page.t("editor.is_proposed" if proposed else "editor.is_draft"))
    )
    if not page.may(Action.DRAFT, find_owner(page, at)):
        screen.draw(editor_sheet.draw_note(page.t("editor.drafted_by")))
    elif widgets.show_button(
        page.t("editor.take_back" if proposed else "editor.send"), f"{after}|{at.plan.id}"
    ):
        changed = {**plan_file.to_data(at.plan), "stage": after}
        found = editor.save_and_leave(changed, at.basis, f"editor.now_{after}", plan=at.plan.id, view="life")
        editor.show_refusal(page, found, above, "editor.not_done")
    _show_signing(page, at)


def find_owner(page: Page, at: OpenedPlan) -> Resource:
    """Find whose plan it is, as permissions to it are asked for."""
    return find_resource(at.held.catalogue.histories, at.plan.institution, page.today)


def _show_signing(page: Page, at: OpenedPlan) -> None:
    signatures = at.versions[-1].signatures
    st.header(page.t("editor.sign_title"), anchor=False)
    screen.draw(editor_sheet.draw_editor_lead(page.t("editor.sign_note")))
    if page.reader.acts_for_both:
        screen.say(page.t("editor.sign_trial"))
    check_view.show_before_signing(page, at)
    show_parties(page, at, signatures, partial(_offer_signing, page, at))


def show_parties(
    page: Page, at: OpenedPlan, signatures: Sequence[Signature], offer: Callable[[Party], None]
) -> None:
    """Show each party with its signature; where it is missing, what it signs with to whoever may sign for it."""
    names, of_proposal = signing_sheet.name_parties(at.plan, at.owner.name), at.proposal is not None
    signed = {one.party for one in signatures}
    for party, column in zip(at.plan.parties, st.columns(len(at.plan.parties)), strict=True):
        with column:
            screen.draw(
                signing_sheet.draw_parties([party], names, signatures, page.words, of_proposal=of_proposal)
            )
            if party not in signed and _may_sign(page, at, party):
                offer(party)


def _may_sign(page: Page, at: OpenedPlan, party: Party) -> bool:
    """Tell whether the reader may sign for a party, and say who may where they may not."""
    verdict = may(page.reader, versions.SIGNING[party], find_owner(page, at), page.today)
    if not verdict.allowed:
        screen.draw(editor_sheet.draw_note(page.t(f"editor.signs_for_{party}")))
        if verdict.reason is Refusal.OTHER_PARTY:
            screen.draw(editor_sheet.draw_note(page.t("error.not_permitted_other_party")))
    return verdict.allowed


def _offer_signing(page: Page, at: OpenedPlan, party: Party) -> None:
    """Show the form with which a party signs a draft."""
    fields = at.fields(page, f"sign {party}")

    def draw() -> str:
        said: Data = {}
        if goals := versions.find_provisional_goals(at.plan):
            label = page.t("editor.signing_reason", goals=page.words.list(goals))
            fields.text(said, "reason", lines=2, label=label)
        return str(said.get("reason", ""))

    editor.show_form(
        page, f"{fields.place}|form", f"editor.sign_for_{party}", draw, partial(_sign, at, party)
    )


def _sign(at: OpenedPlan, party: Party, reason: str) -> Sequence[Problem]:
    """Sign the version that is open for a party; return the problems that prevented it."""
    signed_by_all = False

    def change(db: Session) -> None:
        nonlocal signed_by_all
        signed_by_all = signing_commands.sign_plan(db, at.plan.id, at.version, party, reason)

    found = saving.write_change(change)
    if not found:
        said = "editor.signed" if signed_by_all else f"editor.signed_for_{party}"
        editor.leave(said, plan=at.plan.id, view=None if signed_by_all else "life")
    return found
