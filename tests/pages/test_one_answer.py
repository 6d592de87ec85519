"""Every page, the spreadsheet and the terminal give one answer: the same points, expected total and likelihoods."""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping
from datetime import date, datetime
from fractions import Fraction

import pytest

from db import queries
from db.location import URL_VARIABLE
from db.reports import receipts, report_reading
from db.scope import EVERYTHING
from db.session import open_reading
from export.outlook_document import build_outlook_document
from export.score_document import build_score_document
from export.workbook import write_workbook
from metrics.followup.current import is_running
from metrics.followup.outlook import find_outlook
from metrics.followup.risk import find_chance
from metrics.followup.thresholds import USUAL
from metrics.periods import find_day_end
from metrics.plan.model import Plan
from metrics.score.scoring import GoalScore
from metrics.whatif.prospects import find_prospects
from metrics.whatif.whatif import Suppositions
from pages.outlook.parts.whatif import whatif_goal_sheet, whatif_reads, whatif_sheet
from pages.outlook.parts.whatif.whatif_goal import SupposedMode
from pages.status.parts import foresight_sheet, goal_sheet, status_reads
from pages.status.parts.institution import institution_reads
from pages.ui import moments
from pages.ui.draw.writer import Writer
from pages.ui.kept import keep
from pages.ui.moments import Before, JudgedMoment
from terminal.common import find_operator, find_today
from tests.fixtures.terminal import Run
from tests.later_facts import DAYS
from tests.pages import written
from tests.pages.conftest import Open, text
from tests.pages.drawing import DA, writer
from tests.pages.written import Answer, WrittenTotal

ASKED_OF_ALL = ("2018-02-01", "2024-03-31", "2026-11-20")
"""Days on which the terminal is asked about every plan; on the others only about those that are running."""
THROUGH_THE_APP = {
    "2017-10-15": "cpr-2017",
    "2024-03-31": "eksempel-register-2024",
    "2026-09-30": "eksempel-tilsyn-2026",
}

PAGES = ("overview", "institution", "plan", "whatif")

Answers = Mapping[str, tuple[Answer, written.Document]]
Documents = tuple[written.Document, written.Document]
Ask = Callable[[str, str], Documents]


@pytest.fixture
def ask(run: Run, read_only: None, sqlite_filled: object, monkeypatch: pytest.MonkeyPatch) -> Ask:
    """Ask the terminal for the score and the outlook of a plan on a day, on the filled database."""
    monkeypatch.setenv(URL_VARIABLE, f"sqlite:///{sqlite_filled}")

    def call(plan: str, day: str) -> Documents:
        score, outlook = (run(what, plan, "--as-of", day, "--json") for what in ("score", "outlook"))
        return json.loads(score.stdout), json.loads(outlook.stdout)

    return call


@pytest.mark.parametrize("day", DAYS)
def test_all_that_is_written_of_a_plan_on_a_day_agrees(ask: Ask, day: str) -> None:
    found = moments.read_moment(date.fromisoformat(day), _end(day), find_operator(), find_today())
    # Other tests draw the same moments beside other earlier ones.
    keep.forget_all()
    before = moments.make_before(_end(day), find_operator(), find_today())
    words = writer(found.catalogue)
    answers = {plan.id: _find_answer(found, plan, day, ask) for plan in found.plans}
    _compare_overview(
        status_reads.read_overview(found, before, words, decides=words.catalogue.institutions), found, answers
    )
    for institution in {plan.institution for plan in found.agreed}:
        _compare_institution(found, institution, answers, before, words)
    for plan, (answer, score) in answers.items():
        sheet = status_reads.read_plan_sheet(found, plan, before, words)
        assert written.read_headline(sheet, DA) == answer.headline, plan
        assert written.read_goal_rows(sheet, DA) == answer.likelihoods, plan
        _compare_goals(found, plan, answer, score, words)
        _compare_what_if(found, plan, answer, words)
        _compare_spreadsheet(found, plan, answer, score)


