"""The signing of a plan as HTML."""

from __future__ import annotations

import re
from datetime import UTC, date, datetime

from metrics.access import Role
from metrics.plan.model import Signature
from metrics.plan.terms import Party, Stage
from metrics.plan.versions import PlanVersion
from pages.admin.parts import signing_sheet
from pages.ui.draw.writer import Writer
from tests.factories import catalogue, compared, goal, plan
from words.addresses import make_path
from words.language import Words

DA = Words("da")
DRAFT = plan(goal("1", compared("1.1")), goal("2"), stage=Stage.DRAFT)
OWN = Signature(party=Party.INSTITUTION, organisation="Nævnet", signed_as=Role.CHIEF, on=date(2016, 12, 1))
NAMES = {Party.DEPARTMENT: "Departementet", Party.INSTITUTION: "Nævnet"}


def version(number: int, *signatures: Signature) -> PlanVersion:
    return PlanVersion(number, DRAFT, datetime(2016, 12, 1, tzinfo=UTC), signatures)


def plain(html: str) -> str:
    return re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", html)).strip()


def writer() -> Writer:
    return Writer(catalogue(), DA, lambda key, **query: make_path(key, query, "da"))


def test_a_draft_that_is_signed_warns_that_a_change_makes_the_signature_lapse() -> None:
    said = plain(signing_sheet.draw_signed_so_far([version(1), version(2, OWN)], DA))
    assert said == (
        "Underskrevet 1. december 2016 af institutionschef, Nævnet. Rettes planen nu, bortfalder underskriften."
    )


def test_a_signature_that_has_lapsed_is_told_and_without_any_there_is_nothing() -> None:
    said = plain(signing_sheet.draw_signed_so_far([version(1, OWN), version(2)], DA))
    assert said.startswith("Planen er ændret, efter at institutionen underskrev.")
    assert signing_sheet.draw_signed_so_far([version(1)], DA) == ""


def test_each_party_has_its_signature_or_is_missing() -> None:
    said = plain(signing_sheet.draw_parties(DRAFT.parties, NAMES, [OWN], DA))
    assert said == (
        "Departement: Departementet Har ikke underskrevet "
        "Institution: Nævnet Underskrevet 1. december 2016 af institutionschef, Nævnet"
    )
    assert signing_sheet.name_parties(DRAFT, "Nævnet") == {**NAMES, Party.DEPARTMENT: "Department"}
