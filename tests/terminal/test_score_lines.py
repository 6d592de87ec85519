"""A score as text says what its document says."""

from __future__ import annotations

from decimal import Decimal

from export.score_document import build_score_document
from metrics.algebra.tree import Rule
from metrics.plan.criteria import Criterion
from metrics.plan.model import Goal, Scoring, TotalWord
from terminal.score_lines import write_counts, write_goals, write_total
from tests.factories import catalogue, event, goal, milestone, plan, scored
from words.language import Words

DANISH = Words("da")
GROUP = Criterion(
    number="1.1",
    title="Begge dele",
    rule=Rule.SUM,
    criteria=(milestone("1.1.a"), milestone("1.1.b")),
)
WORDS = Scoring(
    partial=True,
    words=(TotalWord(at=Decimal(70), word="tilfredsstillende"), TotalWord(at=Decimal(0), word="ringe")),
)
PLAN = plan(
    goal("1", GROUP, group="Drift"),
    goal("2", milestone("2.1"), group="Drift", weight_class="høj"),
    goal("3", milestone("3.1"), scored=False),
    scoring=WORDS,
)
SAID = (event("1.1.a"), event("1.1.b", "not_met"), event("2.1"), event("3.1", "not_met"))


def plain(lines: list[str]) -> list[str]:
    return [line.replace("\u00a0", " ") for line in lines]


def test_the_total_has_the_plan_s_word_once_nothing_is_open() -> None:
    assert write_total(scored(PLAN, *SAID), DANISH) == (
        "Af 100 point er 75 opnået, 0 udestår, og 25 er tabt. Samlet: tilfredsstillende."
    )
    assert write_total(scored(PLAN), DANISH) == "Af 100 point er 0 opnået, 100 udestår, og 0 er tabt."


def test_what_counts_is_counted_by_goal_by_criterion_and_by_weight_class() -> None:
    assert list(write_counts(scored(PLAN, *SAID), DANISH)) == [
        "Mål: 1 opfyldt og 1 delvist opfyldt.",
        "Delmål: 2 opfyldt og 1 ikke opfyldt.",
        "Vægtklassen høj: 1 opfyldt.",
    ]
    assert len(list(write_counts(scored(plan(goal("1", milestone("1.1"))), event("1.1")), DANISH))) == 1


def test_goals_stand_under_their_heading_with_its_points_and_groups_with_their_parts() -> None:
    found = scored(PLAN, *SAID)
    lines = plain(list(write_goals(found, build_score_document(found, catalogue(), DANISH), DANISH)))
    assert lines[0] == "Drift: 75 af 100 point"
    assert [line.split("  ")[0].strip() or line.strip().split("  ")[0] for line in lines[1:]] == [
        *("1", "1.1", "1.1.a", "1.1.b", "2", "2.1", "3", "3.1")
    ]
    assert lines[3].startswith(" " * 9 + "1.1.a")


def test_a_goal_known_in_outline_says_so() -> None:
    found = scored(plan(goal("1", milestone("1.1")), Goal(number="2", title="Ukendt", outline=True)))
    lines = list(write_goals(found, build_score_document(found, catalogue(), DANISH), DANISH))
    assert lines[-1].strip().startswith("Kun kendt i omrids")
