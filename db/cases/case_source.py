"""A list of cases, wherever it is kept, as Parquet files with the columns that a rule reads."""

from __future__ import annotations

import hashlib
import re
import tempfile
from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import polars as pl

from db.cases import object_cases, query_cases
from db.cases.case_choices import CaseChoices, find_most_cases
from db.cases.text_cases import scan_text
from db.cases.workbook_cases import read_workbook
from db.cases.written_columns import ROW, read_columns
from metrics.errors import InvalidInput, Problem, refuse
from metrics.plan.cases.case_rule import ColumnKind

PARQUET, TEXTS, WORKBOOK, QUERY = ".parquet", (".csv", ".tsv"), ".xlsx", ".sql"
KINDS = (PARQUET, *TEXTS, WORKBOOK)
MOST_NAMED = 40  # columns that are there, told when one is missing
_PATTERN = re.compile(r"[*?\[\]{}\\]")
"""What an engine may take for a pattern that names other files too."""

Tell = Callable[[str, int, int], None]
"""Told of each file when it is read: its name, its number, and how many there are."""


@dataclass(frozen=True, slots=True)
class CaseSource:
    """Cases as Parquet files, the number of them and the SHA-256 of what they were read from."""

    name: str
    files: tuple[Path, ...]
    cases: int
    digest: str
    ignored: tuple[str, ...] = ()
    """What is in a folder and is not read: other files, hidden ones, and folders."""


@contextmanager
def open_source(
    address: str, kinds: Mapping[str, ColumnKind], choices: CaseChoices, tell: Tell
) -> Iterator[CaseSource]:
    """Open a file, a folder of files, an object, or what a query in a file asks for, as cases with some columns.

    What is written on the way is gone afterwards. Raises InvalidInput with the problems of all files.
    """
    with tempfile.TemporaryDirectory(prefix="maalstreg-cases-") as made:
        folder = Path(made)
        named = object_cases.is_object_address(address)
        fetched_into, made_in = folder / "fetched", folder / "made"
        fetched_into.mkdir()
        made_in.mkdir()
        path = object_cases.fetch_objects(address, fetched_into) if named else Path(address)
        digest = None
        if path.suffix.lower() == QUERY:
            fetched, digest = query_cases.fetch_cases(path, fetched_into)
            files, ignored = [fetched], list[str]()
        else:
            files, ignored = list_files(path)
        digest = digest or digest_files(files)
        ready, cases = _read_files(files, kinds, choices, made_in, tell)
        yield CaseSource(path.name, tuple(ready), cases, digest, tuple(ignored))


def list_files(path: Path) -> tuple[list[Path], list[str]]:
    """List the files with cases: one, or those of a folder by name, with the names of those that are none.

    Raises InvalidInput: `file_missing`, `file_kind`, `case_folder_empty`.
    """
    if path.is_dir():
        every = sorted(path.iterdir())
        found = [one for one in every if one.is_file() and _is_kind(one) and not _is_hidden(one)]
        if not found:
            raise refuse("case_folder_empty", str(path), allowed=", ".join(KINDS))
        # What a cluster leaves beside its files is no loss; a list that is hidden may be one.
        rest = [one for one in every if one not in found and (_is_kind(one) or not _is_hidden(one))]
        return found, [f"{one.name}/" if one.is_dir() else one.name for one in rest]
    if not path.is_file():
        raise refuse("file_missing", str(path))
    if path.suffix.lower() not in KINDS:
        raise refuse("file_kind", path.name, allowed=", ".join((*KINDS, QUERY)))
    return [path], []


def digest_files(files: Sequence[Path]) -> str:
    """Return the SHA-256 of a file; of several, that of their names and digests.

    Raises InvalidInput (`case_files_same`): the cases of a file that is there twice would be counted twice.
    """
    found = []
    for file in files:
        with file.open("rb") as opened:
            found.append(hashlib.file_digest(opened, "sha256").hexdigest())
    if len(found) == 1:
        return found[0]
    alike: defaultdict[str, list[str]] = defaultdict(list)
    for digest, file in zip(found, files, strict=True):
        alike[digest].append(file.name)
    if same := [names for names in alike.values() if len(names) > 1]:
        raise InvalidInput([Problem("case_files_same", names[0], {"names": names}) for names in same])
    lines = "".join(f"{digest}  {file.name}\n" for file, digest in zip(files, found, strict=True))
    return hashlib.sha256(lines.encode()).hexdigest()


def _is_kind(file: Path) -> bool:
    return file.suffix.lower() in KINDS


def _is_hidden(file: Path) -> bool:
    return file.name.startswith((".", "_"))


def _read_files(
    files: Sequence[Path], kinds: Mapping[str, ColumnKind], choices: CaseChoices, folder: Path, tell: Tell
) -> tuple[list[Path], int]:
    """Read each file; return Parquet files with the columns, and the number of cases in them."""
    problems: list[Problem] = []
    ready: list[Path] = []
    cases, alike = 0, _are_alike(files, kinds)
    for number, file in enumerate(files, 1):
        tell(file.name, number, len(files))
        try:
            made, rows = _read_file(file, kinds, choices, folder / f"cases-{number}.parquet", alone=alike)
            ready.append(made)
            cases += rows
        except InvalidInput as refused:
            problems += refused.problems
        except (pl.exceptions.PolarsError, OSError) as wrong:
            reason = str(wrong).split("\n", 1)[0][:200]
            problems.append(Problem("case_file_unreadable", file.name, {"reason": reason}))
    if not problems and not cases:
        problems.append(Problem("case_no_rows", files[0].name if len(files) == 1 else files[0].parent.name))
    if problems:
        raise InvalidInput(problems)
    return ready, cases


