"""Plans of duties at the terminal."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from icalendar import Calendar

from db.initial import POLICIES
from tests.fixtures.terminal import Run

KEY = "dst-infosikkerhed-2025"
FILE = POLICIES / f"{KEY}.toml"
NO_TOTAL = "Pligter har ingen mål med point og derfor ingen samlet målopfyldelse."


def test_a_plan_exported_and_imported_again_is_the_same_and_a_wrong_one_is_refused_with_everything(
    run: Run, tmp_path: Path
) -> None:
    assert run("plan", "import", str(FILE)).returncode == 0
    first = run("plan", "export", KEY).stdout
    (tmp_path / "again.toml").write_text(first, encoding="utf-8")
    assert "er der allerede" in run("plan", "import", "again.toml").stdout
    wrong = first.replace('"FREQ=YEARLY"', '"FREQ=SECONDLY"', 1).replace(
        '"FREQ=YEARLY"', '"FREQ=YEARLY;COUNT=1"', 1
    )
    (tmp_path / "wrong.toml").write_text(wrong.replace('"FREQ=YEARLY"', '"FREQ=YEARLY;UNTIL=20260101"', 1))
    refused = run("plan", "import", "wrong.toml")
    assert (refused.returncode, refused.stdout) == (1, "")
    assert "“FREQ=SECONDLY” vender tilbage oftere end 53 gange om året." in refused.stderr
    assert "“FREQ=YEARLY;COUNT=1” vender aldrig tilbage." in refused.stderr
    assert "Slutningen (1. januar 2026) ligger før begyndelsen (9. april 2026)." in refused.stderr
    assert run("plan", "export", KEY).stdout == first


@pytest.mark.usefixtures("stocked")
def test_it_is_in_the_list_has_no_total_and_is_checked_for_what_it_leaves_open(run: Run) -> None:
    rows = {row["plan"]: row for row in json.loads(run("plan", "list", "--json").stdout)}
    assert (rows[KEY]["kind"], rows[KEY]["duties"], rows[KEY]["end"]) == ("duties", 34, None)
    assert run("score", KEY).stdout == f"Danmarks Statistik, Informationssikkerhedspolitik 2025. {NO_TOTAL}\n"
    scored = json.loads(run("score", KEY, "--json").stdout)
    assert (scored["kind"], scored["total"], scored["reason"]) == ("duties", None, NO_TOTAL)
    assert "er en plan med pligter." in run("outlook", KEY).stderr
    checked = {row["rule"]: row["text"] for row in json.loads(run("plan", "check", KEY, "--json").stdout)}
    assert checked["addition"] == "Med noget, der ikke står i dokumentet: 2.1, 5.1, 9.1, 10.1, 13.4 og 14.1."


@pytest.mark.usefixtures("stocked")
def test_what_is_reported_shows_at_its_time_with_its_evidence(run: Run) -> None:
    report = ("duties", "report", KEY)
    done = run(
        *report, "5.1", "claimed", "--on", "2026-04-01", "--occurrence", "2026-04-09", "--source", "J 17"
    )
    line = "Indberettet gennemført 1. april 2026. Dokumentation: J 17."
    assert done.stdout == f"5.1: Gangen med frist eller anledning 9. april 2026. {line}\n"
    asked = run(
        *report, "13.4", "triggered", "--on", "2026-05-02", "--ends", "2026-10-01", "--note", "To systemer"
    )
    assert asked.stdout == "13.4: Indtruffet 2. maj 2026. To systemer. Gælder til og med 1. oktober 2026.\n"
    shown = run("duties", "show", KEY, "--as-of", "2026-11-20", "--known-at", "2026-12-31").stdout
    assert f"         9. april 2026: {line}\n" in shown
    assert "1. oktober 2026 (udløst 2. maj 2026): To systemer. Udestår. Fristen er overskredet.\n" in shown
    document = json.loads(run("duties", "show", KEY, "--year", "2027", "--json").stdout)
    (ahead,) = next(one["occurrences"] for one in document["duties"] if one["number"] == "14.1")
    assert (document["year"], ahead["due"], ahead["state"]) == (2027, "2027-12-31", "unreported")
    events = Calendar.from_ical(run("duties", "show", KEY, "--ics").stdout).walk("VEVENT")
    assert len(events) == 6
    wrong = run(*report, "5.1", "dropped", "--on", "2026-04-01")
    assert (wrong.returncode, wrong.stdout) == (1, "")
    assert "occurrence: Angiv, hvilken gang pligt 5.1 er udført." in wrong.stderr
    assert "note:" in wrong.stderr
    assert "WHAT" in run(*report, "5.1", "dreamt", "--on", "2026-04-01").stderr
    assert run("duties", "show", KEY, "--as-of", "2025-04-08").returncode == 1
    assert run("audit", "verify").returncode == 0
