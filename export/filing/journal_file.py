"""An extract of the journal for whoever asks for access: the documents there are and the facts, as a file."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from datetime import datetime
from enum import StrEnum
from fractions import Fraction

from db.filing.extract_reading import ExtractGround
from export.filing.table_file import NUMBERS, list_objects, write_csv_file, write_decimal, write_json_file
from export.papers.paper import Paper, PaperCell, PaperColumn, PaperHead, PaperSection, PaperTable, Paragraph
from export.papers.papers import MEDIA_TYPES, find_writer
from metrics.filing.journal import JournalEntry
from metrics.paper.kinds import Marking, PaperFormat, PaperKind
from metrics.periods import find_danish_day
from metrics.plan.terms import Party
from words.filing.document_line import write_left_out, write_sender, write_subject, write_title
from words.language import Words

COLUMN_KEYS = ("date", "title", "subject", "from", "number_institution", "number_department", "sha256", "key")
"""The columns of a document, as JSON names them."""
_WIDTHS = (10, 26, 30, 14, 14, 14, 24, 12)
FACT_KEYS = (
    "known",
    "series",
    "period",
    "value",
    "numerator",
    "denominator",
    "exempt",
    "provisional",
    "source",
    "note",
)
"""The columns of a fact, as JSON names them."""
_FACT_WIDTHS = (10, 24, 12, 12, 12, 12, 10, 10, 18, 24)


class ExtractFormat(StrEnum):
    """The format of an extract."""

    CSV = "csv"
    EXCEL = "xlsx"
    JSON = "json"
    PDF = "pdf"


EXTRACT_TYPES: Mapping[ExtractFormat, str] = {
    ExtractFormat.CSV: "text/csv",
    ExtractFormat.EXCEL: MEDIA_TYPES[PaperFormat.EXCEL],
    ExtractFormat.JSON: "application/json",
    ExtractFormat.PDF: MEDIA_TYPES[PaperFormat.PDF],
}
"""The media type of each format."""


def write_line(entry: JournalEntry, titles: Mapping[str, str], words: Words) -> tuple[str, ...]:
    """Write a document as a row of the journal."""
    one = entry.document
    return (
        one.on.isoformat(),
        write_title(one, words),
        write_subject(one, titles, words),
        write_sender(one, words),
        entry.find_number(Party.INSTITUTION),
        entry.find_number(Party.DEPARTMENT),
        one.digest,
        one.key,
    )


def list_columns(words: Words) -> list[str]:
    """List the headings of the journal."""
    return [words.t(f"filed.column_{key}") for key in COLUMN_KEYS]


def write_extract(ground: ExtractGround, form: ExtractFormat, words: Words) -> bytes:
    """Write an extract; what is left out is said in it, whatever its format."""
    lines = _list_lines(ground, words)
    facts, left = list(_list_facts(ground)), write_left_out(ground.extract, words)
    heads = [words.t(f"filed.fact_{key}") for key in FACT_KEYS]
    match form:
        case ExtractFormat.CSV:
            shown = [list(map(_write_for_sheet, FACT_KEYS, row)) for row in facts]
            return write_csv_file(list_columns(words), lines, [heads, *shown], [[left]])
        case ExtractFormat.JSON:
            documents, told = list_objects(COLUMN_KEYS, lines), list_objects(FACT_KEYS, facts)
            asked = {"plan": ground.plan.id, "from": ground.wanted.since, "to": ground.wanted.until}
            plain = {name: str(value) if value else None for name, value in asked.items()}
            whole = {**plain, "documents": documents, "facts": told}
            return write_json_file(
                {**whole, "left_out": dict(ground.extract.left_out), "left_out_said": left}
            )
        case ExtractFormat.EXCEL | ExtractFormat.PDF:
            writer = find_writer(PaperFormat(form.value))
            return writer(make_extract_paper(ground, words), ground.made)


def _write_for_sheet(key: str, text: str | None) -> str | None:
    return write_decimal(text) if key in NUMBERS else text


def _list_lines(ground: ExtractGround, words: Words) -> list[tuple[str, ...]]:
    titles = {ground.plan.id: ground.plan.title}
    return [write_line(one, titles, words) for one in ground.extract.entries]


def _list_facts(ground: ExtractGround) -> Iterator[tuple[str | None, ...]]:
    """List the readings of the plans' series that became known within the period, in the order recorded."""
    for row in list_objects(ground.readings.columns, ground.readings.rows):
        on, wanted = find_danish_day(datetime.fromisoformat(row["recorded_at"])), ground.wanted
        early = wanted.since is not None and on < wanted.since
        if early or (wanted.until is not None and on > wanted.until):
            continue
        key = (row["institution"], row["indicator"])
        numbers = (row[name] for name in ("value", "numerator", "denominator", "exempt"))
        said = "1" if row["provisional"] else "0"
        series = ground.catalogue.indicators.get(key)
        name = series.name if series else key[1]
        yield (on.isoformat(), name, row["period"], *numbers, said, row["source"], row["note"])


def make_extract_paper(ground: ExtractGround, words: Words) -> Paper:
    """Make the paper of an extract: the documents, the facts, and what is left out."""
    lines = _list_lines(ground, words)
    documents = PaperTable(
        "",
        tuple(PaperColumn(*pair) for pair in zip(list_columns(words), _WIDTHS, strict=True)),
        tuple(tuple(map(PaperCell, line)) for line in lines),
    )
    facts = PaperTable(
        "",
        tuple(
            PaperColumn(words.t(f"filed.fact_{key}"), width, key in NUMBERS)
            for key, width in zip(FACT_KEYS, _FACT_WIDTHS, strict=True)
        ),
        tuple(_make_fact(row) for row in _list_facts(ground)),
    )
    left = Paragraph(write_left_out(ground.extract, words))
    sections = [
        PaperSection(words.t("filed.documents"), (left, *([documents] if lines else []))),
        PaperSection(words.t("filed.facts"), (facts,) if facts.rows else ()),
    ]
    return Paper(_make_head(ground, words), tuple(one for one in sections if one.blocks))


def _make_fact(row: Sequence[str | None]) -> tuple[PaperCell, ...]:
    numeric = {FACT_KEYS.index(key) for key in FACT_KEYS if key in NUMBERS}
    return tuple(
        PaperCell(text or "", value=Fraction(text) if place in numeric and text else None)
        for place, text in enumerate(row)
    )


def _make_head(ground: ExtractGround, words: Words) -> PaperHead:
    wanted, owner = ground.wanted, ground.catalogue.find_owner(ground.plan)
    whose = f"{owner.name}, {ground.plan.title}"
    period = words.t(
        "filed.period",
        since=words.date(wanted.since) if wanted.since else words.t("word.beginning"),
        until=words.date(wanted.until) if wanted.until else words.date(find_danish_day(ground.made)),
    )
    made = words.t("paper.made", at=words.moment(ground.made))
    day = words.date(find_danish_day(ground.made))
    marked = words.t(f"paper.marking_{Marking.SHARED}")
    return PaperHead(
        PaperKind.PLAN,
        words.lang,
        words.t("filed.extract_title"),
        words.t("filed.extract_title"),
        owner.name,
        ground.catalogue.find_area(ground.plan, find_danish_day(ground.made)),
        period,
        day,
        "",
        made,
        Marking.SHARED,
        marked,
        words.t("word.fictional") if owner.fictional else "",
        words.t("paper.page"),
        words.t("paper.of"),
        ((words.t("filed.whose"), whose), (words.t("filed.asked"), period)),
    )