def _read_file(
    file: Path, kinds: Mapping[str, ColumnKind], choices: CaseChoices, made: Path, *, alone: bool
) -> tuple[Path, int]:
    """Return a Parquet file with the columns, which is the file itself where nothing has to be read anew."""
    kind = file.suffix.lower()
    if kind == PARQUET:
        cases = pl.scan_parquet(file, glob=False)
        _refuse_many(cases, file.name)
    elif kind == WORKBOOK:
        cases = read_workbook(file, choices.file)
    else:
        cases = scan_text(file, choices.file.encoding, made.parent)
    schema = cases.collect_schema()
    _check_columns(schema, kinds, file.name)
    if kind == PARQUET:
        _check_numbers(cases, schema, kinds, file.name)
    wanted = kinds if kind != PARQUET else _select_texts(schema, kinds)
    if wanted or not alone:
        read = [read_columns(cases, wanted, file.name, choices.decimal)] if wanted else []
        typed = [_as_kind(name, asked) for name, asked in kinds.items() if name not in wanted]
        both = [*read, *([cases.select(typed)] if typed else [])]
        pl.concat(both, how="horizontal").select(*kinds).sink_parquet(made)
        file = made
    return file, pl.scan_parquet(file, glob=False).select(pl.len()).collect().item()


def _select_texts(schema: pl.Schema, kinds: Mapping[str, ColumnKind]) -> dict[str, ColumnKind]:
    """Select the columns of days and numbers that a file holds as text."""
    written = (ColumnKind.DAY, ColumnKind.NUMBER)
    return {name: kind for name, kind in kinds.items() if kind in written and schema[name] == pl.String}


def _as_kind(name: str, kind: ColumnKind) -> pl.Expr:
    types = {ColumnKind.DAY: pl.Date(), ColumnKind.NUMBER: pl.Float64()}
    return pl.col(name).cast(types.get(kind, pl.String()))


def _are_alike(files: Sequence[Path], kinds: Iterable[str]) -> bool:
    """Whether every engine would read the same in the files as they are, and can read them as one.

    They have the same columns of the same types. No path looks like a pattern, and no column is named as one of the
    rule's but for capitals, which some engines do not tell apart.
    """
    if any(_PATTERN.search(str(file.absolute())) for file in files):
        return False
    try:
        schemas = [pl.read_parquet_schema(file) for file in files if file.suffix.lower() == PARQUET]
    except (pl.exceptions.PolarsError, OSError):
        return False
    named = Counter(name.casefold() for name in (schemas[0] if schemas else ()))
    same = len({tuple(schema.items()) for schema in schemas}) == 1 and len(schemas) == len(files)
    return same and all(named[name.casefold()] == 1 for name in kinds)


def _check_numbers(
    cases: pl.LazyFrame, schema: pl.Schema, kinds: Mapping[str, ColumnKind], name: str
) -> None:
    """Refuse what is infinite or no number at all: engines do not agree on how it compares with one."""
    floats = [
        column for column, kind in kinds.items() if kind is ColumnKind.NUMBER and schema[column].is_float()
    ]
    counts = (
        cases.select((~pl.col(column).is_finite()).sum() for column in floats).collect().row(0)
        if floats
        else ()
    )
    problems = [
        Problem("case_no_number", f"{name}, {column}", {"count": count})
        for column, count in zip(floats, counts, strict=True)
        if count
    ]
    if problems:
        raise InvalidInput(problems)


def _refuse_many(cases: pl.LazyFrame, name: str) -> None:
    """Refuse a file that says it has more cases than may be read, before it is unpacked."""
    said, most = cases.select(pl.len()).collect().item(), find_most_cases()
    if said > most:
        raise refuse("case_rows_too_many", name, count=said, most=most)


def _check_columns(schema: pl.Schema, kinds: Mapping[str, ColumnKind], name: str) -> None:
    found = []
    if missing := [column for column in kinds if column not in schema]:
        there = [one for one in schema if one != ROW][:MOST_NAMED]
        found.append(Problem("case_columns_missing", name, {"columns": missing, "there": there}))
    # Two engines would take either for the other.
    alike = Counter(column.casefold() for column in kinds)
    if confused := [column for column in kinds if alike[column.casefold()] > 1]:
        found.append(Problem("case_columns_alike", name, {"columns": confused}))
    found += [
        Problem(f"case_type_{kind}", f"{name}, {column}", {"type": str(schema[column])})
        for column, kind in kinds.items()
        if column in schema and not _may_hold(schema[column], kind)
    ]
    if found:
        raise InvalidInput(found)


def _may_hold(given: pl.DataType, kind: ColumnKind) -> bool:
    text = given == pl.String
    if kind is ColumnKind.DAY:
        plain = isinstance(given, pl.Datetime) and given.time_zone is None
        return text or given == pl.Date or plain
    if kind is ColumnKind.NUMBER:
        return text or given.is_numeric()
    if kind is ColumnKind.WORD:
        return (
            text or given.is_integer() or given == pl.Boolean or isinstance(given, pl.Categorical | pl.Enum)
        )
    return not given.is_nested()
