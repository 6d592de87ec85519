"""Cases asked for in another database: by a query in a file, which may only read."""

from __future__ import annotations

import hashlib
import os
import re
from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import date, datetime
from decimal import Decimal
from pathlib import Path
from typing import Any

import polars as pl
from sqlalchemy import URL, Connection, create_engine, text
from sqlalchemy.exc import SQLAlchemyError

from db.cases.case_choices import find_most_cases
from db.failures import explain_error
from db.location import parse_address
from db.plans.toml_text import read_text
from metrics.errors import InvalidInput, Problem, refuse

ADDRESS_VARIABLE = "MAALSTREG_CASES_DATABASE_URL"
LARGEST_QUERY = 100_000  # bytes
ROWS_AT_A_TIME = 100_000
_PLAIN = {bool, int, float, str, date, datetime, Decimal}
_ASIDE = re.compile(r"'(?:[^']|'')*'|\"(?:[^\"]|\"\")*\"|--[^\n]*|/\*.*?\*/|\$(\w*)\$.*?\$\1\$", re.DOTALL)
_WRITES = re.compile(
    r"\b(insert|update|delete|merge|truncate|drop|create|alter|grant|revoke|copy|call|do|vacuum|attach|pragma|set"
    r"|lock|into)\b",
    re.IGNORECASE,
)


def find_query_problems(query: str, place: str) -> list[Problem]:
    """Find why a query is not one that only reads: it is one statement, SELECT or WITH, without a word that writes."""
    bare = _ASIDE.sub(" ", query).strip().removesuffix(";").strip()
    found = []
    if not re.match(r"(select|with)\b", bare, re.IGNORECASE):
        found.append(Problem("query_no_select", place))
    if ";" in bare:
        found.append(Problem("query_several", place))
    if words := sorted({word.upper() for word in _WRITES.findall(bare)}):
        found.append(Problem("query_writes", place, {"words": words}))
    return found


def fetch_cases(path: Path, folder: Path, environment: Mapping[str, str] = os.environ) -> tuple[Path, str]:
    """Ask a database for cases; return a Parquet file with them, and the digest of them in whatever order they came.

    Raises InvalidInput: `query_address_missing`, the problems of the query and of the address, `query_failed`,
    `case_no_rows`, `case_rows_too_many`.
    """
    query = read_text(path, LARGEST_QUERY)
    problems = find_query_problems(query, path.name)
    address = environment.get(ADDRESS_VARIABLE, "").strip()
    if not address:
        problems.append(Problem("query_address_missing", ADDRESS_VARIABLE))
    if problems:
        raise InvalidInput(problems)
    made = folder / f"{path.stem}.parquet"
    engine = create_engine(_find_database(address))
    try:
        with engine.connect() as connection:
            _forbid_writing(connection)
            found = _read_rows(connection, query, path.name)
    except SQLAlchemyError as wrong:
        raise refuse("query_failed", path.name, reason=explain_error(wrong)) from wrong
    finally:
        engine.dispose()
    if found.is_empty():
        raise refuse("case_no_rows", path.name)
    found.write_parquet(made)
    rows = found.select(pl.all().cast(pl.String)).sort(pl.all()).write_csv()
    return made, hashlib.sha256(rows.encode()).hexdigest()


def _find_database(address: str) -> URL:
    try:
        found = parse_address(address)
    except InvalidInput as refused:
        raise InvalidInput([replace(one, place=ADDRESS_VARIABLE) for one in refused.problems]) from refused
    # SQLite would make a file that is not there, and find no table in it.
    if found.get_backend_name() == "sqlite" and not Path(found.database or "").is_file():
        raise refuse("file_missing", ADDRESS_VARIABLE)
    return found


def _read_rows(connection: Connection, query: str, name: str) -> pl.DataFrame:
    """Read the rows of a query, so many at a time."""
    # By the driver alone: SQLAlchemy would take what stands after a colon, also in a text, for a parameter.
    rows = connection.execution_options(stream_results=True).exec_driver_sql(query)
    names = list(rows.keys())
    if twice := sorted({name for name in names if names.count(name) > 1}):
        raise refuse("case_columns_twice", columns=twice)
    found: list[pl.DataFrame] = []
    read, most = 0, find_most_cases()
    for part in rows.partitions(ROWS_AT_A_TIME):
        read += len(part)
        if read > most:
            raise refuse("case_rows_too_many", name, count=read, most=most)
        columns = zip(names, zip(*part, strict=True), strict=True)
        found.append(pl.DataFrame([_make_column(column, values) for column, values in columns]))
    if not found:
        return pl.DataFrame(schema=dict.fromkeys(names, pl.Null))
    try:
        return pl.concat(found, how="vertical_relaxed")
    except pl.exceptions.SchemaError:  # of one kind here and of another there
        return pl.concat(part.cast(pl.String) for part in found)


def _make_column(name: str, values: Sequence[Any]) -> pl.Series:
    """Make a column of values of one kind, or else of their text, which is read as strictly as a file's."""
    kinds = {type(value) for value in values} - {type(None)}
    finite = kinds != {Decimal} or all(value is None or value.is_finite() for value in values)
    if len(kinds) <= 1 and kinds <= _PLAIN and finite:
        return pl.Series(name, values)
    return pl.Series(name, [None if value is None else str(value) for value in values], pl.String)


def _forbid_writing(connection: Connection) -> None:
    if connection.dialect.name == "postgresql":
        connection.execute(text("SET TRANSACTION READ ONLY"))
    else:
        connection.execute(text("PRAGMA query_only = ON"))
