"""Reads of kept what-ifs: what somebody keeps of a plan, what a key opens, and what comes of those compared.

What is kept is asked for at each run, and is no part of the version of the data: it changes nothing that pages show.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from fractions import Fraction

import streamlit as st

from db import session
from db.plans import scenarios
from metrics.access import Action, Person
from metrics.errors import Problem
from metrics.score.scoring import pause_collector
from metrics.whatif import scenario
from metrics.whatif.scenario import Scenario, ScenarioBasis
from metrics.whatif.whatif import Suppositions
from pages.outlook.parts import scenario_sheet, whatif_address, whatif_reads
from pages.outlook.parts.scenario_sheet import Case
from pages.ui import data
from pages.ui.data import Moment
from words.language import Words


def own(found: Moment, plan: str, reader: Person, today: date) -> list[Scenario]:
    """What the reader keeps of a plan."""
    seen = data.permitted(found.catalogue, reader, Action.SEE, today)
    with session.reading(session.database_url(), sees=seen) as db:
        return scenarios.of_plan(db, plan, reader, today)


def opened(found: Moment, key: str, reader: Person, today: date) -> Scenario | None:
    """What a key opens to the reader."""
    seen = data.permitted(found.catalogue, reader, Action.SEE, today)
    with session.reading(session.database_url(), sees=seen) as db:
        return scenarios.by_key(db, key, reader, today)


def basis(found: Moment, plan: str) -> ScenarioBasis:
    """What a what-if of a plan is made on at a moment."""
    return _basis(f"{found.key}\n{plan}", _found=found, _plan=plan)


def supposed(found: Moment, plan: str, choices: Mapping[str, str]) -> tuple[Suppositions, list[Problem]]:
    """What choices still suppose of a plan at a moment, and what of them cannot be used."""
    return whatif_address.understood(choices, found.scores[plan].plan, found.facts, found.catalogue)


def compared(
    found: Moment,
    plan: str,
    chosen: Sequence[Scenario],
    now: Suppositions | None,
    wanted: Fraction,
    lang: str,
) -> str:
    """What-ifs beside the official position, with what is chosen `now` as the last where that is something else."""
    words = Words(lang)
    named = [(one.draft.name, supposed(found, plan, one.draft.choices)[0]) for one in chosen]
    named += [(words.t("scenario.present"), now)] if now else []
    asked = [(name, sorted(whatif_address.written(changes).items())) for name, changes in named]
    key = "\n".join(map(str, (found.key, plan, asked, wanted, lang)))
    return _compared(key, _found=found, _plan=plan, _named=named, _wanted=wanted, _words=words)


@st.cache_resource(max_entries=64, show_spinner=False)
def _basis(key: str, _found: Moment, _plan: str) -> ScenarioBasis:
    plan = _found.scores[_plan].plan
    number = next(version.number for version in _found.versions[_plan] if version.plan == plan)
    return scenario.make_basis(number, plan, _found.facts)


@st.cache_data(max_entries=64, show_spinner=False)
def _compared(
    key: str,
    _found: Moment,
    _plan: str,
    _named: Sequence[tuple[str, Suppositions]],
    _wanted: Fraction,
    _words: Words,
) -> str:
    given = whatif_reads.position(_found, _plan)
    with pause_collector():
        official, *cases = [
            Case(name, changes, given.supposing(changes)) for name, changes in [("", Suppositions()), *_named]
        ]
    return scenario_sheet.compared(official, cases, _wanted, _found.catalogue, _words)
