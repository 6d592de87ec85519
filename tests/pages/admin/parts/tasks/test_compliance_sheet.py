"""The measures of security as tables, for administrators alone."""

from __future__ import annotations

from metrics.access import ALLOWED, Action, Role
from metrics.duties.duty_plan import RecurringDuty
from metrics.duties.measures import Measure
from pages.admin.parts.tasks import compliance_sheet, sections
from pages.admin.parts.tasks.sections import AdminSection
from tests.pages.admin.parts.test_signing_sheet import plain
from words.language import Words

DUTY = RecurringDuty(number="A.1", title="Adgang", section="2 (1)", text="Roller")


def test_a_measure_stands_with_its_section_what_answers_it_and_the_tests_that_show_it() -> None:
    measures = [Measure(DUTY, ("test_a", "test_b")), Measure(DUTY, ())]
    said = plain(compliance_sheet.draw_measures(measures, Words("da"), "compliance.system"))
    assert said.count("§ 2 (1)") == 2
    assert "A.1 Adgang" in said
    assert "2 prøver test_a test_b" in said
    assert "Ingen prøve" in said


def test_it_is_for_administrators_over_all_and_nobody_else() -> None:
    needed = sections.NEEDED[AdminSection.COMPLIANCE]
    assert needed is Action.GRANT
    assert needed in sections.OVER_ALL
    assert [role for role, allowed in ALLOWED.items() if needed in allowed] == [Role.ADMINISTRATOR]
