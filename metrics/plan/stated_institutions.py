"""Institutions as a plan's file states them, held against their history: what is new, and what cannot be."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Literal

from metrics.errors import Problem
from metrics.plan.catalogue import Catalogue
from metrics.plan.institution_history import InstitutionChange, InstitutionHistory
from metrics.plan.model import Institution, Plan, PlanFile

Said = Literal["name", "ministry_area"]
SAID: tuple[Said, ...] = ("name", "ministry_area")


@dataclass(frozen=True, slots=True)
class StatedInstitutions:
    """What a file states of known institutions: the changes that follow from it, and where it contradicts them."""

    changes: tuple[InstitutionChange, ...] = ()
    problems: tuple[Problem, ...] = ()


def find_restated(plan: PlanFile, catalogue: Catalogue) -> list[Institution]:
    """Find the known institutions of a file that have another name or ministry area on its first day."""
    known = [given for given in plan.institutions if given.id in catalogue.institutions]
    terms = ((given, catalogue.find_history(given.id).on(plan.start)) for given in known)
    return [
        given for given, term in terms if (given.name, given.ministry_area) != (term.name, term.ministry_area)
    ]


def compare_institutions(
    plan: PlanFile, catalogue: Catalogue, plans: Iterable[Plan], now: datetime
) -> StatedInstitutions:
    """Compare a file's institutions with their histories; `plans` are the newest versions of all plans.

    A name or ministry area that the institution has not had before is taken as new from the first day of the plan, or
    as a correction where only drafts have used the one before. One that it has had at another time is a problem, and so
    is one that differs from a signed plan that begins the same day.
    """
    changes: list[InstitutionChange] = []
    problems: list[Problem] = []
    restated = find_restated(plan, catalogue)
    signed = [one for one in plans if one.locked] if restated else []
    for given in plan.institutions:
        if given.id not in catalogue.institutions:
            continue
        if given.fictional != (recorded := catalogue.institutions[given.id].fictional):
            params: dict[str, object] = {"recorded": recorded, "given": given.fictional}
            problems.append(Problem("definition_differs", f"institutions[{given.id}].fictional", params))
        if given not in restated:
            continue
        history = catalogue.find_history(given.id)
        own = sorted(one.start for one in signed if one.id != plan.id and _uses(one, given.id))
        known = any(one.id == plan.id for one in signed)
        for name in SAID:
            found = _find_changes(_Statement(name, given, plan, history, own, known, now))
            if found is None:
                problems.append(_refuse(name, given, plan.start, history))
            else:
                changes += found
    return StatedInstitutions(tuple(changes), tuple(problems))


def update_institutions(plan: PlanFile, catalogue: Catalogue) -> PlanFile:
    """Return the plan with those institutions as they are on its first day that are stated as they were on another."""

    def update(given: Institution) -> Institution:
        if given.id not in catalogue.institutions:
            return given
        terms = {(term.name, term.ministry_area) for term in catalogue.find_history(given.id).terms}
        had = (given.name, given.ministry_area) in terms
        return catalogue.find_institution(given.id, plan.start) if had else given

    return plan.model_copy(update={"institutions": tuple(map(update, plan.institutions))})


def refuse_changes(
    plan: PlanFile, catalogue: Catalogue, changes: Iterable[InstitutionChange]
) -> list[Problem]:
    """Return the problems that stand for changes which whoever brings the file may not make."""
    given = {one.id: one for one in plan.institutions}
    asked = dict.fromkeys(
        (change.institution, name) for change in changes for name in SAID if getattr(change, name) is not None
    )
    return [_refuse(name, given[key], plan.start, catalogue.find_history(key)) for key, name in asked]


@dataclass(frozen=True, slots=True)
class _Statement:
    """What a plan's file says of one institution.

    `own` are the first days of the other signed plans that use it, `signed` is whether this one is signed already.
    """

    name: Said
    given: Institution
    plan: Plan
    history: InstitutionHistory
    own: Sequence[date]
    signed: bool
    now: datetime

    def change(self, since: date, value: str) -> InstitutionChange:
        said = {self.name: value}
        return InstitutionChange(self.given.id, since, self.now, self.plan.source, **said)


def _uses(plan: Plan, institution: str) -> bool:
    return plan.institution == institution or any(owner == institution for owner, _ in plan.series())


def _find_changes(said: _Statement) -> list[InstitutionChange] | None:
    """Find the changes that make a statement true; None where it cannot be."""
    start, value = said.plan.start, getattr(said.given, said.name)
    held = getattr(said.history.on(start), said.name)
    if value == held:
        return []
    first, last = _find_span(said.history, said.name, start)
    if not said.own and not said.signed:
        return [said.change(first, value)]
    had_before = any(getattr(term, said.name) == value for term in said.history.terms)
    if had_before or said.signed or start in said.own:
        return None
    earlier = [day for day in said.own if first <= day < start]
    later = [day for day in said.own if start < day <= last]
    return [
        said.change(first if later and not earlier else start, value),
        *(said.change(day, held) for day in later[:1]),
    ]


def _find_span(history: InstitutionHistory, name: Said, day: date) -> tuple[date, date]:
    """Find the first and the last day around a day on which the institution had the same name, or ministry area."""
    value = getattr(history.on(day), name)
    first, last = history.on(day).since, history.on(day).until
    for term in reversed(history.terms):
        if term.since < first and getattr(term, name) != value:
            break
        first = min(first, term.since)
    for term in history.terms:
        if term.since > last and getattr(term, name) != value:
            break
        last = max(last, term.until)
    return first, last


def _refuse(name: Said, given: Institution, day: date, history: InstitutionHistory) -> Problem:
    first, _ = _find_span(history, name, day)
    params: dict[str, object] = {
        "key": given.id,
        "recorded": getattr(history.on(day), name),
        "given": getattr(given, name),
        "start": day,
        "since": first,
    }
    code = "institution_named_otherwise" if name == "name" else "institution_placed_otherwise"
    return Problem(code, f"institutions[{given.id}].{name}", params)
