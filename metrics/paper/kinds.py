"""The kinds of papers, the formats each makes sense in, and how each is marked."""

from __future__ import annotations

from collections.abc import Mapping
from enum import StrEnum

from metrics.access import Action
from metrics.errors import refuse


class PaperKind(StrEnum):
    """What a paper is about."""

    PLAN = "plan"
    QUARTER = "quarter"
    NOTE = "note"
    INSTITUTION = "institution"
    AREA = "area"
    ANNUAL = "annual"


class PaperFormat(StrEnum):
    """The format of a paper's file."""

    PDF = "pdf"
    WORD = "docx"
    EXCEL = "xlsx"
    SLIDES = "pptx"


class Marking(StrEnum):
    """Whom a paper is for: the department alone, the department's advice to its minister, or the institution too."""

    INTERNAL = "internal"
    MINISTER = "minister"
    SHARED = "shared"


FORMATS: Mapping[PaperKind, tuple[PaperFormat, ...]] = {
    **dict.fromkeys(PaperKind, tuple(PaperFormat)),
    # A page of advice is read and written on; it is neither computed with nor shown on a wall.
    PaperKind.NOTE: (PaperFormat.PDF, PaperFormat.WORD),
    # It is put into the annual report (Økonomistyrelsen, vejledning om årsrapport), which is no meeting.
    PaperKind.ANNUAL: (PaperFormat.PDF, PaperFormat.WORD, PaperFormat.EXCEL),
}
"""The formats of each kind, the first the usual one."""

_MARKINGS: Mapping[PaperKind, Marking] = {
    PaperKind.PLAN: Marking.SHARED,
    PaperKind.QUARTER: Marking.SHARED,
    PaperKind.NOTE: Marking.MINISTER,
    PaperKind.INSTITUTION: Marking.SHARED,
    # Comparison across institutions is the department's.
    PaperKind.AREA: Marking.INTERNAL,
    PaperKind.ANNUAL: Marking.SHARED,
}

OWN_PAPERS = Action.DECIDE
"""The right to what is not shared: nobody who works in the institution has it, whatever their role."""


def find_marking(kind: PaperKind) -> Marking:
    """Find how a kind of paper is marked."""
    return _MARKINGS[kind]


def check_combination(kind: PaperKind, form: PaperFormat, quarter: str | None) -> None:
    """Refuse a kind that is not made in a format, and a quarter that is missing or asked for in vain.

    Raises InvalidInput (`paper_format`, `paper_quarter_needed`, `paper_quarter_unused`).
    """
    if form not in FORMATS[kind]:
        allowed = [one.value for one in FORMATS[kind]]
        raise refuse("paper_format", "--format", kind=kind, format=form.value, allowed=allowed)
    if kind is PaperKind.QUARTER and quarter is None:
        raise refuse("paper_quarter_needed", "--quarter", kind=kind)
    if kind is not PaperKind.QUARTER and quarter is not None:
        raise refuse("paper_quarter_unused", "--quarter", kind=kind)
