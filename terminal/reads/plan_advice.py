"""The advice on a plan, as `plan check` prints it and as it is shown before a plan is signed."""

from __future__ import annotations

from typing import Any

from sqlalchemy.orm import Session

from db.plans.agreement import finding_queries
from metrics.plan.model import Plan
from metrics.score.plan_check.advice import select_before_signing
from metrics.score.plan_check.answers import AnsweredFinding
from terminal import common
from words.goals.finding_line import write_answer, write_finding, write_severity, write_source
from words.problems import describe_finding


def read_advice(db: Session, plan: Plan, *, to_sign: bool = False) -> list[AnsweredFinding]:
    """Read the advice on a plan, on all that is known now; on one that is about to be signed, what is read then."""
    found = finding_queries.read_findings(db, plan)
    return select_before_signing(found) if to_sign else found


def write_advice(remark: AnsweredFinding) -> str:
    """Write a remark as a line: what it is about, the sentence, its weight and place in the guide, and its answer."""
    said = write_finding(remark.finding, common.WORDS)
    weighed = f"{write_severity(remark, common.WORDS)}; {write_source(remark, common.WORDS)}"
    line = f"{said} [{weighed}]"
    return f"{line}\n  {write_answer(remark, common.WORDS)}" if remark.answer or remark.outdated else line


def make_row(remark: AnsweredFinding) -> dict[str, Any]:
    """Make the row of a remark for `plan check --json`."""
    found, answer = remark.finding, remark.answer
    return {
        "rule": found.rule,
        "place": found.place,
        "text": describe_finding(found, common.WORDS),
        "severity": remark.source.severity.value,
        "point": remark.source.point.value,
        "page": remark.source.page,
        "answer": answer
        and {
            "kind": answer.kind.value,
            "reason": answer.reason,
            "person": answer.person,
            "on": answer.recorded_at.isoformat(),
        },
        "asked_anew": remark.outdated,
    }
