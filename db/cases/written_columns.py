"""Columns of text read as days, numbers and words: strictly, with every cell that cannot be read counted and told."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

import polars as pl

from db.cases.case_choices import DecimalSign
from metrics.errors import InvalidInput, Problem
from metrics.plan.cases.case_rule import ColumnKind

MOST_PLACES = 3  # rows named for each problem
ROW = "maalstreg_row"
FIRST_ROW = 2  # below the heading

_ISO_DAY = r"^\d{4}-\d{2}-\d{2}$"
_ISO_MOMENT = r"^\d{4}-\d{2}-\d{2}[T ]\d{2}:\d{2}(:\d{2}(\.\d+)?)?$"
_DANISH_DAY = r"^\d{1,2}[./-]\d{1,2}[.-]\d{4}$"
_SPACES = "[ \u00a0\u2009\u202f]"
_FORMS = {
    DecimalSign.COMMA: r"^[+-]?(\d+|\d{1,3}(\.\d{3})+)(,\d+)?$",
    DecimalSign.POINT: r"^[+-]?(\d+|\d{1,3}(,\d{3})+)(\.\d+)?$",
}
_WHOLE = r"^[+-]?\d+$"


def read_columns(
    texts: pl.LazyFrame, kinds: Mapping[str, ColumnKind], name: str, decimal: DecimalSign | None
) -> pl.LazyFrame:
    """Read columns of text as what a rule needs of them; an empty cell is null.

    Raises InvalidInput with every problem: `case_day_unread`, `case_number_unread`, `case_numbers_two_ways` and
    `case_numbers_mixed`, each with its column, the number of cells and the first rows.
    """
    numbered = texts if ROW in texts.collect_schema() else texts.with_row_index(ROW, FIRST_ROW)
    trimmed = numbered.select(ROW, *(_trim(column) for column in kinds))
    signs, problems = _find_signs(trimmed, kinds, name, decimal)
    read = {column: _read(pl.col(column), kind, signs.get(column)) for column, kind in kinds.items()}
    for column, kind in kinds.items():
        if kind in (ColumnKind.DAY, ColumnKind.NUMBER):
            problems += _find_unread(trimmed, column, read[column], f"case_{kind}_unread", name)
    if problems:
        raise InvalidInput(problems)
    return trimmed.select(expression.alias(column) for column, expression in read.items())


def _trim(column: str) -> pl.Expr:
    text = pl.col(column).cast(pl.String).str.strip_chars()
    return pl.when(text != "").then(text).alias(column)


def _read(text: pl.Expr, kind: ColumnKind, sign: DecimalSign | None) -> pl.Expr:
    if kind is ColumnKind.DAY:
        return _read_day(text)
    return _read_number(text, sign or DecimalSign.POINT) if kind is ColumnKind.NUMBER else text


def _read_day(text: pl.Expr) -> pl.Expr:
    iso = pl.when(text.str.contains(_ISO_DAY) | text.str.contains(_ISO_MOMENT)).then(text.str.slice(0, 10))
    danish = pl.when(text.str.contains(_DANISH_DAY)).then(text.str.replace_all("[./]", "-"))
    return pl.coalesce(
        iso.otherwise(None).str.to_date("%Y-%m-%d", strict=False),
        danish.otherwise(None).str.to_date("%d-%m-%Y", strict=False),
    )


def _read_number(text: pl.Expr, sign: DecimalSign) -> pl.Expr:
    plain = _join_digits(text)
    thousands, decimal = (".", ",") if sign is DecimalSign.COMMA else (",", ".")
    digits = plain.str.replace_all(thousands, "", literal=True).str.replace(decimal, ".", literal=True)
    return (
        pl.when(plain.str.contains(_FORMS[sign])).then(digits).otherwise(None).cast(pl.Float64, strict=False)
    )


def _join_digits(text: pl.Expr) -> pl.Expr:
    return text.str.replace_all(_SPACES, "").str.replace("−", "-", literal=True)


def _find_signs(
    texts: pl.LazyFrame, kinds: Mapping[str, ColumnKind], name: str, given: DecimalSign | None
) -> tuple[dict[str, DecimalSign], list[Problem]]:
    """Find what stands before the decimals of each column of numbers, where its numbers themselves tell."""
    numbers = [column for column, kind in kinds.items() if kind is ColumnKind.NUMBER]
    if given is not None or not numbers:
        return dict.fromkeys(numbers, given or DecimalSign.POINT), []
    signs: dict[str, DecimalSign] = {}
    problems: list[Problem] = []
    for column in numbers:
        plain = _join_digits(pl.col(column))
        comma, point = (plain.str.contains(form) for form in _FORMS.values())
        told = texts.select(
            comma=(comma & ~point).sum(),
            point=(point & ~comma).sum(),
            both=(comma & point & ~plain.str.contains(_WHOLE)).sum(),
        ).collect()
        by_comma, by_point, both = told.row(0)
        if by_comma and by_point:
            params: dict[str, object] = {"comma": by_comma, "point": by_point}
            problems.append(Problem("case_numbers_mixed", f"{name}, {column}", params))
        elif both and not (by_comma or by_point):
            problems.append(Problem("case_numbers_two_ways", f"{name}, {column}", {"count": both}))
        signs[column] = DecimalSign.COMMA if by_comma else DecimalSign.POINT
    return signs, problems


def _find_unread(texts: pl.LazyFrame, column: str, read: pl.Expr, code: str, name: str) -> Iterator[Problem]:
    bad = texts.filter(pl.col(column).is_not_null() & read.is_null())
    count, rows, first = (
        bad.select(pl.len(), pl.col(ROW).head(MOST_PLACES).implode(), pl.col(column).first()).collect().row(0)
    )
    if count:
        params = {"count": count, "rows": ", ".join(map(str, rows)), "value": str(first)[:60]}
        yield Problem(code, f"{name}, {column}", params)
