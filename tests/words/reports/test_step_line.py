"""The steps of a report in words."""

from __future__ import annotations

from datetime import UTC, date, datetime

from metrics.access import Role
from metrics.report.course import ReportStep, StepKind
from words.language import Words
from words.reports.step_line import write_step, write_taker

DA = Words("da")
AT = datetime(2017, 7, 10, 9, tzinfo=UTC)


def test_a_step_says_what_when_and_who_in_which_role() -> None:
    step = ReportStep(StepKind.APPROVED, "p@example.dk", Role.DEPUTY, AT)
    assert write_taker(step, DA) == "p@example.dk (Stedfortræder for chefen (p.v.))"
    assert write_step(step, DA).startswith("Godkendt og afleveret 10.07.2017, p@example.dk")
    put_off = ReportStep(StepKind.EXCEPTED, "p@example.dk", Role.CONTROLLER, AT, until=date(2017, 7, 28))
    assert "til 28. juli 2017" in write_step(put_off, DA).replace("\u00a0", " ")


def test_a_role_that_is_tried_has_no_name() -> None:
    assert write_taker(ReportStep(StepKind.SENT, "trial-chief", Role.CHIEF, AT), DA) == "Institutionschef"
