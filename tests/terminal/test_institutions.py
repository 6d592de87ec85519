"""The commands for institutions that are renamed, moved and merged."""

from __future__ import annotations

import json
import re
from pathlib import Path

import pytest

from tests.db.recorded import TEXTS
from tests.fixtures.terminal import Done, Run

PLAN = Path(__file__).with_name("prove-2026.toml")
AREA = "Social- og Indenrigsministeriet"
WHEN = ("--from", "2018-01-01", "--reason", "Kongelig resolution")


def test_an_institution_is_renamed_and_moved_and_listed_through_time(ready: Run) -> None:
    renamed = ready("institution", "rename", "cpr", "Registret", *WHEN)
    assert renamed.stdout == "cpr hedder fra 1. januar 2018: Registret.\n"
    again = ready("institution", "rename", "cpr", "Registret", *WHEN)
    assert (again.returncode, again.stdout) == (0, "cpr: det er allerede registreret.\n")
    moved = ready("institution", "move", "cpr", "Nyt ministerium", "--from", "2019-02-01", "--reason", "x")
    assert moved.stdout == "cpr hører fra 1. februar 2019 under: Nyt ministerium.\n"
    listed = ready("institution", "list").stdout.splitlines()
    assert listed[:4] == [
        "cpr",
        f"  fra begyndelsen: CPR-administrationen, {AREA}",
        f"  fra 1. januar 2018: Registret, {AREA}",
        "  fra 1. februar 2019: Registret, Nyt ministerium",
    ]
    document = json.loads(ready("institution", "list", "--json").stdout)[0]
    assert (document["institution"], document["fictional"]) == ("cpr", False)
    assert [(t["since"], t["name"], t["ministry_area"], t["successor"]) for t in document["terms"]] == [
        (None, "CPR-administrationen", AREA, None),
        ("2018-01-01", "Registret", AREA, None),
        ("2019-02-01", "Registret", "Nyt ministerium", None),
    ]
    assert ready("audit", "verify").returncode == 0


def test_each_plan_shows_the_name_of_its_time(ready: Run) -> None:
    ready("institution", "rename", "cpr", "Registret", *WHEN)
    plans = {row["plan"]: row["institution"] for row in json.loads(ready("plan", "list", "--json").stdout)}
    assert (plans["cpr-2017"], plans["cpr-2021"]) == ("CPR-administrationen", "Registret")
    assert json.loads(ready("score", "cpr-2017", "--json").stdout)["institution"] == "CPR-administrationen"
    assert json.loads(ready("score", "cpr-2021", "--json").stdout)["institution"] == "Registret"
    assert ready("score", "cpr-2021", "--as-of", "2021-05-01").stdout.startswith("Registret, ")


def test_an_institution_is_merged_into_another_and_stands_alone_again(ready: Run) -> None:
    document = json.loads(ready("institution", "list", "--json").stdout)
    other = next(one["institution"] for one in document if one["institution"] != "cpr")
    merged = ready("institution", "merge", "cpr", "--into", other, *WHEN, lang="en")
    assert merged.stdout == f"cpr is from 1 January 2018 part of {other}.\n"
    assert f"(en del af {other})" in ready("institution", "list").stdout
    circle = ready("institution", "merge", other, "--into", "cpr", *WHEN)
    assert (circle.returncode, circle.stderr) == (1, f"into: cpr er selv en del af {other} fra den dag.\n")
    itself = ready("institution", "merge", "cpr", "--into", "cpr", *WHEN)
    assert itself.stderr == "--into: En institution kan ikke lægges ind under sig selv: cpr.\n"
    split = ready("institution", "split", "cpr", "--from", "2020-01-01", "--reason", "Lov")
    assert split.stdout == "cpr står alene igen fra 1. januar 2020.\n"


def test_bad_input_is_refused_with_every_problem(ready: Run) -> None:
    done = ready("institution", "rename", "crp", " ", "--from", "2018-01-01", "--reason", " ")
    assert done.returncode == 1
    assert [line.partition(":")[0] for line in done.stderr.splitlines()] == ["reason", "name", "institution"]
    undated = ready("institution", "move", "cpr", "X", "--from", "2018-02-30", "--reason", "x")
    assert (undated.returncode, "2018-02-30" in undated.stderr) == (1, True)
    assert ready("institution", "rename", "cpr", "X").returncode == 2


