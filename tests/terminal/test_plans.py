"""The commands for plans."""

from __future__ import annotations

import json
import re
from pathlib import Path

import pytest

from db.session import open_engine
from tests.fixtures.terminal import Run

ROOT = Path(__file__).parents[2]


@pytest.mark.parametrize(
    "plan", ["cpr-2017", "cpr-2021", "eksempel-ankenaevn-2023", "eksempel-ankenaevn-2026"]
)
def test_export_import_export_gives_the_same_bytes(run: Run, tmp_path: Path, plan: str) -> None:
    run("init")
    first = run("plan", "export", plan).stdout
    (tmp_path / "plan.toml").write_text(first, encoding="utf-8")
    assert "er der allerede" in run("plan", "import", "plan.toml").stdout
    open_engine(f"sqlite:///{tmp_path / 'test.db'}").dispose()
    for left in tmp_path.glob("test.db*"):
        left.unlink()
    assert run("plan", "import", "plan.toml").returncode == 0
    assert run("plan", "export", plan).stdout == first


def test_a_plan_is_checked_against_the_guide_with_advice_and_not_with_errors(ready: Run) -> None:
    done = ready("plan", "check", "cpr-2017")
    assert (done.returncode, done.stderr) == (0, "")
    assert done.stdout.startswith("Planen mangler påtegning fra institutionen.")
    assert "\n2.1.1: Måltallet for 2017 er foreløbigt." in done.stdout
    rows = json.loads(ready("plan", "check", "cpr-2017", "--json").stdout)
    assert rows[0] == {"rule": "unsigned", "place": "", "text": done.stdout.splitlines()[0]}
    said = done.stdout.splitlines()[len(rows) :]
    assert said[-2:] == [
        "3.2.1: Måltallet læser ét år, 01.10.2015 – 30.09.2016, af serien Sygefraværsdage pr. medarbejder",
        "3.2.1: Kan afgøres efter 30. september 2017. Sidste tal skal være der senest 14. oktober 2017.",
    ]
    easier = ready("plan", "check", "cpr-2021", lang="en").stdout.replace("\u00a0", "")
    assert "1.1.1: The target is 90% against 95% the year before" in easier


def test_a_plan_nothing_can_be_said_of_is_told_so(ready: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("terminal.plans.advice.find_advice", lambda *_: [])
    said = ready("plan", "check", "cpr-2017").stdout.splitlines()
    assert said[0] == "Ingen bemærkninger til planen cpr-2017."
    assert said[1].startswith("2.1.1: Læser ét år, 2017, af serien")
    assert json.loads(ready("plan", "check", "cpr-2017", "--json").stdout) == []


def test_a_plan_file_is_checked_before_it_is_imported_and_is_not_kept(run: Run, tmp_path: Path) -> None:
    source = (ROOT / "db" / "sources" / "cpr-2021.toml").read_text(encoding="utf-8")
    (tmp_path / "plan.toml").write_text(source, encoding="utf-8")
    before = run("plan", "check", "plan.toml")
    assert (before.returncode, json.loads(run("plan", "list", "--json").stdout)) == (0, [])
    assert run("plan", "import", "plan.toml").returncode == 0
    assert run("plan", "check", "cpr-2021").stdout == before.stdout
    (tmp_path / "wrong.toml").write_text(source.replace('"equal"', '"ligeligt"'), encoding="utf-8")
    wrong = run("plan", "check", "wrong.toml")
    assert (wrong.returncode, wrong.stdout) == (1, "")
    assert wrong.stderr == run("plan", "import", "wrong.toml").stderr != ""


def stages(run: Run) -> dict[str, str]:
    """The stage of each plan."""
    return {plan["plan"]: plan["stage"] for plan in json.loads(run("plan", "list", "--json").stdout)}


def test_a_signed_plan_is_closed_and_signed_no_more(ready: Run) -> None:
    assert stages(ready) == {"cpr-2017": "signed", "cpr-2021": "signed"}
    closed = ready("plan", "close", "cpr-2017", "--on", "2018-02-15", "--note", "Opgjort")
    assert closed.stdout == "Planen cpr-2017 er afsluttet 15. februar 2018.\n"
    assert stages(ready) == {"cpr-2017": "closed", "cpr-2021": "signed"}
    again = ready("plan", "sign", "cpr-2017", "--on", "2018-02-16", "--department", "Departementet", "Chef")
    assert (again.returncode, again.stdout, stages(ready)["cpr-2017"]) == (1, "", "closed")


def test_a_proposal_is_signed_by_both_parties(run: Run, tmp_path: Path) -> None:
    source = (ROOT / "db" / "sources" / "cpr-2021.toml").read_text(encoding="utf-8")
    unsigned = re.sub(r"\[\[signatures\]\]\n(?:\w.*\n)+", "", source)
    proposal = unsigned.replace('id = "cpr-2021"', 'id = "cpr-2021"\nstage = "proposed"', 1)
    (tmp_path / "plan.toml").write_text(proposal, encoding="utf-8")
    assert run("plan", "import", "plan.toml").returncode == 0
    parties = ("--department", "Departementet", "Chef", "--institution", "CPR", "Direktør")
    done = run("plan", "sign", "cpr-2021", "--on", "2020-12-20", *parties)
    assert done.stdout == "Planen cpr-2021 er underskrevet 20. december 2020.\n"
    exported = run("plan", "export", "cpr-2021").stdout
    assert exported.count("on = 2020-12-20") == 2
    assert stages(run) == {"cpr-2021": "signed"}


def test_an_import_says_what_is_locked_and_what_is_missing(run: Run, tmp_path: Path) -> None:
    source = (ROOT / "db" / "sources" / "cpr-2017.toml").read_text(encoding="utf-8")
    unsigned = re.sub(r"\[\[signatures\]\]\n(?:\w.*\n)+", "", source)
    (tmp_path / "plan.toml").write_text(unsigned, encoding="utf-8")
    draft = run("plan", "import", "plan.toml").stdout.splitlines()
    assert draft[0] == "Planen cpr-2017 er indlæst."
    assert draft[1].startswith("Planen er en kladde")
    assert draft[2] == "Mangler: påtegning fra departementet og institutionen."
    assert stages(run) == {"cpr-2017": "draft"}
    (tmp_path / "signed.toml").write_text(source, encoding="utf-8")
    signed = run("plan", "import", "signed.toml").stdout.splitlines()
    assert signed[1].startswith("Planen er låst")
    assert signed[2].startswith("Underskrevet: ")
    assert signed[3] == "Mangler: påtegning fra institutionen."
    again = run("plan", "import", "plan.toml").stdout.splitlines()
    assert again[0] == "Planen cpr-2017 er allerede underskrevet og siger det samme. Intet er ændret."
