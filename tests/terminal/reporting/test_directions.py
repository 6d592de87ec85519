"""Development plans at the terminal."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from db.initial import DIRECTIONS
from tests.fixtures.terminal import Run

KEY = "cpr-udviklingsplan-2023"
CPR = str(DIRECTIONS / f"{KEY}.toml")
BOARD = "eksempel-ankenaevn-udviklingsplan-2025"
NO_TOTAL = "En udviklingsplan har ingen mål med point og derfor ingen samlet målopfyldelse."


def test_a_plan_exported_into_an_empty_database_and_exported_again_has_the_same_bytes(
    run: Run, tmp_path: Path
) -> None:
    assert run("plan", "import", CPR, "--dry-run").stdout == f"Planen {KEY} er i orden. Intet er gemt.\n"
    assert json.loads(run("plan", "list", "--json").stdout) == []
    assert run("plan", "import", CPR).returncode == 0
    first = run("plan", "export", KEY).stdout
    (tmp_path / "again.toml").write_text(first, encoding="utf-8")
    assert "er der allerede" in run("plan", "import", "again.toml").stdout
    (tmp_path / "test.db").unlink()
    assert run("plan", "import", "again.toml").returncode == 0
    assert run("plan", "export", KEY).stdout == first


def test_a_file_with_several_things_wrong_is_refused_with_all_of_them(run: Run, tmp_path: Path) -> None:
    source = Path(CPR).read_text(encoding="utf-8")
    wrong = source.replace('ends = "2024-summer"', 'ends = "sommeren 2024"').replace(
        'relation = "precedes", ', ""
    )
    wrong = wrong.replace('["7.4"]', '["7.4.1"]')
    (tmp_path / "wrong.toml").write_text(wrong, encoding="utf-8")
    done = run("plan", "import", "wrong.toml")
    assert (done.returncode, done.stdout) == (1, "")
    assert "“sommeren 2024” kan ikke læses som en tid." in done.stderr
    assert "Indsatserne venter på hinanden i ring: 7.4.1 → 7.4.1." in done.stderr
    (tmp_path / "wrong.toml").write_text(source.replace('"precedes"', '"serves"'), encoding="utf-8")
    unknown = run("plan", "import", "wrong.toml")
    assert unknown.stderr.count("Der er ingen resultatplan “cpr-2021”.") == 2
    backwards = source.replace('when = "2023/2024"', 'begins = "2025Q1"\nends = "2024-summer"', 1)
    (tmp_path / "wrong.toml").write_text(backwards, encoding="utf-8")
    refused = run("plan", "import", "wrong.toml")
    assert refused.stderr == (
        "Linje 42, focus_areas[5].initiatives[5.1]: Slutningen (2024-summer) ligger før begyndelsen (2025Q1).\n"
    )
    assert json.loads(run("plan", "list", "--json").stdout) == []


@pytest.mark.usefixtures("stocked")
def test_it_is_in_the_list_of_plans_and_has_no_total(run: Run) -> None:
    rows = {row["plan"]: row for row in json.loads(run("plan", "list", "--json").stdout)}
    assert (rows[KEY]["kind"], rows[KEY]["goals"], rows[KEY]["initiatives"]) == ("development", 0, 15)
    assert rows["cpr-2021"]["kind"] == "result"
    assert (
        f"{KEY}  CPR-administrationen: Udviklingsplan 2023-2025 (2023-01-01 – 2025-12-31, udviklingsplan)"
        in (run("plan", "list").stdout)
    )
    scored = run("score", KEY)
    assert (scored.returncode, scored.stdout) == (
        0,
        f"CPR-administrationen, Udviklingsplan 2023-2025. {NO_TOTAL}\n",
    )
    document = json.loads(run("score", KEY, "--json").stdout)
    assert (document["kind"], document["total"], document["reason"], document["goals"]) == (
        "development",
        None,
        NO_TOTAL,
        [],
    )
    for command in (("outlook", KEY), ("pay", KEY), ("whatif", KEY, "--set", "1.1=met"), ("annual", KEY)):
        refused = run(*command)
        assert (refused.returncode, refused.stdout) == (1, ""), command
        assert "er en udviklingsplan." in refused.stderr, command


@pytest.mark.usefixtures("stocked")
def test_it_is_checked_for_what_it_leaves_open(run: Run, tmp_path: Path) -> None:
    undated = "Uden dato i planen: 7.1, 7.2, 7.3, 7.4, 8.1, 9.1, 9.2, 9.3, 10.1, 10.2 og 10.3."
    assert run("plan", "check", KEY).stdout == f"{undated}\n"
    assert json.loads(run("plan", "check", CPR, "--json").stdout) == [
        {"rule": "undated", "place": "", "text": undated}
    ]
    source = Path(CPR).read_text(encoding="utf-8").replace("2023-01-01", "2021-01-01")
    (tmp_path / "earlier.toml").write_text(source.replace('"precedes"', '"serves"'), encoding="utf-8")
    found = json.loads(run("plan", "check", "earlier.toml", "--json").stdout)
    assert (found[1]["rule"], found[1]["place"]) == ("unserved", "cpr-2021")
    assert "5.1" not in found[1]["text"]
    assert "7.0" in found[1]["text"]


@pytest.mark.usefixtures("stocked")
def test_what_is_reported_shows_with_its_evidence_from_its_day_on(run: Run) -> None:
    done = run("direction", "report", KEY, "6.1.2", "claimed", "--on", "2024-08-20", "--source", "J 17")
    assert done.stdout == "6.1.2: Indberettet gennemført 20. august 2024. Dokumentation: J 17.\n"
    shown = run("direction", "show", KEY).stdout
    assert "6.1.2   Alle CPR-webservices omlagt: sommeren 2024. Gennemført.\n" in shown
    assert "Forløber: Resultatplan 2021, 1.3 Håndtering af legacy i CPR-systemet\n" in shown
    then = json.loads(
        run("direction", "show", KEY, "--as-of", "2024-08-31", "--known-at", "2026-11-30", "--json").stdout
    )
    legacy = then["focus_areas"][1]["initiatives"][0]
    assert [(step["number"], step["when"], step["late"]) for step in legacy["steps"]][1:] == [
        ("6.1.2", "sommeren 2024", False),
        ("6.1.3", "uden dato i planen", False),
    ]
    wrong = run("direction", "report", KEY, "9.9", "dropped", "--on", "2024-08-20")
    assert (wrong.returncode, wrong.stdout) == (1, "")
    assert "Der er ingen indsats 9.9." in wrong.stderr
    assert "note:" in wrong.stderr
    assert "WHAT" in run("direction", "report", KEY, "5.1", "dreamt", "--on", "2024-08-20").stderr
    assert run("direction", "show", KEY, "--as-of", "2022-12-31").returncode == 1
    assert run("audit", "verify").returncode == 0


@pytest.mark.usefixtures("stocked")
def test_the_years_of_a_contract_are_told_and_a_yearly_goal_that_differs_is_found(run: Run) -> None:
    shown = run("direction", "show", BOARD, "--as-of", "2026-11-20").stdout.replace("\u00a0", " ")
    assert (
        "A       Afgørelser inden for 6 måneder\n  2025: måltal mindst 86 pct., resultat 86,6 pct. Opfyldt.\n"
        in shown
    )
    assert "  2027: måltal [mindst 90 pct.], intet resultat. Endnu ikke opgjort.\n" in shown
    found = [
        row
        for row in json.loads(run("plan", "check", BOARD, "--json").stdout.replace("\u00a0", " "))
        if row["rule"] == "differs"
    ]
    assert found == [
        {
            "rule": "differs",
            "place": "targets[A]",
            "text": "A Afgørelser inden for 6 måneder, 2026: måltallet er mindst 88 pct.,"
            " men mindst 87 pct. efter mål 1.1 i Mål- og resultatplan 2026.",
        },
        {
            "rule": "differs",
            "place": "targets[B]",
            "text": "B Åbne sager over 12 måneder den 31. december, 2026: måltallet er højst 130,"
            " men højst 140 efter mål 1.2 i Mål- og resultatplan 2026.",
        },
    ]
