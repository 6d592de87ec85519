"""What was agreed with a day, in words."""

from __future__ import annotations

from dataclasses import replace

from metrics.followup.commitments import CommitmentKind
from metrics.plan.terms import Party
from tests.factories import catalogue
from tests.metrics.followup.test_reminders_agreed import ACTION
from words.language import Words
from words.meetings.commitment_line import link_to_commitment, name_commitment, name_party, write_owner

DA, EN = Words("da"), Words("en")
ENDS = replace(ACTION, kind=CommitmentKind.DEVIATION, plan="plan-2026", goal="2.1", quarter="")


def test_an_action_and_an_end_are_named_with_whose_they_are_and_where_they_are_followed_up() -> None:
    assert name_commitment(ACTION, DA) == "Opgave fra kvartalsmødet: Send en plan"
    assert name_commitment(replace(ACTION, goal="2.1"), EN) == (
        "Action from the quarterly meeting on goal 2.1: Send en plan"
    )
    assert name_commitment(ENDS, DA) == "Accepteret afvigelse for mål 2.1 udløber"
    assert (write_owner(ACTION, DA), write_owner(ENDS, DA)) == (
        "Ansvarlig: Kontorchef",
        "Accepteret af: Kontorchef",
    )
    assert link_to_commitment(ACTION, DA) == "/kvartalsmoede?institution=inst&quarter=2026Q3"
    assert link_to_commitment(ENDS, EN) == "/maal?plan=plan-2026&goal=2.1&lang=en"


def test_a_meeting_about_an_area_is_named_by_it() -> None:
    area = replace(ACTION, area="Ministeriet", institutions=("a", "b"), sides=frozenset({Party.DEPARTMENT}))
    assert name_party(area, catalogue(), DA) == "Ministeriet"
    assert link_to_commitment(area, DA) == "/kvartalsmoede?area=Ministeriet&quarter=2026Q3"
