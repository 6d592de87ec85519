"""The settlement of a plan's year: what is missing, the annual table, its analysis and its approval."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Annotated

import typer

from db.annual import annual_reading
from db.annual.annual_reading import AnnualReading
from export.annual_report import build_annual_report
from metrics.annual.stages import AnnualStage, AnnualStep, find_step_due
from terminal import common
from terminal.common import AsJson, AsOf, KnownAt, PlanKey
from terminal.scores import print_heading
from words.annual.act_line import write_actor
from words.annual.analysis_lines import write_goal_facts, write_part_facts, write_text
from words.annual.annual_lines import (
    write_beside_total,
    write_change,
    write_preliminary_total,
    write_rows,
    write_total,
)
from words.annual.waiting_line import write_owing, write_waiting

app = typer.Typer()


@app.command("annual", help=common.WORDS.t("cli.annual"))
def show_annual(
    plan: PlanKey,
    year: Annotated[int | None, typer.Option(help=common.WORDS.t("cli.annual_year"))] = None,
    as_of: AsOf = None,
    known_at: KnownAt = None,
    as_json: AsJson = False,
) -> None:
    """Show how far the year of a plan is settled, and the annual table."""
    day, moment = common.read_moment(as_of, known_at)
    with common.open_reading() as db:
        reading = annual_reading.read_annual(db, plan, day, moment, prepares=True, year=year)
    if as_json:
        common.print_json(build_annual_report(reading, common.WORDS))
        return
    print_heading(reading.table.score, reading.catalogue)
    for line in (*_write_standing(reading), *_write_goals(reading), *_write_rest(reading)):
        typer.echo(line)


def _write_standing(reading: AnnualReading) -> Iterator[str]:
    table, words = reading.table, common.WORDS
    yield words.t(f"annual.stage_{table.stage}") + (f" {reading.year}" if reading.year else "")
    yield write_total(table, words)
    if told := write_preliminary_total(table, words):
        yield told
    yield from write_beside_total(table, words)
    if table.stage in (AnnualStage.TO_COME, AnnualStage.PRELIMINARY):
        for step in AnnualStep:
            yield words.t(f"annual.step_{step}", on=words.date(find_step_due(table.plan, step)))
    for part in table.waiting:
        what, by = write_waiting(part, reading.catalogue, words), write_owing(part, words)
        yield f"  {part.goal}  {words.t('annual.waiting_at', what=what, by=by)}"


def _write_goals(reading: AnnualReading) -> Iterator[str]:
    words = common.WORDS
    yield words.t("annual.part_one")
    for row in write_rows(reading.table, reading.catalogue, words):
        yield f"{row.number:>5}  {row.fulfilment:<28} {row.points:>14}  {row.title}"
        for part in row.parts:
            yield f"       {part.number}  {part.criterion}: {part.reached} ({part.expected})"


def _write_rest(reading: AnnualReading) -> Iterator[str]:
    table, words = reading.table, common.WORDS
    if table.analysed:
        yield words.t("annual.part_two")
    for row in table.analysed:
        yield f"{row.number:>5}  {row.found.goal.title}: {write_goal_facts(row, table, words)}"
        for line in write_part_facts(row, table, reading.catalogue, words):
            yield f"       {line}"
        for field, text in reading.ground.texts.get(row.number, {}).items():
            yield f"       {write_text(field, text, words)}"
    for change in table.changes:
        yield write_change(change, words)
    for done in reading.course.acts:
        what = words.t(f"record.annual_{done.act}")
        yield f"{what}: {write_actor(done, words)}, {words.moment(done.at)}"
