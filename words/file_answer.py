"""The answer to a results file in words: what is new, changed, known or not read, row by row."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from decimal import Decimal
from typing import Any

from metrics.facts.import_answer import AnswerLine, ImportAnswer, RowFate, SheetNote
from metrics.facts.schema import SAID_OF_A_PERIOD, Event, EventKind, Result
from metrics.facts.tables.file_words import ALIASES
from metrics.periods import find_danish_day
from metrics.plan.catalogue import Catalogue
from words.language import DEFAULT_LANGUAGE, Words

MOST_PLACES = 12  # runs of rows that are listed; more help nobody
_NUMBERED = re.compile(r"(?s)(.*[:!])(\d+)")
_AMOUNTS = ("value", "numerator", "denominator")


def write_answer(answer: ImportAnswer, catalogue: Catalogue, words: Words) -> Iterator[str]:
    """Write the answer, a line for each kind of row and for each figure that is changed or asked about."""
    yield from (_write_sheet(sheet, words) for sheet in answer.sheets)
    if answer.unread:
        yield words.t("file.unread", columns=words.list(answer.unread))
    yield from _write_places("file.new", [line.place for line in answer.select(RowFate.NEW)], words)
    yield from _write_changes(answer.select(RowFate.CHANGED), catalogue, words)
    yield from _write_places("file.same", [line.place for line in answer.select(RowFate.SAME)], words)
    yield from _write_places("file.empty", answer.empty, words)
    yield from write_unread(answer.remarked, answer.not_available, words)
    fresh = [line for line in answer.lines if line.fate is not RowFate.SAME]
    late = [line.place for line in fresh if isinstance(line.made, Result) and line.made.backfilled]
    yield from _write_places("file.backfilled", late, words)
    yield from _write_places("file.early", [line.place for line in fresh if line.early], words)
    yield from _write_parts([line for line in fresh if line.part_of], catalogue, words)
    yield from _write_use("file.bare", [line for line in fresh if line.bare], catalogue, words)
    yield from _write_use("file.history", [line for line in fresh if line.history], catalogue, words)
    yield from _write_use("file.unused", [line for line in fresh if line.unused], catalogue, words)
    for _, code, line, params in answer.find_questions():
        said = {
            name: words.number(value) if isinstance(value, Decimal) else value
            for name, value in params.items()
        }
        if "recorded" in params:
            said["recorded"] = words.date_short(params["recorded"])  # type: ignore[arg-type]
        yield f"{line.place}: {words.t(f'file.{code}', **said)}"


def write_unread(remarked: Sequence[str], not_available: Sequence[str], words: Words) -> Iterator[str]:
    """Write which rows say something that no figure comes of: a remark alone, or that there is none."""
    yield from _write_places("file.remarked", remarked, words)
    yield from _write_places("file.not_available", not_available, words)


def _write_parts(lines: Sequence[AnswerLine], catalogue: Catalogue, words: Words) -> Iterator[str]:
    """Write which periods figures are parts of, each with its series: "3 tal er dele af 1. kvartal 2026: Sager"."""
    counts = Counter(
        (line.part_of, line.made.institution, line.made.indicator)
        for line in lines
        if line.part_of and isinstance(line.made, Result)
    )
    for (period, *series), count in counts.items():
        assert period is not None
        name = catalogue.indicators[series[0], series[1]].name
        yield words.n("file.parts", count, period=words.period(period), name=name)


def _write_sheet(sheet: SheetNote, words: Words) -> str:
    hidden = f" ({words.t('file.sheet_hidden')})" if sheet.hidden else ""
    said = (
        words.n("file.sheet_rows", sheet.rows - sheet.skipped) if sheet.read else words.t("file.sheet_unread")
    )
    skipped = f"; {words.n('file.sheet_skipped', sheet.skipped)}" if sheet.skipped else ""
    return words.t("file.sheet", name=sheet.name, said=f"{said}{skipped}{hidden}")


def _write_places(key: str, places: Sequence[str], words: Words) -> Iterator[str]:
    if places:
        yield words.n(key, len(places), places=_join_runs(places))


def _join_runs(places: Sequence[str]) -> str:
    """Join places, with rows that follow each other as one: `Ark1!2-4, Ark1!7`."""
    runs: list[tuple[str, int, int] | str] = []
    for place in places:
        match = _NUMBERED.fullmatch(place)
        last = runs[-1] if runs else None
        if not match or len(match[2]) > 9:
            runs.append(place)
        elif isinstance(last, tuple) and last[0] == match[1] and last[2] + 1 == int(match[2]):
            runs[-1] = (last[0], last[1], int(match[2]))
        else:
            runs.append((match[1], int(match[2]), int(match[2])))
    written = [
        run if isinstance(run, str) else f"{run[0]}{run[1]}" + (f"-{run[2]}" if run[2] > run[1] else "")
        for run in runs[:MOST_PLACES]
    ]
    return ", ".join(written) + (" …" if len(runs) > MOST_PLACES else "")


def _write_changes(changed: Sequence[AnswerLine], catalogue: Catalogue, words: Words) -> Iterator[str]:
    lines = [_write_change(line, catalogue, words) for line in changed]
    if len(lines) == 1:
        yield f"{words.n('file.changed', 1)} {lines[0]}"
    elif lines:
        yield words.n("file.changed", len(lines))
        yield from (f"  {line}" for line in lines)


def _write_change(line: AnswerLine, catalogue: Catalogue, words: Words) -> str:
    assert line.before is not None
    before = line.before.said
    old, new = _write_said(before, line.made, words), _write_said(_find_said(line.made), line.made, words)
    recorded = words.date_short(find_danish_day(line.before.recorded_at))
    by = words.t("file.by", who=line.by) if line.by else ""
    about = f"{_write_subject(line.made, catalogue, words)}, {line.place}"
    if old == new:
        changed = [name for name in SAID_OF_A_PERIOD if before.get(name) != _find_said(line.made).get(name)]
        if not changed:
            return words.t("file.confirmed", value=new, recorded=recorded, by=by, about=about)
        return words.t(
            "file.detail",
            value=new,
            columns=words.list([_name_column(name, words) for name in changed]),
            recorded=recorded,
            by=by,
            about=about,
        )
    return words.t("file.change", old=old, new=new, recorded=recorded, by=by, about=about)


def _name_column(name: str, words: Words) -> str:
    danish = (alias for alias, column in ALIASES.items() if column == name)
    return next(danish, name) if words.lang == DEFAULT_LANGUAGE else name


def _find_said(made: Result | Event) -> dict[str, Any]:
    if isinstance(made, Result):
        return made.said()
    return {name: getattr(made, name) for name in ("kind", "on", "word", "note", "source")}


def _write_said(said: dict[str, Any], made: Result | Event, words: Words) -> str:
    if isinstance(made, Event):
        return _write_event(said, words)
    if said["awaited"]:
        return words.t("file.awaited", on=words.date_short(said["awaited"]))
    if said["withdrawn"]:
        return words.t("file.taken_back")
    value, numerator, denominator = (said[name] for name in _AMOUNTS)
    if value is not None:
        return _write_number(value, words)
    if numerator is None or denominator is None:
        return "–"
    return words.t("file.ratio", top=_write_number(numerator, words), whole=_write_number(denominator, words))


def _write_event(said: dict[str, Any], words: Words) -> str:
    kind = EventKind(said["kind"])
    if kind is EventKind.WORD:
        return f"{said['word']}, {words.date_short(said['on'])}"
    value = _write_number(said["value"], words) if kind is EventKind.EXPECTED_NUMBER else ""
    return words.t(f"criterion.{kind}", on=words.date_short(said["on"]), value=value)


def _write_number(value: Decimal, words: Words) -> str:
    """Write every digit, without points between thousands: it is held against what stands in a file."""
    return f"{value.normalize() + 0:f}".replace(".", words.t("number.decimal"))


def _write_subject(made: Result | Event, catalogue: Catalogue, words: Words) -> str:
    if isinstance(made, Event):
        return f"{made.plan}:{made.criterion}"
    return f"{catalogue.indicators[made.institution, made.indicator].name} {words.period(made.period)}"


def _write_use(key: str, lines: Sequence[AnswerLine], catalogue: Catalogue, words: Words) -> Iterator[str]:
    """Write how many figures are used in some way, and of which series."""
    made = [line.made for line in lines if isinstance(line.made, Result)]
    if made:
        names = Counter(catalogue.indicators[one.institution, one.indicator].name for one in made)
        listed = ", ".join(f"{name} ({count})" for name, count in list(names.items())[:MOST_PLACES])
        yield words.n(key, len(made), names=listed + (" …" if len(names) > MOST_PLACES else ""))
