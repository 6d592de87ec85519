"""The schema of plan files: up to date, no stricter than the models, and strict enough to help while writing."""

from __future__ import annotations

import json
import tomllib
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
from jsonschema import Draft7Validator

from db.directions.document_file import dump_document
from db.example import direction_events
from db.initial import DIRECTIONS, POLICIES
from metrics.direction.yearly_target import YearlyTarget
from metrics.plan.formula import Step
from scripts import schema
from tests.db.plans.test_plan_file import GOOD
from tests.directions import direction, initiative
from tests.duties import duty_plan
from tests.factories import reads

ROOT = Path(__file__).resolve().parents[2]
SOURCES = sorted((ROOT / "db" / "sources").glob("*.toml"))
PLAN_FILES = [*SOURCES, *sorted((ROOT / "tests" / "mechanics").glob("*.toml"))]

SCHEMA = json.loads(schema.FILE.read_text(encoding="utf-8"))
VALIDATOR = Draft7Validator(SCHEMA, format_checker=Draft7Validator.FORMAT_CHECKER)


def as_json(value: Any) -> Any:
    """What an editor checks: the file's values, dates among them as text."""
    if isinstance(value, dict):
        return {key: as_json(item) for key, item in value.items()}
    if isinstance(value, list):
        return [as_json(item) for item in value]
    return value.isoformat() if isinstance(value, date) else value


def wrong_places(text: str) -> list[str]:
    """Where the text of a plan file is wrong by the schema."""
    return sorted(error.json_path for error in VALIDATOR.iter_errors(as_json(tomllib.loads(text))))


@pytest.mark.parametrize("path", schema.SCHEMAS, ids=lambda path: path.stem)
def test_the_schema_is_the_one_the_models_give(path: Path) -> None:
    current = path.read_text(encoding="utf-8") == schema.write_schema(schema.SCHEMAS[path])
    assert current, "the models have changed: run python -m scripts.schema"


def test_the_schema_is_a_schema_and_claims_no_address_of_its_own() -> None:
    Draft7Validator.check_schema(SCHEMA)
    assert "$id" not in json.dumps(SCHEMA)


@pytest.mark.parametrize("path", PLAN_FILES, ids=lambda path: path.stem)
def test_every_plan_file_fits(path: Path) -> None:
    assert wrong_places(path.read_text(encoding="utf-8")) == []


FIRST = "$.goals[0].criteria[0]"


@pytest.mark.parametrize(
    ("old", "new", "place"),
    [
        ('title = "Plan 2017"', 'titel = "Plan"\ntitle = "Plan"', "$"),
        ('title = "Plan 2017"', "title = 2017", "$.title"),
        ('title = "Plan 2017"', 'title = ""', "$.title"),
        ('id = "plan-2017"', 'id = "Plan 2017"', "$.id"),
        ("start = 2017-01-01\n", "", "$"),
        ("start = 2017-01-01", 'start = "1. januar 2017"', "$.start"),
        ('weights = "given"', 'weights = "givet"', "$.scoring.weights"),
        ("weight = 60", 'weight = "60"', "$.goals[0].weight"),
        ("weight = 60", "weight = -1", "$.goals[0].weight"),
        ("weight = 60", "weight = 1e16", "$.goals[0].weight"),
        ("weight = 60", 'kind = "drift"', "$.goals[0].kind"),
        ('operator = ">="', 'operator = "=>"', f"{FIRST}.compare.operator"),
        ('value = { indicator = "andel" }', "value = { number = true }", f"{FIRST}.compare.value"),
        ("{ year = 2017, number = 90 }", "{ year = 2017 }", f"{FIRST}.compare.target"),
        ("[goals.criteria.compare]", "milestone.due = 2017-06-30\n[goals.criteria.compare]", FIRST),
        ("value = 78.9", "value = 78.9\nnumerator = 1\ndenominator = 2", "$.observations[0]"),
        ("value = 78.9", "numerator = 1", "$.observations[0]"),
    ],
)
def test_what_is_wrong_is_found_where_it_stands(old: str, new: str, place: str) -> None:
    assert old in GOOD
    assert wrong_places(GOOD.replace(old, new, 1)) == [place]


