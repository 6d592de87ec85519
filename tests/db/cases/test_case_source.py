"""Lists of cases wherever they are: which files, what they hold, and the digest of them."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

import polars as pl
import pytest

from db.cases.case_choices import CaseChoices
from db.cases.case_source import digest_files, list_files, open_source
from db.cases.engines import EngineName, open_cases
from metrics.errors import InvalidInput
from metrics.plan.cases.case_rule import ColumnKind

DAY = date(2026, 6, 1)
KINDS = {"d": ColumnKind.DAY, "n": ColumnKind.NUMBER, "w": ColumnKind.WORD}


def read(path: Path, kinds: Mapping[str, ColumnKind] = KINDS) -> tuple[list[Any], int]:
    told: list[str] = []
    with open_source(str(path), kinds, CaseChoices(), lambda name, *_: told.append(name)) as source:
        rows = pl.read_parquet(list(source.files)).select(pl.col("d").cast(pl.Date), "n", "w").rows()
        assert told
        return rows, source.cases


def problems(path: Path, kinds: Mapping[str, ColumnKind] = KINDS) -> list[str]:
    with pytest.raises(InvalidInput) as wrong:
        read(path, kinds)
    return [one.code for one in wrong.value.problems]


def test_a_parquet_file_is_read_as_it_is_and_its_texts_as_strictly_as_any(tmp_path: Path) -> None:
    path = tmp_path / "c.parquet"
    frame = pl.DataFrame({"d": [datetime(2026, 6, 1, 12)], "n": [1], "w": [7]})  # noqa: DTZ001 - as lists have it
    frame.write_parquet(path)
    assert read(path) == ([(DAY, 1, 7)], 1)
    pl.DataFrame({"d": ["01-06-2026"], "n": ["1,5"], "w": ["x"], "more": [[1]]}).write_parquet(path)
    assert read(path) == ([(DAY, 1.5, "x")], 1)


def test_files_of_a_folder_with_other_columns_and_types_are_one_list(tmp_path: Path) -> None:
    pl.DataFrame({"d": [DAY], "n": [1], "w": ["x"]}).write_parquet(tmp_path / "a.parquet")
    pl.DataFrame({"w": [7], "more": [0], "n": [2.5], "d": [DAY]}).write_parquet(tmp_path / "b.parquet")
    (tmp_path / "c.csv").write_text("d,n,w\n2026-06-01,3,y\n")
    assert read(tmp_path) == ([(DAY, 1, "x"), (DAY, 2.5, "7"), (DAY, 3, "y")], 3)


def test_every_problem_of_every_file_is_told(tmp_path: Path) -> None:
    (tmp_path / "a.csv").write_text("d,n,w\nx,y,z\n")
    zoned = pl.DataFrame({"d": [datetime(2026, 6, 1, tzinfo=UTC)], "n": [True], "w": [1.5]})
    zoned.write_parquet(tmp_path / "b.parquet")
    (tmp_path / "c.parquet").write_bytes(b"PAR1 is not enough")
    assert problems(tmp_path) == [
        *("case_day_unread", "case_number_unread", "case_type_day", "case_type_number", "case_type_word"),
        "case_file_unreadable",
    ]


def test_which_files_are_lists(tmp_path: Path) -> None:
    for name in ("b.csv", "a.parquet", "notes.txt", ".hidden.csv", "_SUCCESS"):
        (tmp_path / name).write_text("x")
    (tmp_path / "empty").mkdir()
    (tmp_path / "loop.csv").symlink_to(tmp_path)
    found, ignored = list_files(tmp_path)
    assert [one.name for one in found] == ["a.parquet", "b.csv"]
    assert ignored == [".hidden.csv", "empty/", "loop.csv/", "notes.txt"]
    codes = [("empty", "case_folder_empty"), ("none.csv", "file_missing"), ("notes.txt", "file_kind")]
    for name, code in codes:
        with pytest.raises(InvalidInput, match=code):
            list_files(tmp_path / name)


def test_the_digest_is_the_files_own_and_of_several_that_of_their_names_and_digests(tmp_path: Path) -> None:
    one, two = tmp_path / "1.csv", tmp_path / "2.csv"
    one.write_bytes(b"x")
    two.write_bytes(b"y")
    own = [hashlib.sha256(data).hexdigest() for data in (b"x", b"y")]
    assert digest_files([one]) == own[0]
    lines = f"{own[0]}  1.csv\n{own[1]}  2.csv\n"
    assert digest_files([one, two]) == hashlib.sha256(lines.encode()).hexdigest()


@pytest.mark.parametrize("engine", [EngineName.POLARS, EngineName.DUCKDB])
def test_a_name_that_looks_like_a_pattern_is_only_that_file(tmp_path: Path, engine: EngineName) -> None:
    for name, cases in (("c[1].parquet", 2), ("c1.parquet", 5), ("d*.parquet", 3), ("dd.parquet", 7)):
        pl.DataFrame({"d": [DAY] * cases, "n": [1] * cases, "w": ["x"] * cases}).write_parquet(
            tmp_path / name
        )
    (tmp_path / "e[1].csv").write_text("d,n,w\n2026-06-01,1,x\n")
    (tmp_path / "e1.csv").write_text("d,n,w\n2026-06-01,1,x\n2026-06-02,2,y\n")
    for name, cases in (("c[1].parquet", 2), ("d*.parquet", 3), ("e[1].csv", 1)):
        with open_source(str(tmp_path / name), KINDS, CaseChoices(), lambda *_: None) as source:
            assert source.cases == cases
            with open_cases(source.files, engine) as found:
                assert found.collect().shape[0] == cases


def test_a_column_that_differs_in_capitals_is_not_taken_for_the_rules(tmp_path: Path) -> None:
    path = tmp_path / "c.parquet"
    pl.DataFrame({"W": ["other"], "d": [DAY], "n": [1], "w": ["x"]}).write_parquet(path)
    with (
        open_source(str(path), KINDS, CaseChoices(), lambda *_: None) as source,
        open_cases(source.files, EngineName.DUCKDB) as found,
    ):
        assert found.collect()["w"].to_list() == ["x"]
    assert problems(path, KINDS | {"W": ColumnKind.WORD}) == ["case_columns_alike"]


@pytest.mark.parametrize("number", [float("nan"), float("inf"), float("-inf")])
def test_what_is_no_number_is_told(tmp_path: Path, number: float) -> None:
    pl.DataFrame({"d": [DAY], "n": [number], "w": ["x"]}).write_parquet(tmp_path / "c.parquet")
    assert problems(tmp_path / "c.parquet") == ["case_no_number"]


def test_the_same_file_twice_is_refused(tmp_path: Path) -> None:
    (tmp_path / "a.csv").write_text("d,n,w\n2026-06-01,1,x\n")
    (tmp_path / "b.csv").symlink_to(tmp_path / "a.csv")
    assert problems(tmp_path) == ["case_files_same"]


def test_what_is_fetched_may_have_the_name_of_what_is_made_of_it(tmp_path: Path) -> None:
    pl.DataFrame({"d": ["2026-06-01"], "n": [1], "w": ["x"]}).write_parquet(tmp_path / "cases-1.parquet")
    with open_source(f"file://{tmp_path}/cases-1.parquet", KINDS, CaseChoices(), lambda *_: None) as source:
        assert source.cases == 1
