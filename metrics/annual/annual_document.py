"""The document an approval keeps: every goal's verdict, points and values as they were, and what part 2 said."""

from __future__ import annotations

from collections.abc import Mapping
from fractions import Fraction
from typing import Any

from metrics.algebra.outcome import Points
from metrics.annual.analysis import AnalysisField, Texts
from metrics.annual.annual_table import AnnualRow, AnnualTable
from metrics.score.scoring import CriterionScore

FORMAT = 1
"""The version of the document's form, so that an old one is never read as a new one."""

Document = dict[str, Any]


def build_document(table: AnnualTable, texts: Texts, plan_version: int) -> Document:
    """Build the document of an annual table and its analysis, as plain values for JSON."""
    facts = table.score.facts
    return {
        "format": FORMAT,
        "plan": table.plan.id,
        "plan_version": plan_version,
        "year": table.plan.year,
        "as_of": facts.as_of.isoformat(),
        "known_at": facts.known_at.isoformat(),
        "stage": table.stage.value,
        "total": _write_points(table.score.points) if table.score.totalled else None,
        "decided": _write_points(table.decided) if table.decided else None,
        "goals": [_describe_row(row) for row in table.rows],
        # A list, so that each text stands under the name by which texts are found when a person is erased.
        "analysis": [
            {"goal": goal, "field": field.value, "text": text}
            for goal, said in texts.items()
            for field, text in said.items()
        ],
    }


def has_same_figures(one: Mapping[str, Any], other: Mapping[str, Any]) -> bool:
    """Tell whether two documents settle every goal alike, on the same values; when they were made does not count."""
    return _read_figures(one) == _read_figures(other)


def has_same_content(one: Mapping[str, Any], other: Mapping[str, Any]) -> bool:
    """Tell whether two documents say the same, in figures and in words."""
    return has_same_figures(one, other) and one["analysis"] == other["analysis"]


def read_document_texts(document: Mapping[str, Any]) -> Texts:
    """Read what part 2 of a document says."""
    found: dict[str, dict[AnalysisField, str]] = {}
    for said in document["analysis"]:
        found.setdefault(said["goal"], {})[AnalysisField(said["field"])] = said["text"]
    return found


def list_document_goals(document: Mapping[str, Any]) -> frozenset[str]:
    """List the goals that part 2 of a document analyses."""
    return frozenset(goal["number"] for goal in document["goals"] if goal["analysed"])


def _read_figures(document: Mapping[str, Any]) -> tuple[object, ...]:
    # A status says also that time has passed, which changes nothing of what is settled.
    goals = [
        {name: value for name, value in goal.items() if name not in ("status", "analysed", "criteria")}
        | {"criteria": [{n: v for n, v in one.items() if n != "status"} for one in goal["criteria"]]}
        for goal in document["goals"]
    ]
    return document["total"], document["decided"], goals


def _describe_row(row: AnnualRow) -> Document:
    goal = row.found
    return {
        "number": row.number,
        "title": goal.goal.title,
        "scored": goal.goal.scored,
        "status": goal.status.value,
        "credit": write_number(goal.outcome.credit),
        "weight": write_number(goal.weight),
        "preliminary": write_number(row.preliminary.outcome.credit),
        **_write_points(goal.points),
        "accepted": row.accepted,
        "analysed": row.analysed,
        "criteria": [_describe_leaf(leaf) for leaf in goal.leaves()],
    }


def _describe_leaf(leaf: CriterionScore) -> Document:
    trace = leaf.trace
    said = trace.said if trace else None
    return {
        "number": leaf.criterion.number,
        "title": leaf.criterion.title,
        "status": leaf.status.value,
        "credit": write_number(leaf.outcome.credit),
        "actual": write_number(trace.actual.value if trace and trace.actual else None),
        "target": write_number(trace.target.value if trace and trace.target else None),
        "said": {"kind": said.kind.value, "on": said.on.isoformat(), "word": said.word} if said else None,
    }


def _write_points(points: Points) -> Document:
    return {name: write_number(getattr(points, name)) for name in ("secured", "open", "lost")}


def write_number(value: Fraction | None) -> str | None:
    """Write a number exactly, `1/3` where no decimals say it; none is null, never 0."""
    return None if value is None else str(value)
