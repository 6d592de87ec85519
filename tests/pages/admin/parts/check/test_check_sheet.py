"""The findings of the plan check as a table."""

from __future__ import annotations

from datetime import UTC, datetime

from metrics.score.plan_check.answers import AnsweredFinding, AnswerKind, FindingAnswer
from metrics.score.plan_check.finding import Finding
from pages.admin.parts.check import check_sheet
from tests.factories import compared, goal, plan
from tests.pages.admin.parts.test_signing_sheet import plain, writer
from words.language import Words

PLAN = plan(goal("1", compared("1.1")))
RARE = Finding("rare_follow_up")
ANSWER = FindingAnswer(
    "rare_follow_up",
    "",
    RARE.digest,
    AnswerKind.KEPT,
    "Aftalt",
    "a@b.dk",
    datetime(2017, 3, 1, 12, tzinfo=UTC),
)
FOUND = [
    AnsweredFinding(RARE, ANSWER),
    AnsweredFinding(Finding("no_baseline", "1.1", {"indicator": "x", "years": 3})),
    AnsweredFinding(Finding("provisional_target", "1.1", {"year": 2017}), outdated=True),
]


def test_a_finding_stands_with_its_weight_its_place_in_the_guide_and_its_answer() -> None:
    html = check_sheet.draw_findings(FOUND, PLAN, writer(), "Læs.")
    assert html.count("<tr ") == 4
    assert 'href="/maal?plan=plan-2017&amp;goal=1"' in html
    said = plain(html)
    assert said.count("Hele planen") == 1
    assert "Væsentlig · 3. Opfølgning, s. 10" in said.replace("Væsentlig  ·", "Væsentlig ·")
    assert "Overvej · 2. Mål, s. 8–9" in said
    assert "Planen fastholdes: Aftalt (a@b.dk" in said
    assert "Ikke besvaret" in said
    assert "Svar igen." in said


def test_what_is_answered_is_counted_and_a_plan_without_findings_says_so() -> None:
    assert (
        check_sheet.write_count(FOUND, Words("da"))
        == "I alt: 2 væsentlige og 1 at overveje. Besvaret: 1 af 3."
    )
    assert "Ingen bemærkninger." in check_sheet.draw_findings([], PLAN, writer(), "")
