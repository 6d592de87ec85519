"""The advice on a plan as the terminal prints it."""

from __future__ import annotations

from datetime import UTC, datetime

from db.plans import plan_queries
from metrics.score.plan_check.answers import AnsweredFinding, AnswerKind, FindingAnswer
from metrics.score.plan_check.finding import Finding
from terminal import common
from terminal.reads import plan_advice
from tests.fixtures.terminal import Run


def test_what_is_told_before_signing_is_all_but_that_nobody_has_signed(ready: Run) -> None:
    with common.open_reading() as db:
        plan = plan_queries.read_plan(db, "cpr-2017")
        every = plan_advice.read_advice(db, plan)
        before_signing = plan_advice.read_advice(db, plan, to_sign=True)
    rules = [one.finding.rule for one in every]
    assert rules.count("unsigned") == 1
    assert [one.finding.rule for one in before_signing] == [rule for rule in rules if rule != "unsigned"]


def test_a_remark_says_what_it_is_about_how_much_it_weighs_and_where_it_stands_in_the_guide() -> None:
    of_plan = AnsweredFinding(Finding("rare_follow_up"))
    line = plan_advice.write_advice(of_plan)
    assert line.startswith("Planen afrapporteres")
    assert line.endswith("[Væsentlig; 3. Opfølgning, s. 10]")
    of_goal = AnsweredFinding(Finding("many_criteria", "1", {"count": 4}))
    assert plan_advice.write_advice(of_goal).startswith("1: ")
    assert plan_advice.write_advice(of_goal).endswith("[Overvej; 2. Mål, s. 8–9]")
    ours = AnsweredFinding(Finding("due_in_december", "", {"count": 3, "total": 4}))
    assert plan_advice.write_advice(ours).endswith("[Overvej; Erfaring, ikke i pjecen]")


def test_an_answer_stands_below_its_remark_and_in_its_row() -> None:
    found = Finding("rare_follow_up")
    at = datetime(2017, 3, 1, 12, tzinfo=UTC)
    answer = FindingAnswer(found.rule, "", found.digest, AnswerKind.KEPT, "Aftalt", "a@b.dk", at)
    answered = AnsweredFinding(found, answer)
    assert (
        plan_advice.write_advice(answered).splitlines()[1].startswith("  Planen fastholdes: Aftalt (a@b.dk")
    )
    row = plan_advice.make_row(answered)
    assert (row["severity"], row["point"], row["page"]) == ("important", "follow_up", "10")
    assert row["answer"] == {"kind": "kept", "reason": "Aftalt", "person": "a@b.dk", "on": at.isoformat()}
    anew = AnsweredFinding(found, None, outdated=True)
    assert plan_advice.write_advice(anew).endswith("Svar igen.")
    assert (plan_advice.make_row(anew)["answer"], plan_advice.make_row(anew)["asked_anew"]) == (None, True)


def test_a_finding_is_answered_and_stays_with_its_answer(ready: Run) -> None:
    answered = ("--place", "2.1.1", "--answer", "changing", "--reason", "Næste plan")
    done = ready("plan", "answer", "cpr-2017", "no_definition", *answered)
    assert (done.returncode, done.stdout.strip()) == (0, "Svaret er gemt.")
    assert "Planen rettes: Næste plan" in ready("plan", "check", "cpr-2017").stdout
    refused = ready("plan", "answer", "cpr-2017", "goal_count", "--answer", "kept", "--reason", "R")
    assert (refused.returncode, refused.stderr.strip()) == (
        1,
        "Planen har ikke denne bemærkning nu: goal_count",
    )
