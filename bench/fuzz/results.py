"""Results files: CSV and workbooks, changed by cell, by byte, and by part of a workbook's archive."""

from __future__ import annotations

import csv
import io
import re
import zipfile
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from random import Random
from typing import Any, Literal

from sqlalchemy.orm import Session
from xlsxwriter import Workbook

from bench.fuzz import hostile
from bench.fuzz.plans import import_by_terminal
from bench.fuzz.runner import Broken, demand_words
from bench.fuzz.world import NOW, World, show_plan
from db import session
from db.plans import definitions, plan_file, plan_queries
from db.results import raw_rows, result_commands
from db.results.raw_rows import ResultsFile
from db.scope import EVERYTHING
from metrics.facts.raw_row import COLUMNS
from metrics.facts.schema import EventKind
from metrics.facts.tables.file_words import ALIASES, EVENT_WORDS
from metrics.facts.tables.sheet_choice import FileChoices, HiddenChoice
from words.file_answer import write_answer
from words.language import LANGUAGES, Words

BY_TERMINAL = 0.02
SHOWN = 0.3
WORKBOOKS = 0.3
FORMATS = ("General", "0%", "0.00", "yyyy-mm-dd", "yyyy-mm", "dd/mm/yyyy", "[h]:mm", '"kr." #,##0.00', "@")
LAUGHS = (
    b'<?xml version="1.0"?><!DOCTYPE a [<!ENTITY a "aaaaaaaaaa">%s]><worksheet>&j;</worksheet>'
    % b"".join(b'<!ENTITY %c "%s">' % (name, b"&%c;" % (name - 1) * 10) for name in b"bcdefghij")
)

Table = list[list[str]]


@dataclass(frozen=True, slots=True)
class Given:
    """A file's suffix and bytes, and the chance that decides the rest."""

    suffix: str
    content: bytes
    chance: Random
    terminal: bool
    choices: FileChoices


class Results:
    """The import of results files."""

    def __init__(self, world: World) -> None:
        self.world = world
        self._tables = [list(csv.reader(io.StringIO(text))) for text in world.results]
        plans = [plan_file.parse_plan(text) for text in world.plans]
        self._criteria = [
            (plan.institution, f"{plan.id}:{leaf.number}")
            for plan in plans
            for goal in plan.goals
            for leaf in goal.leaves()
        ]

    def make(self, chance: Random) -> Given:
        """Make a real file with some changes, as CSV or as a workbook."""
        table = _mutate(chance, chance.choice(self._tables))
        for _ in range(chance.choice((0, 0, 0, 1, 2))):
            table.append(self._said(chance))
        table = _write_danish(chance, table) if chance.random() < 0.3 else table
        table = _widen(table) if chance.random() < 0.15 else table
        book = chance.random() < WORKBOOKS
        content = _write_workbook(chance, table) if book else _write_csv(chance, table)
        if chance.random() < 0.25:
            content = _change_archive(chance, content) if book else hostile.change_bytes(chance, content)
        suffix = ".xlsx" if book else chance.choice((".csv", ".csv", ".tsv"))
        return Given(suffix, content, chance, chance.random() < BY_TERMINAL, _choose(chance))

    def give(self, given: object) -> None:
        """Import the file. If it is refused, the database must be as before; if accepted, its plans can be shown."""
        assert isinstance(given, Given)
        path = self.world.write(given.suffix, given.content)
        if given.terminal:
            import_by_terminal(self.world, ["results", "import", str(path)])
            self.world.restore()
            return
        found = raw_rows.read_results_file(path, given.choices)
        if not self.world.try_change(lambda db: self._record(db, found)):
            return
        if given.chance.random() < SHOWN:
            self._show(found.rows[0].cell("institution"), given.chance)
        self.world.demand_chain(given.chance)

    def _record(self, db: Session, found: ResultsFile) -> int:
        """Import what a file says, with its answer in words; imported again it says nothing new."""
        answer, catalogue = result_commands.answer_file(db, found, NOW), definitions.read_catalogue(db)
        for lang in LANGUAGES:
            assert all(write_answer(answer, catalogue, Words(lang)))
        if asked := answer.ask():
            demand_words(tuple(asked))
        told = len(answer.lines) + len(answer.empty) + len(answer.remarked) + len(answer.not_available)
        if told != len(found.rows):
            raise Broken(f"{len(found.rows)} rows, {told} told of")
        count = result_commands.record_answer(db, answer, NOW)
        db.flush()
        again = result_commands.answer_file(db, found, NOW)
        if again.results or again.events:
            raise Broken("what was imported is new again")
        return count

    def _said(self, chance: Random) -> list[str]:
        """Make a row about a criterion: an event, or the institution's expectation."""
        owner, criterion = chance.choice(self._criteria)
        word = chance.choice((*EventKind, hostile.choose_text(chance)))
        return [owner, criterion, chance.choice(("2016-06-30", "2017-09-30", "2026-11-20", "2017Q2")), word]

    def _show(self, institution: str, chance: Random) -> None:
        with session.open_reading(self.world.url, sees=EVERYTHING) as db:
            own = [plan.id for plan in plan_queries.read_plans(db) if plan.institution == institution]
        if own:
            show_plan(self.world.url, chance.choice(own), chance)


