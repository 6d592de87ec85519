"""The guide to results files says what the code does, and its examples are taken."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from typer.main import get_command

from metrics.facts.numbers import NOT_AVAILABLE, UNIT_WORDS, read_number
from metrics.facts.raw_row import COLUMNS
from metrics.facts.schema import EventKind
from metrics.facts.tables.file_words import (
    ALIASES,
    EVENT_WORDS,
    FINAL,
    INFORMATION,
    NO,
    PRECISION_WORDS,
    PROVISIONAL,
    YES,
)
from metrics.facts.tables.sheet_choice import HiddenChoice
from metrics.facts.written_periods import read_period
from metrics.plan.terms import Precision
from terminal.results import results_app
from tests.fixtures.terminal import Run

GUIDE = (Path(__file__).resolve().parents[2] / "docs" / "resultater.md").read_text("utf-8")
CODE = set(re.findall(r"`([^`\n]+)`", GUIDE))
EXAMPLES = re.findall(r"```csv\n(.*?)```", GUIDE, re.DOTALL)


def section(heading: str) -> list[str]:
    """The texts in code of a section."""
    text = GUIDE.split(f"## {heading}\n", 1)[1].split("\n## ", 1)[0]
    return re.findall(r"`([^`\n]+)`", text)


@pytest.mark.parametrize(
    "words",
    [
        *(
            COLUMNS,
            ALIASES,
            INFORMATION,
            EVENT_WORDS,
            PRECISION_WORDS,
            NOT_AVAILABLE,
            HiddenChoice,
            Precision,
        ),
        *(YES | NO - {""}, PROVISIONAL | FINAL, set(EventKind) - {EventKind.WORD, EventKind.EXPECTED_NUMBER}),
        {word for word in UNIT_WORDS if not word.startswith("mio")} | {"mio. kr."},
    ],
)
def test_the_guide_names_every_word_of_a_file(words: object) -> None:
    assert isinstance(words, object)
    assert [str(word) for word in words if str(word) not in CODE] == []  # type: ignore[attr-defined]


def test_the_guide_names_every_column_in_its_order_with_its_danish_headings() -> None:
    rows = re.findall(r"^\| `(\w+)` \| (`[^|]+`) \|", GUIDE, re.MULTILINE)
    named = {column: re.findall(r"`([^`]+)`", headings) for column, headings in rows if column in COLUMNS}
    assert list(named) == list(COLUMNS)
    for column, headings in named.items():
        assert headings == ([one for one, of in ALIASES.items() if of == column] or [column])


def test_the_guide_names_every_switch() -> None:
    command = get_command(results_app).commands["import"]  # type: ignore[attr-defined]
    switches = {option for one in command.params for option in one.opts if option.startswith("--")}
    assert {one for one in switches if one not in CODE} == set()
    assert [one for one in section("Svaret") if one.startswith("--")] == [
        "--dry-run",
        *sorted(switches - {"--dry-run", "--sheet", "--hidden", "--encoding"}, reverse=True),
        *("--sheet", "--hidden", "--encoding"),
    ]


def test_every_period_of_the_guide_is_one() -> None:
    assert len(section("Perioder")) > 15
    for text in section("Perioder"):
        read_period(text)


def test_every_number_of_the_guide_is_one_but_the_one_that_can_be_read_in_two_ways() -> None:
    numbers = [text for text in section("Tal") if text[-1].isdigit()]
    assert [text for text in numbers if read_number(text) is None] == ["4.200"]


@pytest.mark.parametrize("example", EXAMPLES)
def test_every_example_of_the_guide_is_taken(ready: Run, example: str) -> None:
    Path("example.csv").write_text(example, encoding="utf-8")
    done = ready("results", "import", "example.csv")
    assert (done.returncode, done.stderr) == (0, "")


def test_there_are_examples() -> None:
    assert len(EXAMPLES) == 3
