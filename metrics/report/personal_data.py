"""What in a free text may be personal: CPR numbers, and words of somebody's health or of one person.

A warning, never a refusal: whether a text is of a person only its writer knows.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from metrics.report.draft_fields import ReportDraft

FREE_TEXTS = frozenset(
    {"cause", "measure", "drawn", "drawn_by", "comment", "source", "evidence", "note", "text"}
)
"""The fields of a draft in which people write as they like."""


class PersonalSign(StrEnum):
    """Why a text may be personal."""

    CPR_NUMBER = "cpr_number"
    HEALTH = "health"
    NAME = "name"


@dataclass(frozen=True, slots=True)
class PersonalPlace:
    """A place in a text that may be personal, from one sign up to another."""

    sign: PersonalSign
    start: int
    end: int


# Ten figures that begin with a day, as a whole: not a part of a longer number.
_CPR = re.compile(r"(?<![\d-])(\d{2})(\d{2})\d{2}[- ]?\d{4}(?![\d-])")
_HEALTH = re.compile(
    r"\b(?:barsel|burnout|cancer|depression|depressi\w+|diagnos\w+|gravid\w*|helbred\w*|hospital\w*|indlagt|kræft\w*"
    r"|langtidssyg\w*|operation(?:en)? for|psyki\w+|stress(?:syg\w*|ramt\w*|sygemeld\w*)|sygemeld\w*"
    r"|pregnan\w+|sick leave|on leave|surgery)\b",
    re.IGNORECASE,
)
# Somebody is named after a word that says so: two words with capitals may as well be an authority.
_NAME = re.compile(
    r"\b(?:medarbejder(?:en)?|kollega(?:en)?|kontorchef|specialkonsulent|fuldmægtig|vores|hr\.|fru|employee|colleague"
    r"|mr\.?|ms\.?|mrs\.?)\s+((?-i:[A-ZÆØÅ][a-zæøåéü]+)(?:\s+(?-i:[A-ZÆØÅ][a-zæøåéü]+))*)",
    re.IGNORECASE,
)


def find_personal_places(text: str) -> list[PersonalPlace]:
    """Find the places of a text that may be personal, in their order."""
    return sorted(_find(text), key=lambda one: one.start)


def list_personal_signs(text: str) -> list[PersonalSign]:
    """List why a text may be personal, each reason once."""
    return list(dict.fromkeys(one.sign for one in find_personal_places(text)))


def find_personal_fields(draft: ReportDraft) -> dict[tuple[str, str], list[PersonalSign]]:
    """Find the free texts of a draft that may be personal, by line and field."""
    texts = ((place, one.text) for place, one in draft.fields.items() if one.name in FREE_TEXTS)
    return {place: signs for place, text in texts if (signs := list_personal_signs(text))}


def _find(text: str) -> Iterator[PersonalPlace]:
    for found in _CPR.finditer(text):
        if _is_day(int(found[1]), int(found[2])):
            yield PersonalPlace(PersonalSign.CPR_NUMBER, *found.span())
    for found in _HEALTH.finditer(text):
        yield PersonalPlace(PersonalSign.HEALTH, *found.span())
    for found in _NAME.finditer(text):
        yield PersonalPlace(PersonalSign.NAME, *found.span(1))


def _is_day(day: int, month: int) -> bool:
    try:
        date(2000, month, day)  # a leap year, in which every day there is stands
    except ValueError:
        return False
    return True
