"""The advice on a plan, as `plan check` prints it and as it is shown before a plan is signed."""

from __future__ import annotations

from sqlalchemy.orm import Session

from db import queries
from db.clock import read_clock
from db.plans import definitions
from metrics.facts.facts import Facts
from metrics.periods import find_danish_day, find_day_end
from metrics.plan.model import Plan
from metrics.score import advice
from metrics.score.advice import Finding
from terminal import common
from words.problems import describe_finding


def read_advice(db: Session, plan: Plan, *, to_sign: bool = False) -> list[Finding]:
    """Read the advice on a plan, on all that is known now; on one that is about to be signed, what is read then."""
    find = advice.find_advice_before_signing if to_sign else advice.find_advice
    return find(plan, _read_newest_facts(db, plan), definitions.read_catalogue(db))


def write_advice(remark: Finding) -> str:
    """Write a remark as one line: the goal or test it is about, and the sentence."""
    said = describe_finding(remark, common.WORDS)
    return f"{remark.place}: {said}" if remark.place else said


def _read_newest_facts(db: Session, plan: Plan) -> Facts:
    """Read all facts known now, and those that a plan still to be signed will make known."""
    day = max(find_danish_day(read_clock()), plan.counts_from)
    return queries.read_facts(db, day, max(read_clock(), find_day_end(plan.counts_from)))
