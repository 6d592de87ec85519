"""Every kind of paper and every format: which function makes the one, and which writes the other."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from datetime import date, datetime
from importlib import import_module

from export.papers.kinds import (
    annual_paper,
    area_paper,
    institution_paper,
    minister_paper,
    minutes_paper,
    note_paper,
    plan_paper,
    preread_paper,
    public_paper,
    quarter_paper,
)
from export.papers.paper import Paper
from metrics.paper.ground import PaperGround
from metrics.paper.kinds import OF_A_MEETING, PaperFormat, PaperKind
from metrics.plan.drafting.keys import make_key
from words.language import Words

_KEY = re.compile(r"[a-z0-9-]+")

MAKERS: Mapping[PaperKind, Callable[[PaperGround, Words], Paper]] = {
    PaperKind.PLAN: plan_paper.make_plan_paper,
    PaperKind.QUARTER: quarter_paper.make_quarter_paper,
    PaperKind.NOTE: note_paper.make_note_paper,
    PaperKind.INSTITUTION: institution_paper.make_institution_paper,
    PaperKind.AREA: area_paper.make_area_paper,
    PaperKind.ANNUAL: annual_paper.make_annual_paper,
    PaperKind.PREREAD: preread_paper.make_preread_paper,
    PaperKind.MINUTES: minutes_paper.make_minutes_paper,
    PaperKind.MINISTER: minister_paper.make_minister_paper,
    PaperKind.PUBLIC: public_paper.make_public_paper,
}

WRITERS: Mapping[PaperFormat, tuple[str, str]] = {
    PaperFormat.PDF: ("pdf_writer", "write_pdf"),
    PaperFormat.WORD: ("word_writer", "write_word"),
    PaperFormat.EXCEL: ("sheet_writer", "write_sheets"),
    PaperFormat.SLIDES: ("slide_writer", "write_slides"),
}
"""The module that writes each format, and its function."""

_OFFICE = "application/vnd.openxmlformats-officedocument"
MEDIA_TYPES: Mapping[PaperFormat, str] = {
    PaperFormat.PDF: "application/pdf",
    PaperFormat.WORD: f"{_OFFICE}.wordprocessingml.document",
    PaperFormat.EXCEL: f"{_OFFICE}.spreadsheetml.sheet",
    PaperFormat.SLIDES: f"{_OFFICE}.presentationml.presentation",
}


def make_paper(kind: PaperKind, ground: PaperGround, words: Words) -> Paper:
    """Make the paper of a kind."""
    return MAKERS[kind](ground, words)


def write_paper(kind: PaperKind, form: PaperFormat, ground: PaperGround, words: Words) -> bytes:
    """Write the paper of a kind as a file; the same ground gives the same file."""
    return find_writer(form)(make_paper(kind, ground, words), ground.made)


def find_writer(form: PaperFormat) -> Callable[[Paper, datetime], bytes]:
    """Find the function that writes a format."""
    module, name = WRITERS[form]
    # Loaded when it is asked for: together they take as long to load as all else that a command does.
    found: Callable[[Paper, datetime], bytes] = getattr(
        import_module(f"export.papers.writers.{module}"), name
    )
    return found


def find_owners(kind: PaperKind, ground: PaperGround) -> tuple[str, ...]:
    """Find the institutions that a paper belongs to: that of the plan, all of the area, or those of the meeting."""
    plan = ground.score.plan
    if not ground.is_of_area(kind):
        return (plan.institution,)
    day = ground.facts.as_of
    of_area = {
        one.institution for one in ground.agreed if ground.catalogue.find_area(one, day) == ground.area
    }
    return tuple(sorted({plan.institution, *of_area}))


def find_subject(kind: PaperKind, ground: PaperGround) -> str:
    """Find what a paper is about: a ministry area by its name, an institution or a plan by its key."""
    meeting = ground.meeting
    if ground.is_of_area(kind):
        return meeting.course.subject.area if meeting and kind in OF_A_MEETING else ground.area
    of_institution = kind in OF_A_MEETING or kind is PaperKind.INSTITUTION
    return ground.score.plan.institution if of_institution else ground.plan


def name_file(about: str) -> str:
    """Name what a file is about as its name may begin: a key as it is, an area's name by its letters."""
    return about if _KEY.fullmatch(about) else make_key(about, ())


def name_paper(kind: PaperKind, form: PaperFormat, about: str, when: date | str, words: Words) -> str:
    """Name the file of a paper: what it is about, what it is, and its day or its quarter."""
    return f"{name_file(about)}-{words.t(f'paper.file_{kind}')}-{when}.{form}"
