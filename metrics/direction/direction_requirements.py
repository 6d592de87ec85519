"""The requirements a development plan must meet beyond the shape of its parts."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence

from metrics.direction.direction_plan import Direction, DirectionFile, PlanStep
from metrics.direction.direction_terms import Relation
from metrics.direction.document_versions import find_owner_problems
from metrics.direction.target_requirements import find_target_problems
from metrics.errors import Problem
from metrics.plan.model import Plan

MOST_YEARS = 30  # of a development plan; the longest known looks twenty years ahead


def find_direction_problems(file: DirectionFile) -> list[Problem]:
    """Find every problem across the parts of a file, each with its place."""
    return [
        *_find_period_problems(file),
        *_find_number_problems(file),
        *_find_time_problems(file),
        *_find_dependency_problems(file),
        *_find_definition_problems(file),
        *find_target_problems(file),
    ]


def find_link_problems(direction: Direction, plans: Mapping[str, Plan]) -> Iterator[Problem]:
    """Find the links to goals that are not there, or are another institution's.

    `plans` are the yearly plans that are known.
    """
    own = sorted(key for key, plan in plans.items() if plan.institution == direction.institution)
    for initiative in direction.initiatives:
        seen = Counter((link.plan, link.goal) for link in initiative.goals)
        for place, link in enumerate(initiative.goals, 1):
            where = f"{write_place(direction, initiative)}.goals[#{place}]"
            plan = plans.get(link.plan)
            if plan is None:
                # What went before may be of a plan that was never brought here.
                if link.relation is Relation.SERVES:
                    yield Problem("link_plan_unknown", where, {"key": link.plan, "allowed": own})
                continue
            numbers = [goal.number for goal in plan.goals]
            if link.goal not in numbers:
                missing: dict[str, object] = {"number": link.goal, "plan": link.plan, "allowed": numbers}
                yield Problem("link_goal_unknown", where, missing)
            if plan.institution != direction.institution:
                yield Problem("link_of_another", where, {"plan": link.plan})
            if link.relation is Relation.SERVES and plan.end < direction.start:
                yield Problem("link_before_the_plan", where, {"plan": link.plan, "day": direction.start})
            if seen[link.plan, link.goal] > 1:
                yield Problem("link_duplicate", where, {"plan": link.plan, "number": link.goal})


def write_place(direction: Direction, step: PlanStep) -> str:
    """Write where an initiative or a step stands in the file."""
    for area in direction.focus_areas:
        for one in area.initiatives:
            place = f"focus_areas[{area.number}].initiatives[{one.number}]"
            if one is step:
                return place
            if any(inner is step for inner in one.steps):
                return f"{place}.steps[{step.number}]"
    raise KeyError(step.number)


def _find_period_problems(file: Direction) -> Iterator[Problem]:
    if file.end < file.start:
        yield Problem("dates_out_of_order", "end", {"first": file.start, "second": file.end})
    elif file.end.year - file.start.year >= MOST_YEARS:
        yield Problem("direction_too_long", "end", {"most": MOST_YEARS})
    if len(set(file.reporting.quarters)) != len(file.reporting.quarters):
        yield Problem("quarter_twice", "reporting.quarters")


def _find_number_problems(file: Direction) -> Iterator[Problem]:
    """Find numbers that stand for two things: what is reported is told apart by its number alone."""
    areas = Counter(area.number for area in file.focus_areas)
    for number in (number for number, count in areas.items() if count > 1):
        yield Problem("number_twice", f"focus_areas[{number}]", {"number": number})
    steps = Counter(one.number for one in file.walk())
    for number in (number for number, count in steps.items() if count > 1):
        again = [one for one in file.walk() if one.number == number][-1]
        yield Problem("number_twice", write_place(file, again), {"number": number})
    for area in file.focus_areas:
        if not area.initiatives:
            yield Problem("list_empty", f"focus_areas[{area.number}].initiatives")


def _find_time_problems(file: Direction) -> Iterator[Problem]:
    if file.end < file.start:
        return
    for step in file.walk():
        span = step.find_span(file.period)
        if span is None:
            continue
        if span.begins and span.ends and span.ends.end < span.begins.start:
            params: dict[str, object] = {"begins": step.begins, "ends": step.ends}
            yield Problem("ends_before_it_begins", write_place(file, step), params)
        elif (span.begins and span.begins.start > file.end) or (span.ends and span.ends.end < file.start):
            params = {"first": file.start, "second": file.end}
            yield Problem("time_outside_the_plan", write_place(file, step), params)


def _find_dependency_problems(file: Direction) -> Iterator[Problem]:
    known = {one.number: one for one in file.walk()}
    for step in known.values():
        place = f"{write_place(file, step)}.depends_on"
        for number in step.depends_on:
            if number not in known:
                yield Problem("initiative_unknown", place, {"number": number, "allowed": list(known)})
            elif file.start <= file.end and _comes_before(step, known[number], file):
                yield Problem("before_what_it_depends_on", place, {"number": number})
    links = {number: [one for one in step.depends_on if one in known] for number, step in known.items()}
    told: set[frozenset[str]] = set()
    for number in links:
        cycle = _find_cycle(number, links)
        if cycle and frozenset(cycle) not in told:
            told.add(frozenset(cycle))
            place = f"{write_place(file, known[number])}.depends_on"
            yield Problem("initiatives_in_a_circle", place, {"numbers": " → ".join([*cycle, cycle[0]])})


def _comes_before(step: PlanStep, needed: PlanStep, file: Direction) -> bool:
    """Return whether a step is over before what it depends on can be, whatever day their times turn out to mean."""
    own, other = step.find_span(file.period), needed.find_span(file.period)
    return bool(own and own.ends and other and other.ends and own.ends.end < other.ends.start)


def _find_cycle(start: str, links: Mapping[str, Sequence[str]]) -> list[str]:
    """Find a way from a step back to itself; empty where there is none."""
    before: dict[str, str] = {}
    stack = [start]
    while stack:
        here = stack.pop()
        for there in links[here]:
            if there == start:
                way = [here]
                while way[-1] != start:
                    way.append(before[way[-1]])
                return way[::-1]
            if there not in before:
                before[there] = here
                stack.append(there)
    return []


def _find_definition_problems(file: DirectionFile) -> Iterator[Problem]:
    yield from find_owner_problems(file)
    declared = [(one.institution, one.id) for one in file.indicators]
    for (owner, key), count in Counter(declared).items():
        if count > 1:
            twice: dict[str, object] = {"key": f"{owner} {key}", "count": count}
            yield Problem("indicator_duplicate", f"indicators[{key}]", twice)
    defined = {one.id for one in file.institutions}
    for owner in sorted({owner for owner, _ in declared} - defined - {file.institution}):
        unknown: dict[str, object] = {"key": owner, "allowed": sorted(defined)}
        yield Problem("institution_unknown", "indicators", unknown)
    own = {key for owner, key in declared if owner == file.institution}
    for figure in file.figures:
        if figure.indicator not in own:
            params: dict[str, object] = {
                "key": figure.indicator,
                "institution": file.institution,
                "allowed": sorted(own),
            }
            yield Problem("indicator_unknown", f"figures[{figure.indicator}]", params)
    for (key, _), count in Counter((figure.indicator, figure.when) for figure in file.figures).items():
        if count > 1:
            yield Problem("figure_twice", f"figures[{key}]", {"key": key})