def test_a_goal_without_criteria_is_refused() -> None:
    goal = '\n[[goals]]\nnumber = "9"\ntitle = "Uden kriterier"\n'
    assert wrong_places(GOOD + goal) == ["$.goals[2]"]
    assert wrong_places(GOOD + goal + "criteria = []\n") == ["$.goals[2].criteria"]


def test_the_defaults_are_values_that_can_be_written_in_the_file() -> None:
    parts = SCHEMA["definitions"]
    assert parts["Reporting"]["properties"]["quarters"]["default"] == [1, 2, 3, 4]
    assert parts["Scoring"]["properties"]["possible"]["default"] == 100
    assert parts["Goal"]["properties"]["rule"]["default"] == "all"
    assert "default" not in parts["Goal"]["properties"]["kind"]


@pytest.mark.parametrize("path", SOURCES, ids=lambda path: path.stem)
def test_the_source_plans_point_their_editor_at_the_schema(path: Path) -> None:
    (directive, *_) = path.read_text(encoding="utf-8").splitlines()
    name, place = directive.split()
    assert (name, (path.parent / place).resolve()) == ("#:schema", schema.FILE)


DOCUMENTS = {
    schema.DOCS / "retning.schema.json": [*sorted(DIRECTIONS.glob("*.toml")), direction_events.FILE],
    schema.DOCS / "pligter.schema.json": sorted(POLICIES.glob("*.toml")),
}
"""The files of documents beside the yearly plans, by the schema they are for."""


def list_wrong(path: Path, text: str) -> list[str]:
    """Where the text of a document is wrong by a schema."""
    validator = Draft7Validator(
        json.loads(path.read_text("utf-8")), format_checker=Draft7Validator.FORMAT_CHECKER
    )
    return sorted({error.json_path for error in validator.iter_errors(as_json(tomllib.loads(text)))})


@pytest.mark.parametrize("path", DOCUMENTS, ids=lambda path: path.stem)
def test_every_document_fits_and_points_its_editor_at_its_schema(path: Path) -> None:
    assert DOCUMENTS[path]
    for file in DOCUMENTS[path]:
        text = file.read_text("utf-8")
        assert list_wrong(path, text) == []
        name, place = text.splitlines()[0].split()
        assert (name, (file.parent / place).resolve()) == ("#:schema", path)


AREA = "$.focus_areas[0].initiatives[0]"


@pytest.mark.parametrize(
    ("old", "new", "place"),
    [
        ('when = "2024-summer"', 'when = "sommeren 2024"', f"{AREA}.when"),
        ('when = "2024-summer"', 'when = "2024-summer", ends = "2025"', AREA),
        ('title = "Initiative 1.1"', 'titel = "Initiative 1.1"', AREA),
        ('kind = "development"', 'kind = "dream"', "$.kind"),
        ("number = 90", 'number = "90"', "$.targets[0].by_year[0].number"),
        ("number = 90", 'number = 90, reading = { indicator = "share" }', "$.targets[0].by_year[0]"),
    ],
)
def test_what_is_wrong_in_a_development_plan_is_found_where_it_stands(old: str, new: str, place: str) -> None:
    step = Step(year=2024, number=Decimal(90))
    target = YearlyTarget(number="A", title="T", section="2", value=reads(), by_year=(step,))
    text = dump_document(direction(initiative(when="2024-summer"), targets=(target,)))
    path = schema.DOCS / "retning.schema.json"
    assert old in text
    assert list_wrong(path, text) == []
    assert place in list_wrong(path, text.replace(old, new, 1))


def test_a_development_plan_without_initiatives_or_targets_is_refused_and_so_is_a_rule_that_is_no_text() -> (
    None
):
    text = dump_document(direction())
    assert list_wrong(schema.DOCS / "retning.schema.json", text[: text.index("[[focus_areas]]")]) == ["$"]
    duties = dump_document(duty_plan())
    wrong = duties.replace('"FREQ=YEARLY"', "12", 1)
    assert list_wrong(schema.DOCS / "pligter.schema.json", wrong) == ["$.duties[0].rule"]
