"""The files of documents beside the yearly plans: told apart by kind, each with all its problems at once."""

from __future__ import annotations

import tomllib
from pathlib import Path

import pytest

from db.directions.document_file import check_document, dump_document, find_kind, parse_document
from db.directions.document_sorts import DEVELOPMENT, DUTIES
from db.initial import DIRECTIONS, POLICIES, SOURCES
from metrics.direction.direction_terms import DocumentKind
from metrics.direction.yearly_target import YearlyTarget
from metrics.errors import InvalidInput
from metrics.plan.formula import Step
from metrics.plan.model import Institution
from metrics.plan.terms import Over
from tests.directions import direction
from tests.duties import duty_plan
from tests.factories import OWNER, quarterly, reads


def test_the_kind_of_a_file_is_what_it_says(tmp_path: Path) -> None:
    assert find_kind(SOURCES / "cpr-2021.toml") is DocumentKind.RESULT
    assert find_kind(next(DIRECTIONS.glob("*.toml"))) is DocumentKind.DEVELOPMENT
    assert find_kind(next(POLICIES.glob("*.toml"))) is DocumentKind.DUTIES
    (tmp_path / "other.toml").write_text('kind = "dream"')
    with pytest.raises(InvalidInput) as refused:
        find_kind(tmp_path / "other.toml")
    assert [p.code for p in refused.value.problems] == ["not_allowed"]


def test_what_cannot_be_read_and_what_does_not_fit_are_told_at_once() -> None:
    data = duty_plan().model_dump(exclude_defaults=True)
    wrong = {
        **data,
        "duties": [
            {"number": "1", "title": "T", "section": "1", "trigger_days": "soon", "trigger": "x"},
            {"number": "2", "title": "T", "section": "1", "rule": "FREQ=HOURLY", "first": data["start"]},
        ],
    }
    with pytest.raises(InvalidInput) as refused:
        check_document(DUTIES, wrong)
    assert [(p.code, p.place) for p in refused.value.problems] == [
        ("whole_number_needed", "duties[1].trigger_days"),
        ("duty_too_often", "duties[2].rule"),
    ]


def test_only_what_is_said_is_written() -> None:
    assert "has_end" not in dump_document(duty_plan())


def test_the_closed_days_of_an_institution_are_written_as_they_were_read_and_others_refused() -> None:
    file = duty_plan(closed_days=("05-15", "2026-12-23"))
    written = dump_document(file)
    assert check_document(DUTIES, tomllib.loads(written)).closed_days == file.closed_days
    with pytest.raises(InvalidInput) as refused:
        check_document(DUTIES, tomllib.loads(written.replace("2026-12-23", "2026-12-32")))
    assert [(p.code, p.params["value"]) for p in refused.value.problems] == [
        ("closed_day_unreadable", "2026-12-32")
    ]


def test_a_target_s_reading_is_written_out_and_read_again_as_it_was() -> None:
    step = Step(year=2023, reading=reads("of-another", institution="else", over=Over.LAST))
    target = YearlyTarget(number="A", title="T", section="2", value=reads(over=Over.LAST), by_year=(step,))
    known = (quarterly(), quarterly("of-another", owner="else"))
    owners = tuple(Institution(id=key, name=key, ministry_area="Area") for key in (OWNER, "else"))
    file = direction(targets=(target,), focus_areas=(), indicators=known, institutions=owners)
    text = dump_document(file)
    assert text.count('over = "last"') == 2
    assert dump_document(parse_document(DEVELOPMENT, text)) == text
    one = direction(targets=(target,), indicators=known)
    with pytest.raises(InvalidInput) as refused:
        parse_document(DEVELOPMENT, dump_document(one))
    assert [(p.code, p.params["key"]) for p in refused.value.problems] == [("institution_unknown", "else")]
