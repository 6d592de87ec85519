"""Who did something with a settlement, in words."""

from __future__ import annotations

from dataclasses import replace

from metrics.annual.annual_course import AnnualAct
from tests.settled_years import done
from words.annual.act_line import write_actor
from words.language import Words


def test_a_person_is_named_with_the_role_and_a_trial_by_the_role_alone() -> None:
    act = done(AnnualAct.APPROVED)
    assert write_actor(act, Words("da")) == "chief@example.dk (Institutionschef)"
    assert write_actor(replace(act, person="trial-chief"), Words("en")) == Words("en").t("role.chief")
