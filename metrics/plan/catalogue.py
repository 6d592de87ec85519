"""The institutions and indicators that plans refer to."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from metrics.plan.formula import SeriesKey
from metrics.plan.model import Indicator, Institution, Plan


@dataclass(frozen=True, slots=True)
class Catalogue:
    """The institutions and indicators that plans refer to."""

    institutions: Mapping[str, Institution]
    indicators: Mapping[SeriesKey, Indicator]


def find_areas(catalogue: Catalogue, plans: Sequence[Plan]) -> list[str]:
    """Find the ministry areas that have plans; real ones come before fictional ones."""
    owners = [catalogue.institutions[plan.institution] for plan in plans]
    return [name for _, name in sorted({(owner.fictional, owner.ministry_area) for owner in owners})]
