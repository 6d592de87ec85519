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
    PREREAD = "preread"
    MINUTES = "minutes"
    MINISTER = "minister"
    PUBLIC = "public"
    WHEEL = "wheel"
    DIRECTION = "direction"


class PaperFormat(StrEnum):
    """The format of a paper's file."""

    PDF = "pdf"
    WORD = "docx"
    EXCEL = "xlsx"
    SLIDES = "pptx"


class Marking(StrEnum):
    """Whom a paper is for: the department alone, the department's advice to its minister, the institution, anybody."""

    INTERNAL = "internal"
    MINISTER = "minister"
    SHARED = "shared"
    PUBLIC = "public"


FORMATS: Mapping[PaperKind, tuple[PaperFormat, ...]] = {
    **dict.fromkeys(PaperKind, tuple(PaperFormat)),
    # A page of advice is read and written on; it is neither computed with nor shown on a wall.
    PaperKind.NOTE: (PaperFormat.PDF, PaperFormat.WORD),
    # It is put into the annual report (Økonomistyrelsen, vejledning om årsrapport), which is no meeting.
    PaperKind.ANNUAL: (PaperFormat.PDF, PaperFormat.WORD, PaperFormat.EXCEL),
    PaperKind.PREREAD: (PaperFormat.PDF, PaperFormat.WORD, PaperFormat.SLIDES),
    PaperKind.MINUTES: (PaperFormat.PDF, PaperFormat.WORD),
    PaperKind.MINISTER: (PaperFormat.PDF, PaperFormat.WORD),
    PaperKind.PUBLIC: (PaperFormat.PDF, PaperFormat.WORD, PaperFormat.EXCEL),
    PaperKind.WHEEL: (PaperFormat.PDF, PaperFormat.WORD, PaperFormat.EXCEL),
    # PowerPoint's own charts have none of a roadmap's kind.
    PaperKind.DIRECTION: (PaperFormat.PDF, PaperFormat.WORD, PaperFormat.EXCEL),
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
    PaperKind.PREREAD: Marking.SHARED,
    PaperKind.MINUTES: Marking.SHARED,
    PaperKind.MINISTER: Marking.MINISTER,
    PaperKind.PUBLIC: Marking.PUBLIC,
    PaperKind.WHEEL: Marking.SHARED,
    PaperKind.DIRECTION: Marking.SHARED,
}

OF_A_MEETING = frozenset({PaperKind.PREREAD, PaperKind.MINUTES})
"""The papers of a quarterly meeting, about an institution or about a ministry area."""

OF_A_QUARTER = OF_A_MEETING | {PaperKind.QUARTER}
"""The papers that are about one quarter."""

OF_A_SETTLEMENT = frozenset({PaperKind.ANNUAL, PaperKind.PUBLIC})
"""The papers that are made of the settlement of a plan's year."""

OF_NO_PLAN = frozenset({PaperKind.WHEEL})
"""The papers that are about an institution or an area, whether or not there is a plan."""

_OPEN = frozenset({Marking.SHARED, Marking.PUBLIC})

OWN_PAPERS = Action.DECIDE
"""The right to what is not shared: nobody who works in the institution has it, whatever their role."""


def find_marking(kind: PaperKind, *, of_area: bool = False) -> Marking:
    """Find how a kind of paper is marked; a meeting about a ministry area, or its year, is the department's own."""
    return Marking.INTERNAL if of_area and kind in OF_A_MEETING | OF_NO_PLAN else _MARKINGS[kind]


def is_own_paper(kind: PaperKind, *, of_area: bool = False) -> bool:
    """Tell whether a paper is the department's own, which takes the right `OWN_PAPERS`."""
    return find_marking(kind, of_area=of_area) not in _OPEN


def check_combination(
    kind: PaperKind,
    form: PaperFormat,
    quarter: str | None,
    *,
    of_area: bool = False,
    own_part: bool = False,
    year: int | None = None,
) -> None:
    """Refuse a kind that is not made in a format, and a quarter, area, part or year that is missing or asked in vain.

    Raises InvalidInput (`paper_of_no_plan`, `paper_format`, `paper_quarter_needed`, `paper_quarter_unused`,
    `paper_area_unused`, `paper_part_unused`, `paper_year_unused`).
    """
    if kind in OF_NO_PLAN:
        raise refuse("paper_of_no_plan", "--kind", kind=kind)
    if form not in FORMATS[kind]:
        allowed = [one.value for one in FORMATS[kind]]
        raise refuse("paper_format", "--format", kind=kind, format=form.value, allowed=allowed)
    if kind in OF_A_QUARTER and quarter is None:
        raise refuse("paper_quarter_needed", "--quarter", kind=kind)
    if kind not in OF_A_QUARTER and quarter is not None:
        raise refuse("paper_quarter_unused", "--quarter", kind=kind)
    if of_area and kind not in OF_A_MEETING:
        raise refuse("paper_area_unused", "--of-area", kind=kind)
    if own_part and kind is not PaperKind.MINUTES:
        raise refuse("paper_part_unused", "--own-part", kind=kind)
    if year is not None and kind not in OF_A_SETTLEMENT:
        raise refuse("paper_year_unused", "--year", kind=kind)
