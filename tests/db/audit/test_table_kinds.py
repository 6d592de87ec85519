"""The kinds of tables, and the columns that each version of the digest covers: none is forgotten, none is moved."""

from __future__ import annotations

import pytest

from db.audit import table_kinds
from db.audit.table_kinds import APPEND_ONLY, NEWEST_VERSION, SEALED, WORKING, find_sealed_columns
from db.models import Base


def test_every_table_is_of_one_kind() -> None:
    assert sorted([*SEALED, *APPEND_ONLY, *WORKING]) == sorted(Base.metadata.tables)


@pytest.mark.parametrize("name", SEALED)
def test_the_newest_version_covers_every_column_of_a_sealed_table(name: str) -> None:
    columns = [column.name for column in Base.metadata.tables[name].columns]
    assert sorted(find_sealed_columns(name, NEWEST_VERSION)) == sorted(columns)


def test_a_later_column_is_covered_from_its_version_on(monkeypatch: pytest.MonkeyPatch) -> None:
    later = ((3, "plans", "colour"), (4, "plans", "size"), (3, "moods", "id"), (3, "moods", "mood"))
    monkeypatch.setattr(table_kinds, "LATER_COLUMNS", later)
    first = ("id", "key", "institution_id")
    assert find_sealed_columns("plans", 1) == find_sealed_columns("plans", 2) == first
    assert find_sealed_columns("plans", 3) == (*first, "colour")
    assert find_sealed_columns("plans", 4) == (*first, "colour", "size")
    assert find_sealed_columns("moods", 3) == ("id", "mood")
    assert find_sealed_columns("moods", 2) == ()
