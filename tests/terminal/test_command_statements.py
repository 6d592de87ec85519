"""How many statements each command of the terminal takes; those of one plan read no more with many plans."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

import pytest

from bench import state_data
from db.location import URL_VARIABLE
from tests.counting import counted
from tests.fixtures.databases import copy_file
from tests.fixtures.terminal import Run, results

MORE = 20
"""How many institutions there are beside the example's: each with one plan, or with one in each of ten years."""
PLAN, SERIES = "eksempel-ankenaevn-2026", ("cpr", "klagesager-rettidigt")
DAY, ON = ("--as-of", "2026-11-01"), ("--from", "2026-01-01")
WHY = ("--reason", "x")
REPORT = (PLAN, "--quarter", "2026Q3")
AREA = "Digitaliserings- og Borgerministeriet (opdigtet)"
Call = tuple[str, ...]

MOST = 20
OF_ONE_PLAN: dict[str, Call] = {
    "report show": ("report", "show", *REPORT),
    "evidence list": ("report", "evidence", "list", *REPORT),
    "report fill": ("report", "fill", "cpr-2017", "goal:1.1", "status=expected_met", "--quarter", "2017Q1"),
    "plan export": ("plan", "export", PLAN),
    "plan import": ("plan", "import", "plan.toml"),
    "plan close": ("plan", "close", "cpr-2017", "--on", "2018-02-15", *WHY),
    "results import": ("results", "import", "results.csv"),
    "results withdraw": ("results", "withdraw", *SERIES, "2015", *WHY),
    "break add": ("break", "add", *SERIES, "2017-01-01", "--note", "x"),
    "indicator rename": ("indicator", "rename", *SERIES, "Andet", *ON, *WHY),
    "indicator define": ("indicator", "define", *SERIES, "Andet", *ON, *WHY),
}
"""What is about one plan or one series, and reads nothing of the plans of others."""
OF_ALL: dict[str, Call] = {
    # What is foreseen of a plan follows from what all plans of its area have taught.
    "score": ("score", PLAN, *DAY),
    "outlook": ("outlook", PLAN, *DAY),
    "whatif": ("whatif", PLAN, "--set", "2.1=met", *DAY),
    "pay": ("pay", PLAN, *DAY),
    "annual": ("annual", PLAN, *DAY),
    "plan check": ("plan", "check", PLAN),
    "decision list": ("decision", "list", PLAN),
    "journal note": ("journal", "note", PLAN, *DAY),
    "journal extract": ("journal", "extract", PLAN, "--format", "csv", "-o", "extract.csv"),
    "archive": ("archive", PLAN, "-o", "archive.zip"),
    "journal list": ("journal", "list", "--plan", PLAN),
    "plan list": ("plan", "list"),
    "deadlines": ("deadlines",),
    "remind": ("remind", "--dry-run"),
    "meeting list": ("meeting", "list"),
    "user list": ("user", "list"),
    "user grant": ("user", "grant", "a@example.dk", "reader"),
    "threshold list": ("threshold", "list"),
    "threshold set": ("threshold", "set", AREA, "likely", "60", *WHY),
    "break list": ("break", "list"),
    "indicator list": ("indicator", "list"),
    "institution list": ("institution", "list"),
    "institution rename": ("institution", "rename", "cpr", "Registret", *ON, *WHY),
    "institution move": ("institution", "move", "cpr", "Nyt", *ON, *WHY),
    "audit list": ("audit", "list"),
}
ARCHIVE, TABLES = "archive", 44
"""The one command that takes more: a package holds seventeen tables of a plan, each of which is a statement of its own,
beside the six kinds of documents and what the papers in it are written from; and it is recorded.
"""


@pytest.fixture(scope="module")
def few(sqlite_filled: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The sources and the example, and some institutions with one plan each."""
    return _add(sqlite_filled, tmp_path_factory.mktemp("few"), [2026])


@pytest.fixture(scope="module")
def many(sqlite_filled: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The same with ten plans each."""
    return _add(sqlite_filled, tmp_path_factory.mktemp("many"), state_data.YEARS)


def _add(path: Path, folder: Path, years: Sequence[int]) -> Path:
    state_data.add_institutions(copy_file(path, folder / "app.db"), MORE, years)
    return folder / "app.db"


@pytest.mark.parametrize("name", OF_ONE_PLAN | OF_ALL)
def test_a_command_takes_as_many_statements_with_many_plans_and_keeps_its_budget(
    run: Run, few: Path, many: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, name: str
) -> None:
    results(tmp_path, "cpr,klagesager-rettidigt,2017,91", "cpr,cpr-2017:1.1.1,2017-06-30,met")
    found = []
    for number, path in enumerate((few, many)):
        monkeypatch.setenv(URL_VARIABLE, copy_file(path, tmp_path / f"{number}.db"))
        if name == "plan import":
            new = run("plan", "export", PLAN).stdout.replace(PLAN, f"{PLAN}-x")
            (tmp_path / "plan.toml").write_text(new, encoding="utf-8")
        for written in ("archive.zip", "extract.csv"):
            (tmp_path / written).unlink(missing_ok=True)
        with counted() as sent:
            done = run(*(OF_ONE_PLAN | OF_ALL)[name])
        assert (done.returncode, done.stderr) == (0, "")
        found.append(sent)
    assert len(found[0]) == len(found[1]) <= (TABLES if name == ARCHIVE else MOST)
    if name in OF_ONE_PLAN:
        assert [pair for pair in zip(*found, strict=True) if pair[0] != pair[1]] == []
