"""An archive has every column of a table, described in Danish, and says the same as long as nothing is added."""

from __future__ import annotations

from db import models
from db.filing import archive_data
from export.filing.column_words import TABLES, describe_column
from metrics.plan.terms import Party
from tests.db.filing.filed_years import hold, name_first, number
from tests.db.recorded import record
from tests.db.reports.played import CHIEF


def test_every_column_is_one_of_its_table_and_has_a_danish_description() -> None:
    extra = {"institution", "indicator"}
    for name, columns in archive_data.TABLES.items():
        held = set(models.Base.metadata.tables[name].columns.keys())
        assert set(columns) <= held | extra
        # What is left out only says to which plan, institution or series a row belongs.
        assert {one for one in held - set(columns) if not one.endswith("_id")} <= {"id", "key", "area"}, name
        assert all(describe_column(name, column) for column in columns)
    assert set(TABLES) == set(archive_data.TABLES)


def test_its_digest_changes_with_every_row_and_with_nothing_else(url: str) -> None:
    first = hold(url).content
    assert hold(url).content == first
    record(url, {})
    second = hold(url).content
    number(url, CHIEF, Party.INSTITUTION, **{name_first(url, "plan"): "1"})
    assert len({first, second, hold(url).content}) == 3