@pytest.mark.parametrize(("day", "plan"), THROUGH_THE_APP.items())
def test_the_pages_themselves_say_so(ask: Ask, open_page: Open, day: str, plan: str) -> None:
    score, outlook = ask(plan, day)
    answer = written.write_answer(score, outlook, DA, over=day > f"{plan[-4:]}-12-31")
    institution = plan.rpartition("-")[0]
    opened = {key: text(open_page(key, as_of=day, plan=plan, institution=institution)) for key in PAGES}
    assert dict(written.read_standing(opened["overview"], DA))[plan] == answer.total
    assert written.read_headline(opened["institution"], DA) == answer.headline
    assert written.read_headline(opened["plan"], DA) == answer.headline
    for key in ("plan", "whatif"):
        assert written.read_goal_rows(opened[key], DA) == answer.likelihoods, key
    for number, likely in answer.likelihoods.items():
        page = text(open_page("goal", as_of=day, plan=plan, goal=number))
        assert written.read_foreseen(page, DA) == likely, number


def test_a_receipt_freezes_the_chances_that_every_page_shows(read_only: None, sqlite_filled: object) -> None:
    day, plan, url = date(2026, 6, 30), "eksempel-tilsyn-2026", f"sqlite:///{sqlite_filled}"
    found = moments.read_moment(day, find_day_end(day), find_operator(), find_today())
    with open_reading(url, sees=EVERYTHING) as db:
        report = report_reading.read_report(db, plan, "2026Q2", find_operator(), find_day_end(day))
        frozen = receipts.describe_report(db, report, queries.read_facts(db, day, report.now))
    shown = [_tell(goal) for goal in found.scores[plan].goals]
    assert [(goal["number"], goal["status"], goal["p_met"]) for goal in frozen["goals"]] == shown
    of = found.outlooks.plans[plan]
    own = [one for one in found.plans if one.institution == of.institution]
    alone = find_outlook(of, found.facts, found.catalogue, USUAL, own)
    assert shown != [_tell(goal) for goal in alone.score.goals]  # the area's earlier years tell on it


def _tell(goal: GoalScore) -> tuple[str, str, float | None]:
    chance = find_chance(goal)
    return goal.goal.number, goal.status.value, None if chance is None else round(chance, 6)


def _end(day: str) -> datetime:
    return find_day_end(date.fromisoformat(day))


def _find_answer(found: JudgedMoment, plan: Plan, day: str, ask: Ask) -> tuple[Answer, written.Document]:
    """The terminal's answer; for a plan that is not running, mostly the document that it would have printed."""
    on = date.fromisoformat(day)
    if is_running(plan, on) or day in ASKED_OF_ALL:
        score, outlook = ask(plan.id, day)
    else:
        of = found.outlooks[plan.id]
        documents = (
            build_score_document(of.score, found.catalogue, DA),
            build_outlook_document(of, find_prospects(of.score), DA),
        )
        score, outlook = (json.loads(json.dumps(document)) for document in documents)
    return written.write_answer(score, outlook, DA, over=on > plan.end), score


def _compare_overview(html: str, found: JudgedMoment, answers: Answers) -> None:
    running = {plan.id for plan in found.agreed if is_running(plan, found.facts.as_of)}
    shown = dict(written.read_standing(html, DA))
    assert {key for key in shown if "," not in key} == running
    for key, total in shown.items():
        answer = answers[key.split(",")[0]][0]
        assert total == (answer.headline if "," in key else answer.total), key
    told = {plan: (part, points) for plan, part, points in written.read_resting(html, DA)}
    idle = {p.institution for p in found.agreed} - {p.institution for p in found.agreed if p.id in running}
    begun = [plan for plan in found.agreed if plan.start <= found.facts.as_of]
    newest = {plan.institution: plan.id for plan in sorted(begun, key=lambda plan: plan.start)}
    totals = {newest[key]: total for key in idle & newest.keys() if (total := answers[newest[key]][0].total)}
    assert told.keys() == totals.keys()
    for plan, (part, points) in told.items():
        assert points == totals[plan].points[written.PARTS.index(part)], plan


