"""What is typed is kept as it is left, but never over somebody's newer text."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest

from metrics.plan.drafting.typed_text import LONGEST_TYPED, TypedChange, TypedField, find_typing_problems

STANDS = {"title": TypedField("title", "Annas", "", "anna", datetime(2026, 1, 1, tzinfo=UTC), 3)}


@pytest.mark.parametrize(
    ("change", "codes"),
    [
        (TypedChange("title", "Bos", "", 3), []),
        (TypedChange("title", "Bos", "", 2), ["field_changed_since"]),
        (TypedChange("title", "Annas", "", 0), []),
        (TypedChange("other", "x" * LONGEST_TYPED, ""), []),
        (TypedChange("other", "x" * (LONGEST_TYPED + 1), ""), ["text_too_long"]),
        (TypedChange("other", "\x00", ""), ["not_understood"]),
    ],
)
def test_a_change_is_refused_over_a_newer_text_or_where_it_cannot_be_kept(
    change: TypedChange, codes: list[str]
) -> None:
    assert [problem.code for problem in find_typing_problems([change], STANDS)] == codes
