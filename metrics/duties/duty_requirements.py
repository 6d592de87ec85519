"""The requirements a plan of duties must meet beyond the shape of its parts."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator
from datetime import date

from metrics.direction.document_versions import find_owner_problems
from metrics.duties.duty_plan import DutyFile, DutyPlan, RecurringDuty
from metrics.duties.recurrence import find_rule_problems, list_days
from metrics.errors import Problem


def find_duty_problems(file: DutyFile) -> list[Problem]:
    """Find every problem across the parts of a file, each with its place."""
    found = list(find_owner_problems(file))
    if file.end and file.end < file.start:
        found.append(Problem("dates_out_of_order", "end", {"first": file.start, "second": file.end}))
    numbers = Counter(one.number for one in file.duties)
    found += [
        Problem("duty_twice", f"duties[{number}]", {"number": number})
        for number, count in numbers.items()
        if count > 1
    ]
    return [*found, *(problem for one in file.duties for problem in _find_problems(one, file))]


def find_change_problems(
    before: DutyPlan, after: DutyPlan, reported: Iterable[tuple[str, date | None]]
) -> list[Problem]:
    """Find what prevents a version from following another.

    `reported` are the numbers of the duties that something was said of, each with the due day it was said of, if any.
    """
    if before.institution != after.institution:
        return [Problem("plan_of_another", "institution", {"recorded": before.institution})]
    found = []
    for number, day in sorted({*reported}, key=lambda one: (one[0], one[1] or date.min)):
        duty, old = after.find_duty(number), before.find_duty(number)
        if duty is None:
            found.append(Problem("duty_reported_on", "duties", {"number": number}))
        elif day and old and day in list_due_days(before, old) and day not in list_due_days(after, duty):
            params: dict[str, object] = {"number": number, "day": day}
            found.append(Problem("occurrence_reported_on", f"duties[{number}].rule", params))
    return found


def list_due_days(plan: DutyPlan, duty: RecurringDuty) -> tuple[date, ...]:
    """List every day on which a duty is due by its rule, within its plan."""
    return list_days(duty.rule, duty.first, plan.end) if duty.rule and duty.first else ()


def _find_problems(duty: RecurringDuty, file: DutyPlan) -> Iterator[Problem]:
    place = f"duties[{duty.number}]"
    if duty.rule and duty.first:
        yield from find_rule_problems(duty.rule, duty.first, f"{place}.rule")
    elif duty.rule or duty.first:
        yield Problem("rule_and_first_day", place)
    if duty.first and (duty.first < file.start or (file.end and duty.first > file.end)):
        params: dict[str, object] = {"day": duty.first, "first": file.start}
        yield Problem("first_day_outside_the_plan", f"{place}.first", params)
    if (duty.trigger_days is not None or duty.has_end) and not duty.trigger:
        yield Problem("trigger_needed", place)
    if duty.trigger_days is not None and duty.has_end:
        yield Problem("one_of", place, {"allowed": "trigger_days, has_end"})