def test_a_plan_of_another_area_is_imported_with_the_day_told(run: Run, tmp_path: Path) -> None:
    first, second = tmp_path / "first.toml", tmp_path / "second.toml"
    first.write_text(TEXTS[2017], encoding="utf-8")
    second.write_text(TEXTS[2021].replace(AREA, "Nyt ministerium"), encoding="utf-8")
    assert run("plan", "import", str(first)).returncode == 0
    for dry in (["--dry-run"], []):
        done = run("plan", "import", str(second), *dry)
        assert done.returncode == 0, done.stderr
        assert "cpr hører fra 1. januar 2021 under: Nyt ministerium." in done.stdout.splitlines()
    again = run("plan", "import", str(second)).stdout
    assert again.startswith("Planen cpr-2021 er der allerede og er den samme. Intet er ændret.\n")
    assert "hører fra" not in again


def test_a_plan_with_a_stale_name_is_refused_and_the_cure_is_named(ready: Run, tmp_path: Path) -> None:
    ready("institution", "rename", "cpr", "Registret", "--from", "2020-01-01", "--reason", "x")
    file = tmp_path / "plan.toml"
    file.write_text(TEXTS[2021], encoding="utf-8")
    done = ready("plan", "import", str(file))
    assert done.returncode == 1
    assert (
        "institutions[cpr].name: cpr hedder “Registret” på planens første dag, 1. januar 2021, men står her"
        in done.stderr
    )
    assert 'maalstreg institution rename cpr "CPR-administrationen" --from DATO' in done.stderr


def test_a_plan_file_may_leave_out_what_is_known(ready: Run, tmp_path: Path) -> None:
    file = tmp_path / "plan.toml"
    file.write_text(TEXTS[2021][: TEXTS[2021].index("[[institutions]]")], encoding="utf-8")
    done = ready("plan", "import", str(file))
    assert (done.returncode, done.stderr) == (0, "")
    assert done.stdout.startswith("Planen cpr-2021 er der allerede og er den samme.")
    checked = ready("plan", "check", str(file))
    assert (checked.returncode, checked.stderr) == (0, "")


def sign_plan(run: Run, year: int, area: str, key: str = "prove") -> Done:
    """Import a signed plan of a year, in which its institution belongs to a ministry area."""
    text = re.sub(r"202[56]", lambda found: str(int(found[0]) - 2026 + year), PLAN.read_text("utf-8"))
    text = text.replace(f'id = "prove-{year}"', f'id = "{key}-{year}"')
    Path("plan.toml").write_text(text.replace('area = "Ministeriet"', f'area = "{area}"'), encoding="utf-8")
    return run("plan", "import", "plan.toml")


def list_areas(run: Run) -> list[tuple[str | None, str]]:
    """The ministry areas of the institution, each with the day from which it holds."""
    (document,) = json.loads(run("institution", "list", "--json").stdout)
    return [(term["since"], term["ministry_area"]) for term in document["terms"]]


MOVED = [(None, "Et"), ("2025-01-01", "To")]


@pytest.fixture
def moved(run: Run) -> Run:
    """The command line with plans of two years, between which their institution has moved."""
    assert sign_plan(run, 2024, "Et").returncode == 0
    assert "prove hører fra 1. januar 2025 under: To." in sign_plan(run, 2025, "To").stdout
    assert list_areas(run) == MOVED
    return run


def test_a_third_area_is_taken_with_the_first_day_of_its_plan(moved: Run) -> None:
    assert "prove hører fra 1. januar 2026 under: Tre." in sign_plan(moved, 2026, "Tre").stdout
    assert list_areas(moved) == [*MOVED, ("2026-01-01", "Tre")]


def test_a_plan_from_before_the_first_leaves_the_later_ones_where_they_are(moved: Run) -> None:
    told = sign_plan(moved, 2022, "Nul").stdout.splitlines()
    assert "prove hører fra begyndelsen under: Nul." in told
    assert "prove hører fra 1. januar 2024 under: Et." in told
    assert list_areas(moved) == [(None, "Nul"), ("2024-01-01", "Et"), ("2025-01-01", "To")]


