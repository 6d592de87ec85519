"""The thresholds of the risk rules: the usual ones, and those a ministry area has set for itself."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from dataclasses import dataclass, replace
from datetime import datetime
from decimal import Decimal

from metrics.errors import Problem
from metrics.plan.terms import find_text_problems


@dataclass(frozen=True, slots=True)
class Thresholds:
    """The thresholds of the risk rules and of the total, explained in docs/risk.md, in calendar days or in percent."""

    lead_days: Decimal = Decimal(30)
    """An unconfirmed milestone is flagged this long before it is due."""
    report_days: Decimal = Decimal(14)
    """A report is announced this long before it is due."""
    likely: Decimal = Decimal(65)
    """A goal less likely than this to be met is at risk: it catches most goals that fail a quarter ahead, and few of
    the others. docs/forecasts.md has the figures.
    """
    expectation_days: Decimal = Decimal(100)
    """An expectation older than this is out of date: a quarter plus the days its report takes."""
    satisfactory: Decimal = Decimal(80)
    """An institution that earns less of its points than this counts as below; the headline of a plan goes by what
    the plan itself says is enough, where it says so.
    """
    unapproved_seen: Decimal = Decimal(0)
    """Whether the department is shown what is sent to the chief and not approved yet, as provisional: 1 for yes."""
    answer_days: Decimal = Decimal(14)
    """Each party has so long to answer the other: the department a report, the institution a question or a doubt."""


USUAL = Thresholds()
MOST = {
    "lead_days": 366,
    "report_days": 366,
    "likely": 100,
    "expectation_days": 732,
    "satisfactory": 100,
    "unapproved_seen": 1,
    "answer_days": 366,
}
"""Each threshold and the highest value it may be set to."""


@dataclass(frozen=True, slots=True)
class ThresholdSetting:
    """A threshold that a ministry area has set, and why."""

    area: str
    name: str
    value: Decimal
    reason: str
    recorded_at: datetime


def find_thresholds_in_force(
    settings: Iterable[ThresholdSetting], known_at: datetime
) -> dict[str, Thresholds]:
    """Find the thresholds of each ministry area that had set any by then; the newest setting of each counts."""
    found: dict[str, Thresholds] = {}
    for setting in sorted(settings, key=lambda s: s.recorded_at):
        if setting.recorded_at <= known_at:
            before = found.get(setting.area, USUAL)
            found[setting.area] = replace(before, **{setting.name: setting.value})
    return found


def find_setting_problems(setting: ThresholdSetting, areas: Collection[str]) -> list[Problem]:
    """Find what is wrong with a setting: an unknown area or name, a value out of range, or no reason."""
    found = [*find_text_problems(setting.reason, "reason")]
    if setting.area not in areas:
        found.append(Problem("area_unknown", "area", {"value": setting.area, "allowed": sorted(areas)}))
    if setting.name not in MOST:
        found.append(Problem("not_allowed", "name", {"value": setting.name, "allowed": ", ".join(MOST)}))
    elif not (0 <= setting.value <= MOST[setting.name] and _is_possible(setting)):
        params = {"value": setting.value, "most": MOST[setting.name]}
        found.append(Problem("threshold_out_of_range", setting.name, params))
    return found


def _is_possible(setting: ThresholdSetting) -> bool:
    """Tell whether the value has a precision its unit allows: days are whole, percent may have decimals."""
    return setting.name in {"likely", "satisfactory"} or setting.value == setting.value.to_integral_value()
