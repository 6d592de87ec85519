"""Every table of an archive has a Danish name of its own, and no description is left over."""

from __future__ import annotations

from db.filing import archive_data
from export.filing.column_words import COLUMNS, TABLES, describe_column


def test_a_column_of_one_table_may_be_described_by_itself() -> None:
    assert describe_column("plan_versions", "number") == "Versionens nummer, fra 1."
    assert describe_column("settled_parts", "number").startswith("Nummeret på målet")


def test_no_name_is_of_two_tables_and_no_description_of_no_column() -> None:
    names = [name for name, _ in TABLES.values()]
    assert len(set(names)) == len(names)
    used = {(name, column) for name, columns in archive_data.TABLES.items() for column in columns}
    columns = {column for _, column in used}
    assert {one for one in COLUMNS if one[0] and one not in used} == set()
    assert {column for table, column in COLUMNS if not table} <= columns