def test_an_institution_that_is_moved_back_is_so_by_a_command_and_not_by_a_stale_file(moved: Run) -> None:
    refused = sign_plan(moved, 2026, "Et")
    assert refused.returncode == 1
    assert "prove hører under “To” på planens første dag, 1. januar 2026, men står her" in refused.stderr
    assert 'maalstreg institution move prove "Et" --from DATO' in refused.stderr
    assert list_areas(moved) == MOVED
    back = ("institution", "move", "prove", "Et", "--from", "2025-10-01", "--reason", "Ny regering")
    assert moved(*back).stdout == "prove hører fra 1. oktober 2025 under: Et.\n"
    assert sign_plan(moved, 2026, "Et").returncode == 0
    assert list_areas(moved) == [*MOVED, ("2025-10-01", "Et")]


@pytest.mark.parametrize(("key", "area"), [("prove", "Tre"), ("anden", "Tre"), ("anden", "Et")])
def test_another_area_on_the_day_of_a_signed_plan_is_refused_in_words(
    moved: Run, key: str, area: str
) -> None:
    refused = sign_plan(moved, 2025, area, key)
    assert refused.returncode == 1
    assert (
        f"prove hører under “To” på planens første dag, 1. januar 2025, men står her under “{area}”"
        in refused.stderr
    )
    assert list_areas(moved) == MOVED


@pytest.mark.parametrize(
    ("day", "areas"),
    [
        ("2025-07-01", [*MOVED, ("2025-07-01", "Tre")]),
        ("2025-01-01", [(None, "Et"), ("2025-01-01", "Tre")]),
        ("2024-06-30", [(None, "Et"), ("2024-06-30", "Tre"), ("2025-01-01", "To")]),
        ("1900-01-01", [(None, "Tre"), ("2025-01-01", "To")]),
    ],
)
def test_a_move_holds_until_the_next_that_is_recorded(
    moved: Run, day: str, areas: list[tuple[str | None, str]]
) -> None:
    assert moved("institution", "move", "prove", "Tre", "--from", day, "--reason", "Lov").returncode == 0
    assert list_areas(moved) == areas


@pytest.mark.parametrize(
    ("when", "code", "said"),
    [
        ((), 2, "Mangler: --from"),
        (("--from", ""), 1, "--from: “” er ikke en dato"),
        (("--from", "1. juli"), 1, "--from: “1. juli” er ikke en dato"),
        (("--from", "1500-01-01"), 1, "--from: “1500-01-01” er ikke en dato"),
    ],
)
def test_a_move_without_a_day_is_refused_in_words(
    moved: Run, when: tuple[str, ...], code: int, said: str
) -> None:
    done = moved("institution", "move", "prove", "Tre", *when, "--reason", "Lov")
    assert (done.returncode, said in done.stderr) == (code, True)
    assert list_areas(moved) == MOVED


def test_an_institution_is_split_off_from_another_once_and_not_from_itself(ready: Run) -> None:
    split = ready("institution", "split", "cpr", "--of", "dst", *WHEN)
    assert split.stdout == "cpr er udskilt af dst fra 1. januar 2018.\n"
    again = ready("institution", "split", "cpr", "--of", "dst", *WHEN)
    assert again.stdout == "cpr: det er allerede registreret.\n"
    assert "  cpr er udskilt af dst fra 1. januar 2018." in ready("institution", "list").stdout.splitlines()
    document = json.loads(ready("institution", "list", "--json").stdout)[0]
    assert document["split_off_from"] == [{"since": "2018-01-01", "institution": "dst"}]
    circle = ready("institution", "split", "dst", "--of", "cpr", *WHEN)
    assert (circle.returncode, circle.stderr) == (1, "of: cpr er selv udskilt af dst.\n")
    itself = ready("institution", "split", "cpr", "--of", "cpr", *WHEN, lang="en")
    assert itself.stderr == "--of: An institution cannot be split off from itself: cpr.\n"
    assert ready("audit", "verify").returncode == 0
