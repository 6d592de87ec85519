"""Values of a row are written alike on both databases."""

from __future__ import annotations

from datetime import UTC, date, datetime
from decimal import Decimal

import pytest

from db.filing.document_rows import make_document, name_document, write_value
from metrics.filing.filed_document import Audience, FiledKind, digest_content
from metrics.plan.terms import Party


@pytest.mark.parametrize(
    ("value", "written"),
    [
        (Decimal("1.500"), "1.5"),
        (Decimal(100), "100"),
        (date(2017, 2, 1), "2017-02-01"),
        (datetime(2017, 2, 1, 12, tzinfo=UTC), "2017-02-01T12:00:00+00:00"),
        (None, None),
        (True, True),
        ("=1", "=1"),
    ],
)
def test_a_value_is_written_plainly(value: object, written: object) -> None:
    assert write_value(value) == written


def test_json_is_what_it_holds() -> None:
    assert write_value('{"a": 1}', of_json=True) == {"a": 1}
    assert write_value(None, of_json=True) is None


def test_a_document_is_named_by_its_kind_and_row_and_its_digest_is_of_what_it_says() -> None:
    at = datetime(2017, 2, 1, 23, 30, tzinfo=UTC)
    made = make_document(FiledKind.PAY, 7, {"kind": "pay"}, owners=("cpr",), plans=("p",), at=at)
    assert made.document.key == name_document(FiledKind.PAY, 7) == "pay-7"
    assert made.content == {"format": 1, "kind": "pay", "said": {"kind": "pay"}}
    assert made.document.digest == digest_content(made.content)
    assert made.document.on == date(2017, 2, 2)  # in Denmark
    assert (made.document.audience, made.document.audience.parties) == (
        Audience.DEPARTMENT,
        (Party.DEPARTMENT,),
    )