def _choose(chance: Random) -> FileChoices:
    """Choose what is done with sheets, what is hidden, and the encoding; usually nothing."""
    return FileChoices(
        hostile.choose_text(chance)
        if chance.random() < 0.03
        else chance.choice((None, "all", "all", "Sheet1")),
        chance.choice((None, *HiddenChoice)),
        hostile.choose_text(chance) if chance.random() < 0.03 else chance.choice((None, "cp1252", "utf-8")),
    )


def _write_danish(chance: Random, table: Table) -> Table:
    """Write a table with Danish headings, numbers, periods and words."""
    head, *body = table
    return [
        [chance.choice((name, *(one for one, of in ALIASES.items() if of == name))) for name in head],
        *([_write_danish_cell(chance, text) for text in row] for row in body),
    ]


def _write_danish_cell(chance: Random, text: str) -> str:
    if re.fullmatch(r"\d{4}Q\d", text, re.ASCII):
        year, quarter = text[:4], text[-1]
        return chance.choice((text, f"{quarter}. kvartal {year}", f"{year}K{quarter}", f"Q{quarter} {year}"))
    if re.fullmatch(r"\d{4}-\d\d", text, re.ASCII):
        return chance.choice((text, f"{text[:4]}M{text[5:]}", f"{text[5:]}-{text[:4]}"))
    if re.fullmatch(r"-?\d+\.\d+", text, re.ASCII):
        return chance.choice((text.replace(".", ","), f"{text} pct.", f"1.234,{text[-1]}", "..", "4.200", ""))
    words = [word for word, kind in EVENT_WORDS.items() if kind == text]
    return chance.choice(words) if words else text


def _widen(table: Table) -> Table:
    """Make a table with a column for each period."""
    head, *body = table
    if not {"institution", "indicator", "period", "value"} <= {*head}:
        return table
    at = [head.index(name) for name in ("institution", "indicator", "period", "value")]
    told = {tuple(row[place] for place in at[:3]): row[at[3]] for row in body if len(row) > max(at)}
    periods = [*dict.fromkeys(key[2] for key in told)][:60]
    series = dict.fromkeys(key[:2] for key in told)
    rows = ([*one, *(told.get((*one, period), "") for period in periods)] for one in series)
    return [["institution", "indicator", *periods], *rows]


def _mutate(chance: Random, table: Table) -> Table:
    changed = [list(row) for row in table]
    for _ in range(chance.randint(0, 4)):
        chance.choice(_CHANGES)(chance, changed)
    return changed


def _change_cell(chance: Random, table: Table) -> None:
    row = chance.choice(table)
    if row:
        at = chance.randrange(len(row))
        row[at] = (
            hostile.choose_text(chance) if chance.random() < 0.5 else hostile.change_text(chance, row[at])
        )


def _copy_row(chance: Random, table: Table) -> None:
    table.insert(chance.randint(0, len(table)), list(chance.choice(table)))


def _add_column(chance: Random, table: Table) -> None:
    name = chance.choice((*COLUMNS, *COLUMNS, hostile.choose_text(chance)))
    same = chance.random() < 0.5
    filled = hostile.choose_text(chance)
    for place, row in enumerate(table):
        row.append(name if not place else filled if same else "")


def _add_usual_column(chance: Random, table: Table) -> None:
    """Add a column with values that mostly fit it."""
    kinds = {
        "note": ("En note", ""),
        "source": ("Rapport A", "Rapport B"),
        "recorded": ("2018-01-15", "2026-11-21", "2026-11-22"),
        "provisional": ("ja", "false"),
        "precision": ("about", "above", "at_least", "at_most", "below", "exact"),
        "numerator": ("0", "12", "100"),
        "denominator": ("0", "12", "200"),
        "exempt": ("0", "3"),
        "chosen": ("ja", "nej"),
        "awaited": ("2018-03-01", "2027-03-01", ""),
    }
    name = chance.choice(list(kinds))
    for place, row in enumerate(table):
        row.append(chance.choice(kinds[name]) if place else name)


def _drop_row(chance: Random, table: Table) -> None:
    if len(table) > 1:
        table.pop(chance.randrange(len(table)))


def _swap_columns(chance: Random, table: Table) -> None:
    width = min(map(len, table))
    if width:
        one, other = chance.randrange(width), chance.randrange(width)
        for row in table:
            row[one], row[other] = row[other], row[one]


def _change_period(chance: Random, table: Table) -> None:
    row = chance.choice(table)
    if len(row) > 2:
        year = chance.randint(2010, 2027)
        row[2] = chance.choice(("{}", "{}Q2", "{}-07", "{}-02-28", "{}-08/{}-10")).format(year, year)