def _compare_institution(
    found: JudgedMoment, institution: str, answers: Answers, before: Before, words: Writer
) -> None:
    own = institution_reads.find_institution_plans(found, institution)
    assert own
    years = institution_reads.read_years(own, before, words)
    assert written.read_headline(years, DA) == answers[own.current.id][0].headline, institution
    listed = dict(written.read_plan_list(institution_reads.read_plans(own, words), DA))
    assert listed == {plan.id: _points(answers[plan.id][0]) for plan in own.every}
    current, answer = own.current.id, answers[own.current.id][0]
    drawn = {
        goal.goal.number
        for goal in found.scores[current].goals
        if len(list(goal.leaves())) == 1 and status_reads.read_trends(found, current, goal.goal.number)
    }
    cards = written.read_cards(institution_reads.read_courses(own, "plan", words), DA)
    shown = {number: likely for plan, number, likely in cards if plan == current and number in drawn}
    assert shown == {number: likely for number, likely in answer.likelihoods.items() if number in drawn}


def _points(answer: Answer) -> tuple[str, ...]:
    return answer.total.points if answer.total else ("–",) * 3


def _compare_goals(
    found: JudgedMoment, plan: str, answer: Answer, score: written.Document, words: Writer
) -> None:
    """Compare what the page of each goal says of its points and of what is foreseen."""
    for goal, told in zip(found.scores[plan].goals, score["goals"], strict=True):
        number = goal.goal.number
        points = tuple(DA.points(told[part], found.scores[plan].points.possible) for part in written.PARTS)
        standing = goal_sheet.draw_standing(found.scores[plan], goal, DA)
        assert written.read_goal_points(standing, DA) == (points if told["scored"] else None), (plan, number)
        trends = status_reads.read_trends(found, plan, number)
        read = {leaf.criterion.number: trend.indicator for leaf, trend in trends}
        page = foresight_sheet.draw_foreseen(found.outlooks[plan], goal, read, words)
        assert written.read_foreseen(page, DA) == answer.likelihoods.get(number), (plan, number)


def _compare_what_if(found: JudgedMoment, plan: str, answer: Answer, words: Writer) -> None:
    supposed = whatif_reads.read_what_if(found, plan, Suppositions())
    score, draw = supposed.changed, whatif_goal_sheet.draw_goal
    goals = [draw(g, SupposedMode.NOW, score.points.possible, score.plan, words) for g in score.goals]
    assert written.read_goal_rows("".join(goals), DA) == answer.likelihoods, plan
    outcome = whatif_sheet.draw_outcome(supposed, supposed, Fraction(80), Fraction(80), DA)
    bars, ahead = written.read_supposed(whatif_sheet.draw_bars(supposed, DA) + outcome, DA)
    assert bars == ([answer.total.points] * 2 if answer.total else []), plan
    if answer.exact:
        assert ahead == answer.exact, plan


def _compare_spreadsheet(found: JudgedMoment, plan: str, answer: Answer, score: written.Document) -> None:
    after = status_reads.read_decided(found, plan)
    content = write_workbook(found.scores[plan], after, found.catalogue, DA, find_today())
    sheet, total = written.read_sheet(content, DA), answer.total
    assert sheet.likelihoods == answer.likelihoods, plan
    assert sheet.total == (total and tuple(pytest.approx(score["total"][part]) for part in written.PARTS)), (
        plan
    )
    expected = total or WrittenTotal(())
    assert sheet.expected == (
        f"{expected.expected} ({expected.between})" if expected.expected else expected.between
    )
    for goal in score["goals"]:
        points = tuple(pytest.approx(goal[part]) if goal["scored"] else None for part in written.PARTS)
        assert sheet.points[goal["number"]] == points, (plan, goal["number"])
