"""Every kind of paper in every format: the numbers are those of the score document of the same day."""

from __future__ import annotations

import subprocess
import sys
from datetime import date
from fractions import Fraction
from pathlib import Path

import pytest

from db import session
from db.meetings.meeting_papers import add_meeting
from db.reports.paper_reading import read_moments, read_paper_ground
from db.scope import EVERYTHING
from export.papers.papers import (
    MAKERS,
    MEDIA_TYPES,
    WRITERS,
    find_owners,
    find_subject,
    find_writer,
    make_paper,
    name_paper,
    write_paper,
)
from export.score_document import build_score_document
from metrics.meeting.meeting_course import MeetingSubject
from metrics.paper.ground import PaperGround
from metrics.paper.kinds import FORMATS, OF_A_QUARTER, OF_NO_PLAN, PaperFormat, PaperKind
from metrics.periods import find_day_end
from tests.paper_files import read_again, strip
from tests.papers import APPEALS, DAY, EXAMPLE, MADE, example_ground
from words.language import Words

AREA = "Digitaliserings- og Borgerministeriet (opdigtet)"


def find_ground(database: Path, plan: str) -> PaperGround:
    return example_ground(database, plan, date(2017, 6, 30) if plan == "cpr-2017" else DAY)


@pytest.mark.parametrize("plan", EXAMPLE)
@pytest.mark.parametrize("form", PaperFormat)
def test_the_numbers_of_a_plan_are_those_of_its_score_document_in_every_format(
    sqlite_filled: Path, plan: str, form: PaperFormat
) -> None:
    ground, words = find_ground(sqlite_filled, plan), Words("da")
    document = build_score_document(ground.score, ground.catalogue, words)
    text = read_again(write_paper(PaperKind.PLAN, form, ground, words), form)
    bare = strip(text)
    for goal in document["goals"]:
        assert strip(goal["title"]) in bare
        for criterion in goal["criteria"]:
            assert strip(criterion["trace"]["text"]) in bare, criterion["number"]
    total = document["total"]
    if total["possible"] is not None:
        for name in ("secured", "open", "lost"):
            exact = getattr(ground.score.points, name)
            assert float(exact) == pytest.approx(total[name])
            shown = words.points(exact, Fraction(total["possible"]))
            assert shown in text or str(float(exact)) in text or str(int(exact)) in text


@pytest.mark.parametrize("kind", [kind for kind in MAKERS if kind not in OF_A_QUARTER])
def test_a_kind_has_its_owners_a_name_for_its_file_and_sections(sqlite_filled: Path, kind: PaperKind) -> None:
    ground = find_ground(sqlite_filled, APPEALS)
    assert make_paper(kind, ground, Words("en")).sections
    assert "eksempel-ankenaevn" in find_owners(kind, ground)
    assert len(find_owners(kind, ground)) == (3 if kind is PaperKind.AREA else 1)
    name = name_paper(kind, FORMATS[kind][0], APPEALS, DAY, Words("da"))
    assert name.startswith(f"{APPEALS}-")
    assert name.endswith("-2026-11-20.pdf")


@pytest.mark.parametrize(
    ("kind", "subject", "about"),
    [
        (PaperKind.PLAN, None, APPEALS),
        (PaperKind.INSTITUTION, None, "eksempel-ankenaevn"),
        (PaperKind.AREA, None, "digitaliserings-og-borgerministeriet-opdigtet"),
        (PaperKind.PREREAD, MeetingSubject("eksempel-ankenaevn"), "eksempel-ankenaevn"),
        (PaperKind.PREREAD, MeetingSubject(area=AREA), "digitaliserings-og-borgerministeriet-opdigtet"),
    ],
)
def test_a_file_is_named_by_what_it_is_about_and_never_by_the_first_plan_of_it(
    sqlite_filled: Path, kind: PaperKind, subject: MeetingSubject | None, about: str
) -> None:
    with session.open_reading(f"sqlite:///{sqlite_filled}", sees=EVERYTHING) as db:
        read = read_moments(db)
        ground = read_paper_ground(db, APPEALS, DAY, find_day_end(DAY), MADE, read)
        if subject:
            ground = add_meeting(db, ground, subject, "2026Q3", read.judge)
    name = name_paper(kind, PaperFormat.PDF, find_subject(kind, ground), "2026Q3", Words("da"))
    assert name.startswith(f"{about}-")


def test_every_kind_is_made_and_every_format_is_written() -> None:
    # A development plan is no judged plan, and its paper is made of another ground.
    assert {*MAKERS, PaperKind.DIRECTION} == set(PaperKind) - OF_NO_PLAN
    assert PaperKind.DIRECTION not in MAKERS
    assert set(WRITERS) == set(MEDIA_TYPES) == set(PaperFormat)
    assert [find_writer(form).__name__ for form in PaperFormat] == [name for _, name in WRITERS.values()]


def test_what_writes_is_loaded_only_when_a_paper_is_made() -> None:
    code = "import cli, sys; sys.exit(any(name in sys.modules for name in ('typst', 'docx', 'pptx', 'fontTools')))"
    assert subprocess.run([sys.executable, "-c", code], check=False).returncode == 0


def test_the_document_lists_every_kind_with_its_formats() -> None:
    lines = (Path(__file__).parents[3] / "docs" / "papers.md").read_text(encoding="utf-8").splitlines()
    cells = [line.split(" | ") for line in lines if line.startswith("| `")]
    listed = {row[0].strip("| `"): row[2] for row in cells}
    assert listed == {kind.value: ", ".join(FORMATS[kind]) for kind in PaperKind}
