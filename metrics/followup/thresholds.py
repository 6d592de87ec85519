"""When the rules for risk fire: the usual numbers, and those a ministry area has set for itself."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from dataclasses import dataclass, replace
from datetime import datetime
from decimal import Decimal

from metrics.errors import Problem
from metrics.plan.terms import find_text_problems


@dataclass(frozen=True, slots=True)
class Thresholds:
    """When the rules fire; docs/risk.md gives the reasons. Days are calendar days, `likely` is in percent."""

    lead_days: Decimal = Decimal(30)
    """An unconfirmed milestone is flagged this long before it is due."""
    report_days: Decimal = Decimal(14)
    """A report is announced this long before it is due."""
    likely: Decimal = Decimal(68)
    """A goal less likely than this to be met is at risk: at this line most that fail are seen a quarter ahead, and few
    of the others are named with them. docs/forecasts.md has the figures.
    """
    expectation_days: Decimal = Decimal(100)
    """An expectation older than this is out of date: a quarter, and the days its report takes."""


USUAL = Thresholds()
MOST = {"lead_days": 366, "report_days": 366, "likely": 100, "expectation_days": 732}
"""Every threshold and the highest it may be set to."""


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
    """The thresholds of each ministry area that has set any; the newest setting counts."""
    found: dict[str, Thresholds] = {}
    for setting in sorted(settings, key=lambda s: s.recorded_at):
        if setting.recorded_at <= known_at:
            before = found.get(setting.area, USUAL)
            found[setting.area] = replace(before, **{setting.name: setting.value})
    return found


def find_setting_problems(setting: ThresholdSetting, areas: Collection[str]) -> list[Problem]:
    """What forbids a setting: an unknown area or name, a number that cannot be meant, no reason."""
    found = [*find_text_problems(setting.reason, "reason")]
    if setting.area not in areas:
        found.append(Problem("area_unknown", "area", {"value": setting.area, "allowed": sorted(areas)}))
    if setting.name not in MOST:
        found.append(Problem("not_allowed", "name", {"value": setting.name, "allowed": ", ".join(MOST)}))
    elif not (0 <= setting.value <= MOST[setting.name] and _possible(setting)):
        params = {"value": setting.value, "most": MOST[setting.name]}
        found.append(Problem("threshold_out_of_range", setting.name, params))
    return found


def _possible(setting: ThresholdSetting) -> bool:
    """Days are whole; a probability may have decimals."""
    return setting.name == "likely" or setting.value == setting.value.to_integral_value()
