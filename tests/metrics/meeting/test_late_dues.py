"""What is late of duties and initiatives at a meeting: the times of one duty together, and nothing of others."""

from __future__ import annotations

from datetime import date

from metrics.access import Role
from metrics.followup.commitments import Commitment, CommitmentKind
from metrics.meeting.late_dues import freeze_late_dues
from metrics.plan.terms import Party

DAY = date(2026, 11, 20)
NAMES = {"own": "Nævnet"}
SIDES = frozenset({Party.INSTITUTION})


def duty(due: date, text: str = "Beredskabsplan", institution: str = "own") -> Commitment:
    return Commitment(
        CommitmentKind.DUTY, 0, due, text, "", (institution,), SIDES, plan="duties", role=Role.CHIEF
    )


def test_the_times_of_a_duty_that_are_late_are_told_together_with_the_first() -> None:
    dues = [duty(date(2026, 9, 30)), duty(date(2026, 10, 30)), duty(date(2026, 12, 31))]
    assert freeze_late_dues(dues, NAMES, DAY) == [
        {
            "kind": "duty",
            "text": "Beredskabsplan",
            "owner": "",
            "role": "chief",
            "plan": "duties",
            "name": "Nævnet",
            "due": "2026-09-30",
            "planned": None,
            "late": 51,
            "times": 2,
        }
    ]


def test_what_is_due_on_the_day_or_is_another_s_is_not_told() -> None:
    dues = [duty(DAY), duty(date(2026, 9, 30), institution="other")]
    assert freeze_late_dues(dues, NAMES, DAY) == []


def test_an_initiative_whose_time_is_no_day_keeps_it_as_it_was_said() -> None:
    spring = ("forår 2026", date(2026, 3, 1), date(2026, 5, 31))
    one = Commitment(
        CommitmentKind.INITIATIVE, 0, spring[2], "Ny portal", "Kontoret", ("own",), SIDES, planned=spring
    )
    (kept,) = freeze_late_dues([one], NAMES, DAY)
    assert kept["planned"] == ["forår 2026", "2026-03-01", "2026-05-31"]
    assert (kept["kind"], kept["owner"], kept["role"]) == ("initiative", "Kontoret", None)
