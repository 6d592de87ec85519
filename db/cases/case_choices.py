"""What somebody chose about a list of cases, and how much of one is read."""

from __future__ import annotations

import os
from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum

from metrics.errors import refuse
from metrics.facts.numbers import read_whole
from metrics.facts.tables.sheet_choice import FileChoices

MOST_CASES_VARIABLE = "MAALSTREG_MOST_CASES"
MOST_CASES = 200_000_000
"""A list that says it has more is refused before anything of it is unpacked."""


class DecimalSign(StrEnum):
    """What stands before the decimals of the numbers of a text file."""

    COMMA = "comma"
    POINT = "point"


@dataclass(frozen=True, slots=True)
class CaseChoices:
    """The decimal sign of a text file's numbers, and what may be chosen of any file."""

    decimal: DecimalSign | None = None
    file: FileChoices = field(default_factory=FileChoices)


def find_most_cases(environment: Mapping[str, str] = os.environ) -> int:
    """Find how many cases a list may have. Raises InvalidInput (`figure_needed`)."""
    said = environment.get(MOST_CASES_VARIABLE, "").strip()
    most = read_whole(said) if said else MOST_CASES
    if not most:
        raise refuse("figure_needed", MOST_CASES_VARIABLE, value=said)
    return most
