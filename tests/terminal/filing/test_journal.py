"""The journal at the terminal: documents are listed, numbered and told in an extract."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from tests.fixtures.terminal import Run

DECIDED = ("--on", "2017-06-01", "--by", "Head", "--reason", "Dom", "--goal", "2.1", "--until", "2017-12-31")


@pytest.fixture
def decided(ready: Run) -> Run:
    """The command line on a signed plan with an accepted deviation."""
    assert ready("decision", "add", "cpr-2017", "accepted_deviation", *DECIDED).returncode == 0
    return ready


def listed(run: Run, *asked: str) -> list[dict[str, object]]:
    found: list[dict[str, object]] = json.loads(run("journal", "list", *asked, "--json").stdout)
    return found


def test_a_number_is_given_to_a_document_and_taken_back(decided: Run) -> None:
    document = listed(decided, "--plan", "cpr-2017")[-1]["document"]
    assert document == "deviation-1"
    assert document in {
        one["document"] for one in listed(decided, "--institution", "cpr", "--missing", "department")
    }
    done = decided("journal", "number", "deviation-1", "2017 - 4711", "--party", "department")
    assert (done.returncode, done.stdout) == (0, "deviation-1 har fået nummeret 2017 - 4711.\n")
    (found,) = [one for one in listed(decided) if one["document"] == document]
    assert found["numbers"] == {"department": "2017 - 4711", "institution": None}
    assert (found["title"], found["subject"]) == ("Accepteret afvigelse", "Resultatplan 2017 · mål 2.1 · Dom")
    assert document not in {one["document"] for one in listed(decided, "--missing", "department")}
    assert "department: 2017 - 4711" in decided("journal", "list", "--plan", "cpr-2017").stdout
    assert decided("journal", "number", "deviation-1", "", "--party", "department").returncode == 0
    assert document in {one["document"] for one in listed(decided, "--missing", "department")}
    assert decided("audit", "verify").returncode == 0


def test_what_cannot_be_numbered_is_refused(decided: Run) -> None:
    for arguments, said in (
        (("deviation-9", "1"), "intet dokument med nøglen “deviation-9”"),
        (("deviation-1", ""), "har allerede det nummer"),
        (("deviation-1", "x" * 81), "for lang"),
    ):
        done = decided("journal", "number", *arguments, "--party", "institution")
        assert (done.returncode, done.stdout) == (1, "")
        assert said in done.stderr
    assert decided("journal", "number", "deviation-1", "1").returncode == 2
    assert decided("journal", "list", "--plan", "none").returncode == 1


def test_it_lists_a_period_and_says_where_there_is_nothing(decided: Run) -> None:
    assert decided("journal", "list", "--to", "2000-01-01").stdout == "Ingen dokumenter.\n"
    assert len(listed(decided, "--plan", "cpr-2017", "--to", "2016-12-31")) == 1


@pytest.mark.parametrize("form", ["csv", "xlsx", "json", "pdf"])
def test_an_extract_is_written_and_on_record(decided: Run, tmp_path: Path, form: str) -> None:
    done = decided("journal", "extract", "cpr-2017", "--format", form, "-o", f"a.{form}")
    assert (done.returncode, done.stderr) == (0, "")
    assert done.stdout == f"Udtrækket er skrevet i a.{form}. Ingen dokumenter er udeladt.\n"
    assert (tmp_path / f"a.{form}").stat().st_size > 500
    last = json.loads(decided("audit", "list", "--json").stdout)[-1]
    assert (last["action"], last["subject"]) == ("export.extract", "cpr-2017")


def test_a_note_is_filed_and_left_out_of_an_extract(ready: Run) -> None:
    done = ready("journal", "note", "cpr-2017", "--as-of", "2017-07-10")
    assert (done.returncode, done.stdout) == (0, "Notatet er journalført som note-1.\n")
    (found,) = [one for one in listed(ready, "--plan", "cpr-2017") if one["document"] == "note-1"]
    assert (found["title"], found["audience"]) == ("Notat til ledelsen", "department")
    assert found["numbers"] == {"department": None}
    done = ready("journal", "extract", "cpr-2017", "--format", "csv", "-o", "a.csv")
    assert done.stdout.endswith("1 dokument er udeladt som internt: notater til ledelsen (1).\n")
    assert ready("journal", "note", "cpr-2017", "--lang", "de").returncode == 1
