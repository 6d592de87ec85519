"""Cached what-ifs: the same suppositions about the same plan at the same moment are computed once."""

from __future__ import annotations

from fractions import Fraction
from urllib.parse import urlencode

from metrics.algebra.outcome import Points
from metrics.plan.model import Plan
from metrics.score.after_decisions import find_totals
from metrics.whatif.pivotal import Pivot, find_pivots
from metrics.whatif.whatif import Position, Suppositions, WhatIf
from pages.outlook.parts.whatif import whatif_address, whatif_session
from pages.outlook.parts.whatif.whatif_address import WhatIfRequest
from pages.ui.kept.keep import keep
from pages.ui.moments import JudgedMoment

KEPT = 64  # suppositions, over all readers


def read_current(found: JudgedMoment, plan: Plan) -> tuple[WhatIfRequest, WhatIf]:
    """Read what the address supposes now, and what becomes of the plan."""
    asked = whatif_session.read_request(found, plan)
    return asked, read_what_if(found, plan.id, asked.changes)


def read_what_if(found: JudgedMoment, plan: str, changes: Suppositions) -> WhatIf:
    """Compute the plan under suppositions. Raises InvalidInput where they do not apply."""
    return _what_if(_key(found, plan, changes), found=found, plan=plan, changes=changes)


def read_pivots(found: JudgedMoment, plan: str, changes: Suppositions, wanted: Fraction) -> tuple[Pivot, ...]:
    """Find the goals that decide whether the plan, under suppositions, reaches so many points."""
    key = f"{_key(found, plan, changes)}\n{wanted}"
    return _pivotal(key, found=found, plan=plan, changes=changes, wanted=wanted)


def read_position(found: JudgedMoment, plan: str) -> Position:
    """Return the plan as it stands, the starting point of every what-if."""
    return _position(f"{found.key}\n{plan}", found=found, plan=plan)


def read_other_totals(found: JudgedMoment, plan: str) -> dict[str, Points]:
    """Read the totals of the other plans that the plan's pay rule takes into account."""
    rule = found.scores[plan].plan.pay
    counted = {other.plan for other in rule.plans} & set(found.scores) if rule else set()
    return find_totals({key: found.scores[key] for key in counted}, found.catalogue)


def _key(found: JudgedMoment, plan: str, changes: Suppositions) -> str:
    return f"{found.key}\n{plan}\n{urlencode(whatif_address.write_query(changes))}"


@keep(KEPT)
def _position(key: str, found: JudgedMoment, plan: str) -> Position:
    outlook = found.outlooks[plan]
    return Position.of(outlook.score.plan, found.facts, found.catalogue, outlook.foresight.beliefs)


@keep(KEPT)
def _what_if(key: str, found: JudgedMoment, plan: str, changes: Suppositions) -> WhatIf:
    return read_position(found, plan).suppose(changes)


@keep(KEPT)
def _pivotal(
    key: str, found: JudgedMoment, plan: str, changes: Suppositions, wanted: Fraction
) -> tuple[Pivot, ...]:
    supposed = read_what_if(found, plan, changes)
    return find_pivots(supposed.changed, wanted, changes.rho) if supposed.outlook else ()
