"""Cases asked for by a query, which may only read: by its words, and by the database itself."""

from __future__ import annotations

from pathlib import Path

import polars as pl
import pytest

from db.cases.query_cases import ADDRESS_VARIABLE, fetch_cases, find_query_problems
from metrics.errors import InvalidInput


@pytest.mark.parametrize(
    ("query", "codes"),
    [
        ("SELECT 'DROP TABLE; x' AS a -- delete\n;", []),
        ("with a as (select 1) select * from a", []),
        ('/* update */ SELECT "insert" FROM t', []),
        ("SELECT $$ delete ; $$", []),
        ("UPDATE t SET a = 1", ["query_no_select", "query_writes"]),
        ("WITH g AS (DELETE FROM t RETURNING *) SELECT * FROM g", ["query_writes"]),
        ("SELECT 1; SELECT 2", ["query_several"]),
        ("SELECT * INTO new FROM t", ["query_writes"]),
        ("COPY t TO PROGRAM 'x'", ["query_no_select", "query_writes"]),
        ("", ["query_no_select"]),
    ],
)
def test_a_query_is_one_that_only_reads(query: str, codes: list[str]) -> None:
    assert [one.code for one in find_query_problems(query, "q.sql")] == codes


def fetch(tmp_path: Path, query: str, address: str) -> tuple[Path, str]:
    path = tmp_path / "q.sql"
    path.write_text(query)
    return fetch_cases(path, tmp_path, {ADDRESS_VARIABLE: address})


ROWS = "SELECT n, t FROM (SELECT 1 AS n, 'a:b' AS t UNION ALL SELECT 2, NULL) x ORDER BY n"


def test_rows_come_with_a_digest_that_their_order_does_not_change(tmp_path: Path, database_url: str) -> None:
    made, digest = fetch(tmp_path, ROWS, database_url)
    assert pl.read_parquet(made).rows() == [(1, "a:b"), (2, None)]
    assert fetch(tmp_path, ROWS + " DESC", database_url)[1] == digest
    assert fetch(tmp_path, "SELECT 3 AS n, 'c' AS t", database_url)[1] != digest


def test_no_rows_and_what_the_database_refuses_are_told(tmp_path: Path, database_url: str) -> None:
    with pytest.raises(InvalidInput) as empty:
        fetch(tmp_path, "SELECT 1 AS n WHERE 1 = 0", database_url)
    assert empty.value.problems[0].code == "case_no_rows"
    # No word of it writes; on PostgreSQL the sequence would move, and SQLite has no such function.
    with pytest.raises(InvalidInput) as refused:
        fetch(tmp_path, "SELECT nextval('plans_id_seq') AS n", database_url)
    assert refused.value.problems[0].code == "query_failed"
    with pytest.raises(InvalidInput) as twice:
        fetch(tmp_path, "SELECT 1 AS n, 2 AS n", database_url)
    assert twice.value.problems[0].code == "case_columns_twice"


@pytest.mark.parametrize(
    "values",
    [
        "SELECT 1 AS n UNION ALL SELECT 'a'",
        "SELECT NULL AS n UNION ALL SELECT 1.5",
        "SELECT x'00ff' AS n UNION ALL SELECT 1",
    ],
)
def test_values_of_several_kinds_are_columns_of_text(tmp_path: Path, values: str) -> None:
    path = tmp_path / "other.db"
    path.touch()
    made, _ = fetch(tmp_path, values, f"sqlite:///{path}")
    assert pl.read_parquet(made).height == 2


@pytest.mark.parametrize(
    "value", ["'NaN'::numeric", "'{}'::jsonb", "'[1,2]'::int4range", "gen_random_uuid()"]
)
def test_what_a_database_has_and_a_list_has_not_is_text(
    tmp_path: Path, database_url: str, value: str
) -> None:
    if database_url.startswith("postgresql"):
        made, _ = fetch(tmp_path, f"SELECT {value} AS n, 1 AS m", database_url)
        assert pl.read_parquet(made).schema["n"] == pl.String


def test_more_rows_than_may_be_read_and_an_address_that_is_wrong_are_told(
    tmp_path: Path, database_url: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("MAALSTREG_MOST_CASES", "1")
    with pytest.raises(InvalidInput) as many:
        fetch(tmp_path, ROWS, database_url)
    assert [one.code for one in many.value.problems] == ["case_rows_too_many"]
    for address, code in (
        ("oracle://u:secret@h/d", "database_kind"),
        (f"sqlite:///{tmp_path}/no.db", "file_missing"),
    ):
        with pytest.raises(InvalidInput) as wrong:
            fetch(tmp_path, ROWS, address)
        assert [(one.code, one.place) for one in wrong.value.problems] == [(code, ADDRESS_VARIABLE)]
    assert not (tmp_path / "no.db").exists()
