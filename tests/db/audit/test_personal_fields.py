"""What is replaced in a field: all of a text, and of JSON the named texts alone."""

from __future__ import annotations

import pytest

from db.audit.personal_fields import OF_A_PLAN, PERSONAL, STRUCTURED, TOLD, WRITTEN, replace_text
from db.models import Base

DOCUMENT = ("plan_versions", "document")


def test_every_field_is_a_column() -> None:
    columns = {(t.name, c.name) for t in Base.metadata.sorted_tables for c in t.columns}
    assert {(table, column) for table, found in PERSONAL.items() for column in found} <= columns
    assert columns >= STRUCTURED
    assert all({*texts} <= {*PERSONAL[name]} for name, texts in OF_A_PLAN.items())
    assert all("plan_id" in Base.metadata.tables[name].c for name in OF_A_PLAN)


def test_a_text_is_replaced_as_a_whole() -> None:
    assert replace_text(("decisions", "by"), "Ann", WRITTEN, lambda _: "x") == "x"


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ('{"role":"Ann","id":"Ann"}', '{"role":"x","id":"Ann"}'),
        ('{"goals":[{"note":"Æ","weight":1.50}]}', '{"goals":[{"note":"x","weight":1.5}]}'),
        ('{ "id": "Ann",\n "number": 2.50 }', '{ "id": "Ann",\n "number": 2.50 }'),
        ('{"note":{"reason":"Ann"},"source":null}', '{"note":{"reason":"x"},"source":null}'),
    ],
)
def test_of_json_only_the_named_texts_are_replaced_and_else_nothing_is_written(
    before: str, after: str
) -> None:
    assert replace_text(DOCUMENT, before, WRITTEN, lambda _: "x") == after


def test_a_title_may_name_somebody_but_is_no_free_text() -> None:
    given = '{"title":"Ann"}'
    assert replace_text(DOCUMENT, given, WRITTEN, lambda _: "x") == given
    assert replace_text(DOCUMENT, given, TOLD, lambda _: "x") == '{"title":"x"}'
