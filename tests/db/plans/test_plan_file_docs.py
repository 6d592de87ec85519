"""The guide to plan files names every key and every word a file may hold, and its example can be read."""

from __future__ import annotations

import re
from enum import StrEnum
from pathlib import Path
from typing import get_args

import pytest

from db.plans import plan_file
from metrics.algebra.tree import Rule
from metrics.periods import Frequency
from metrics.plan import criteria, formula, model, pay_rule, terms
from metrics.plan.cases import case_rule
from metrics.plan.drafting.doubt import Doubt

GUIDE = (Path(__file__).resolve().parents[3] / "docs" / "planfile.md").read_text(encoding="utf-8")

# Where each part is explained: the heading, or the line that introduces its table.
PLACES: dict[type[formula.PlanPart], str] = {
    model.PlanFile: "## Planen: øverst i filen",
    model.Signature: "## Påtegning:",
    model.Reporting: "## Afrapportering:",
    model.Scoring: "## Opgørelse:",
    model.TotalWord: "Ordet står ved tallet",
    model.Suspension: "## Sat i bero:",
    model.Amendment: "### Tillæg:",
    model.Closing: "### Afslutning:",
    model.Reopening: "### Genåbning:",
    pay_rule.Pay: "## Resultatløn:",
    pay_rule.PayPlan: "Hver af de andre planer har",
    pay_rule.PayPoint: "Hvert trin i tabellen har",
    model.Goal: "## Mål: `[[goals]]`",
    criteria.Criterion: "## Kriterium:",
    criteria.Grading: "### Trin:",
    criteria.GradePoint: "Hvert trin har:",
    criteria.Compare: "## Sammenligning:",
    criteria.Level: "Hvert trin under måltallet har",
    criteria.Within: "## Afvigelse:",
    criteria.Milestone: "## Milepæl:",
    criteria.Assessment: "## Vurdering:",
    criteria.Scale: "Hver skala har",
    criteria.ScalePoint: "Resultatet er så ét af ordene",
    formula.Constant: "### Fast tal",
    formula.Reading: "### Aflæsning",
    formula.Path: "### Måltal år for år",
    formula.Step: "Hvert år har",
    formula.Growth: "### Vækst",
    formula.Median: "### Median",
    formula.Change: "### Ændring",
    formula.Pooled: "### Flere serier under ét",
    model.Institution: "## Institution:",
    model.Indicator: "## Nøgletal:",
    case_rule.CaseRule: "### Tal fra sagslister:",
    case_rule.CasePart: "Tæller og nævner, `",
    case_rule.CaseLength: "Tiden efter `period_by`, `period_after`:",
    case_rule.CaseLimit: "En frist, `within`:",
    case_rule.CaseFilter: "Et filter siger netop én ting",
    model.DocumentResult: "## Resultat i planen:",
    Doubt: "## Tvivl:",
}
WORDS: tuple[type[StrEnum], ...] = (
    *(terms.Over, terms.Operator, terms.Better, terms.Unit, terms.GoalKind, terms.Weights, terms.Party),
    *(terms.Precision, Rule, Frequency),
)


def table_after(text: str, place: str) -> str:
    """The first table after a place in the guide."""
    after = text[text.index(place) + len(place) :]
    table = re.search(r"^\|.*?\|$(?!\n\|)", after, re.MULTILINE | re.DOTALL)
    assert table, place
    return table[0]


def keys(text: str, part: type[formula.PlanPart]) -> set[str]:
    """The keys in the first column of a part's table."""
    rows = table_after(text, PLACES[part]).splitlines()[2:]
    return {key for row in rows for key in re.findall(r"`(\w+)`", row.split("|")[1])}


def parts(base: type[formula.PlanPart] = formula.PlanPart) -> set[type[formula.PlanPart]]:
    """Every part a file can hold."""
    return {part for below in base.__subclasses__() for part in (below, *parts(below))}


@pytest.mark.parametrize("part", PLACES, ids=lambda part: part.__name__)
def test_the_guide_names_exactly_the_keys_of_each_part(part: type[formula.PlanPart]) -> None:
    assert keys(GUIDE, part) == set(part.model_fields)


def test_every_part_of_a_file_has_its_place_in_the_guide() -> None:
    yearly = {part for part in parts() if part.__module__.startswith("metrics.plan.")}
    assert yearly - {model.Plan} == set(PLACES)  # a plan's own keys are among those of its file


def test_the_guide_names_the_stages_that_a_file_may_say() -> None:
    assert [
        stage for stage in get_args(terms.WrittenStage) if f"`{stage}`" not in GUIDE.replace('"', "")
    ] == []


@pytest.mark.parametrize("words", WORDS, ids=lambda words: words.__name__)
def test_the_guide_names_every_word_that_a_key_may_have(words: type[StrEnum]) -> None:
    assert [word for word in words if f"`{word}`" not in GUIDE] == []


def test_a_key_that_is_missing_in_the_guide_is_noticed() -> None:
    shortened = GUIDE.replace("| `depends_on` |", "| `other` |")
    assert keys(shortened, criteria.Milestone) != set(criteria.Milestone.model_fields)


def test_the_required_keys_are_marked_as_such() -> None:
    for part, place in PLACES.items():
        rows = [row.split("|") for row in table_after(GUIDE, place).splitlines()[2:]]
        marked = {key for row in rows if "**skal**" in row[-2] for key in re.findall(r"`(\w+)`", row[1])}
        assert marked == {name for name, key in part.model_fields.items() if key.is_required()}, part


def test_the_whole_example_is_a_plan_file() -> None:
    (example,) = re.findall(r"```toml\n(.*?)```", GUIDE, re.DOTALL)
    assert plan_file.parse_plan(example).id == "tilsyn-2027"
