"""Reads of saved what-ifs: somebody's own, what a key opens, and what becomes of the plan in each.

Saved what-ifs are read at each run and are no part of the version of the data, since no figure depends on them.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from fractions import Fraction

from db import session
from db.location import find_database_url
from db.plans import scenarios
from metrics.access import Action, Person
from metrics.errors import Problem
from metrics.whatif import scenario
from metrics.whatif.scenario import Scenario, ScenarioBasis
from metrics.whatif.whatif import Suppositions
from pages.outlook.parts.scenarios import scenario_sheet
from pages.outlook.parts.scenarios.scenario_sheet import ComparedCase
from pages.outlook.parts.whatif import whatif_address, whatif_reads
from pages.ui import people
from pages.ui.draw.writer import Writer
from pages.ui.kept.keep import keep
from pages.ui.moments import JudgedMoment


def read_own(found: JudgedMoment, plan: str, reader: Person, today: date) -> list[Scenario]:
    """Read the reader's own what-ifs of a plan."""
    seen = people.find_permitted(found.catalogue, reader, Action.SEE, today)
    with session.open_reading(find_database_url(), sees=seen) as db:
        return scenarios.read_own_scenarios(db, plan, reader, today)


def read_opened(found: JudgedMoment, key: str, reader: Person, today: date) -> Scenario | None:
    """Read the what-if that a key opens to the reader; None where it opens nothing."""
    seen = people.find_permitted(found.catalogue, reader, Action.SEE, today)
    with session.open_reading(find_database_url(), sees=seen) as db:
        return scenarios.read_scenario(db, key, reader, today)


def make_basis_now(found: JudgedMoment, plan: str) -> ScenarioBasis:
    """Return the basis of a what-if of the plan made at this moment."""
    return _basis(f"{found.key}\n{plan}", found=found, plan_id=plan)


def read_supposed(
    found: JudgedMoment, plan: str, choices: Mapping[str, str]
) -> tuple[Suppositions, list[Problem]]:
    """Split saved choices into the suppositions that still apply and the problems with the rest."""
    return whatif_address.read_fitting(choices, found.scores[plan].plan, found.facts, found.catalogue)


def compare_scenarios(
    found: JudgedMoment,
    plan: str,
    chosen: Sequence[Scenario],
    now: Suppositions | None,
    wanted: Sequence[Fraction],
    writer: Writer,
) -> str:
    """Draw what-ifs beside the official position, with the current choice `now` as the last where it differs.

    `wanted` are the totals whose likelihoods are compared.
    """
    words = writer.words
    named = [(one.draft.name, read_supposed(found, plan, one.draft.choices)[0]) for one in chosen]
    named += [(words.t("scenario.present"), now)] if now else []
    asked = [(name, sorted(whatif_address.write_query(changes).items())) for name, changes in named]
    key = "\n".join(map(str, (found.key, plan, asked, *wanted, words.lang)))
    return _compared(key, found=found, plan=plan, named=named, wanted=wanted, writer=writer)


@keep(64)
def _basis(key: str, found: JudgedMoment, plan_id: str) -> ScenarioBasis:
    plan = found.scores[plan_id].plan
    number = next(version.number for version in found.versions[plan_id] if version.plan == plan)
    return scenario.make_basis(number, plan, found.facts)


@keep(64)
def _compared(
    key: str,
    found: JudgedMoment,
    plan: str,
    named: Sequence[tuple[str, Suppositions]],
    wanted: Sequence[Fraction],
    writer: Writer,
) -> str:
    given = whatif_reads.read_position(found, plan)
    official, *cases = [
        ComparedCase(name, changes, given.suppose(changes))
        for name, changes in [("", Suppositions()), *named]
    ]
    statuses = {scored.goal.number: scored.status for scored in found.scores[plan].goals}
    return scenario_sheet.draw_comparison(official, cases, wanted, statuses, writer)
