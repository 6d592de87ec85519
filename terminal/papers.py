"""Papers: what is known of a plan, its institution or its area, as a file to read, to write on, or to show."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from pathlib import Path
from typing import Annotated

import typer

from db.audit import exports
from db.clock import read_clock
from db.meetings import meeting_papers
from db.reports import paper_reading
from export.papers import papers
from export.papers.kinds.direction_paper import write_direction_paper
from metrics.meeting.meeting_course import MeetingSubject
from metrics.paper.ground import PaperGround
from metrics.paper.kinds import (
    OF_A_MEETING,
    OF_A_SETTLEMENT,
    OF_NO_PLAN,
    PaperFormat,
    PaperKind,
    check_combination,
)
from metrics.periods import Period
from terminal import common
from terminal.common import AsOf, KnownAt, Language, PlanKey
from terminal.reads.direction_request import DirectionRequest

app = typer.Typer()

_KINDS = ", ".join(kind for kind in PaperKind if kind not in OF_NO_PLAN)
_FORMATS = ", ".join(PaperFormat)
Kind = Annotated[
    PaperKind, typer.Option("--kind", metavar="KIND", help=common.WORDS.t("cli.paper_kind", kinds=_KINDS))
]
Format = Annotated[
    PaperFormat,
    typer.Option("--format", metavar="FORMAT", help=common.WORDS.t("cli.paper_format", formats=_FORMATS)),
]
Output = Annotated[
    Path, typer.Option("-o", "--output", metavar="FILE", help=common.WORDS.t("cli.paper_output"))
]
Quarter = Annotated[
    str | None, typer.Option("--quarter", metavar="2026Q3", help=common.WORDS.t("cli.paper_quarter"))
]
Year = Annotated[int | None, typer.Option("--year", metavar="2019", help=common.WORDS.t("cli.paper_year"))]
OfArea = Annotated[bool, typer.Option("--of-area", help=common.WORDS.t("cli.paper_of_area"))]
OwnPart = Annotated[bool, typer.Option("--own-part", help=common.WORDS.t("cli.paper_own_part"))]


@app.command("paper", help=common.WORDS.t("cli.paper"))
def write_paper(
    plan: PlanKey,
    kind: Kind,
    output: Output,
    form: Format = PaperFormat.PDF,
    *,
    quarter: Quarter = None,
    year: Year = None,
    of_area: OfArea = False,
    own_part: OwnPart = False,
    as_of: AsOf = None,
    known_at: KnownAt = None,
    lang: Language = None,
) -> None:
    """Write a paper to a file, and record that it left."""
    check_combination(kind, form, quarter, of_area=of_area, own_part=own_part, year=year)
    of_area = of_area and not own_part
    words = common.choose_words(lang)
    if kind is PaperKind.DIRECTION:
        found = DirectionRequest.read(plan, as_of, known_at).make_ground()
        content = write_direction_paper(form, found, words)
        subject, owners = plan, [found.owner.id]
    else:
        asked = AskedPaper(plan, kind, quarter, of_area, own_part, year)
        ground = _read_ground(asked, *common.read_moment(as_of, known_at))
        content = papers.write_paper(kind, form, ground, words)
        subject, owners = papers.find_subject(kind, ground), [*papers.find_owners(kind, ground)]
    with common.open_writing(dry_run=False) as db:
        exports.record_export(db, exports.find_paper_export(kind, of_area=of_area), subject, *owners)
    output.write_bytes(content)
    told = common.WORDS.t("cli.paper_written", kind=common.WORDS.t(f"paper.kind_{kind}"), file=str(output))
    typer.echo(told)


@dataclass(frozen=True, slots=True)
class AskedPaper:
    """A paper that is asked for: of which plan and kind, about which quarter, and whether of the plan's whole area.

    With `own_part` it is what the plan's institution is told of the area's meeting. `year` is that of a contract over
    several, of which a settlement is told.
    """

    plan: str
    kind: PaperKind
    quarter: str | None = None
    of_area: bool = False
    own_part: bool = False
    year: int | None = None


def _read_ground(asked: AskedPaper, day: date, moment: datetime) -> PaperGround:
    kind, quarter = asked.kind, asked.quarter
    with common.open_reading() as db:
        moments = paper_reading.read_moments(db)
        ground = paper_reading.read_paper_ground(db, asked.plan, day, moment, read_clock(), moments)
        if kind in OF_A_SETTLEMENT:
            return paper_reading.add_annual(db, ground, year=asked.year)
        if quarter is None:
            return ground
        if kind not in OF_A_MEETING:
            return paper_reading.add_kept_report(db, ground, quarter)
        subject = MeetingSubject(
            institution="" if asked.of_area else ground.score.plan.institution,
            area=ground.area if asked.of_area or asked.own_part else "",
        )
        ground = meeting_papers.add_meeting(
            db, ground, subject, Period.parse(quarter).text, moments.judge, told=asked.own_part
        )
        return meeting_papers.demand_minutes(ground) if kind is PaperKind.MINUTES else ground