_CHANGES: Sequence[Callable[[Random, Table], None]] = (
    *(
        _change_cell,
        _change_cell,
        _copy_row,
        _add_column,
        _add_usual_column,
        _add_usual_column,
        _drop_row,
        _swap_columns,
        _change_period,
    ),
)


def _write_csv(chance: Random, table: Table) -> bytes:
    kept = io.StringIO()
    quoting: Literal[0, 1] = chance.choice((csv.QUOTE_MINIMAL, csv.QUOTE_MINIMAL, csv.QUOTE_ALL))
    writer = csv.writer(
        kept,
        delimiter=chance.choice(",,,;\t"),
        lineterminator=chance.choice(("\n", "\r\n", "\r")),
        quoting=quoting,
    )
    writer.writerows(table)
    text = chance.choice(("", "", "", "sep=;\n", "sep=,\n")) + kept.getvalue()
    if chance.random() < 0.1:
        return text.encode(chance.choice(("cp1252", "utf-16", "utf-8-sig")), "replace")
    return text.encode("utf-8", "surrogatepass")


def _write_workbook(chance: Random, table: Table) -> bytes:
    kept, top = io.BytesIO(), chance.choice((0, 0, 0, 2))
    with Workbook(kept, {"in_memory": True, "strings_to_urls": False}) as book:
        if chance.random() < 0.05:
            book.add_worksheet("x" * 31)
        if chance.random() < 0.05:
            _hide(chance, book.add_worksheet(), table)
        sheet = book.add_worksheet()
        formats = [book.add_format({"num_format": shown}) for shown in FORMATS]
        for row, cells in enumerate(table, top):
            for column, text in enumerate(cells):
                shown = chance.choice(formats) if chance.random() < 0.1 else None
                sheet.write(row, column, _make_cell(chance, text), shown)
        if chance.random() < 0.1:
            _hide(chance, sheet, [])
        if chance.random() < 0.1:
            sheet.merge_range(top, 0, top + 1, chance.randint(0, 2), "merged")
        if chance.random() < 0.004:
            sheet.write(1_048_575, 16_383, "far away")
    return kept.getvalue()


def _hide(chance: Random, sheet: Any, table: Table) -> None:
    """Fill a sheet as text, and hide a row, a column or all of it."""
    for row, cells in enumerate(table):
        for column, text in enumerate(cells):
            sheet.write_string(row, column, _cut_text(text))
    match chance.randrange(4):
        case 0:
            sheet.set_row(chance.randint(0, 5), None, None, {"hidden": True})
        case 1:
            sheet.set_column(chance.randint(0, 5), chance.randint(0, 9), None, None, {"hidden": True})
        case 2 if table:
            sheet.very_hidden()


def _make_cell(chance: Random, text: str) -> Any:
    """Make a cell: its text, or what a spreadsheet program would make of it."""
    kind = chance.randrange(20)
    if kind == 0:
        return chance.choice(
            (
                True,
                date(2017, 9, 1),
                datetime.fromisoformat("2017-09-01T12:00"),
                "#DIV/0!",
                "#N/A",
                1e308,
                -1e-320,
            )
        )
    if kind < 8 and text.replace(".", "", 1).isdecimal() and text.isascii() and len(text) < 300:
        return float(text) if "." in text else int(text)
    return Decimal(text) if kind == 8 and text.isdecimal() and len(text) < 30 else _cut_text(text)


def _cut_text(text: str) -> str:
    """Cut a text to what a cell can hold."""
    return text[:32_767].encode("utf-8", "replace").decode()


def _change_archive(chance: Random, content: bytes) -> bytes:
    """Change a workbook's archive, or a part of it, into something no program would make."""
    if chance.random() < 0.3:
        return hostile.change_bytes(chance, content)
    kept = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(content)) as old, zipfile.ZipFile(kept, "w", zipfile.ZIP_DEFLATED) as new:
        names = old.namelist()
        struck = chance.choice([name for name in names if "theme" not in name])
        for name in names:
            part = old.read(name)
            if name == struck:
                part = _change_part(chance, part)
            if part or chance.random() < 0.5:
                new.writestr(name, part)
    return kept.getvalue()


def _change_part(chance: Random, part: bytes) -> bytes:  # noqa: PLR0911 # a list of ways
    match chance.randrange(12):
        case 0:
            return LAUGHS
        case 1:
            return b"<a>" * 20_000
        case 2:
            return b""
        case 3:
            return part.replace(b"<row ", b'<row spans="1:99999" ', 1).replace(b'r="A1"', b'r="XFD1048576"')
        case 4:
            return part.replace(b"<v>", b"<v>9" + b"9" * chance.choice((20, 400, 5000)), 2)
        case 5:
            return part.replace(b't="n"', b't="d"').replace(b't="inlineStr"', b't="e"')
        case 6:
            return part.replace(b"</sheetData>", b"<row/>" * 100_000 + b"</sheetData>")
        case _:
            return hostile.change_bytes(chance, part)
