"""The commands for people, their roles and their calendars."""

from __future__ import annotations

import json
import re

import pytest

from tests.fixtures.terminal import Run

CHIEF = "chief@cpr.dk"


def grant(run: Run, person: str, role: str, *options: str) -> str:
    """Grant a role; what is printed."""
    done = run("user", "grant", person, role, *options)
    assert done.returncode == 0, done.stderr
    return done.stdout


def held(run: Run, day: str) -> list[tuple[int, str, str]]:
    """The grants in force on a day."""
    return [
        (one["number"], one["person"], one["role"])
        for one in json.loads(run("user", "list", "--as-of", day, "--json").stdout)
    ]


def test_a_role_holds_from_its_first_day_to_its_last_and_not_once_revoked(ready: Run) -> None:
    said = grant(
        ready, CHIEF, "chief", "--institution", "cpr", "--from", "2017-01-01", "--until", "2017-06-30"
    )
    assert said == "Nr. 1: chief@cpr.dk er nu Institutionschef.\n"
    assert [held(ready, day) for day in ("2016-12-31", "2017-01-01", "2017-06-30", "2017-07-01")] == [
        [],
        [(1, CHIEF, "chief")],
        [(1, CHIEF, "chief")],
        [],
    ]
    assert ready("user", "revoke", "1").returncode == 0
    assert ready("user", "revoke", "1").returncode == 1
    assert ready("audit", "verify").returncode == 0


def test_a_delegation_is_given_for_a_time_and_ended(ready: Run) -> None:
    given = ("user", "delegate", "pv@cpr.dk", "--institution", "cpr", "--until")
    assert ready(*given, "2099-12-31").stdout == "Nr. 1: pv@cpr.dk er nu Stedfortræder for chefen (p.v.).\n"
    assert held(ready, "2099-12-31") == [(1, "pv@cpr.dk", "deputy")]
    assert ready(*given, "2001-12-31").returncode == 1
    assert ready("user", "undelegate", "1").returncode == 0
    assert held(ready, "2099-12-31") == []
    assert ready("user", "undelegate", "1").returncode == 1


def test_the_list_names_the_scope_of_each_grant(ready: Run) -> None:
    assert ready("user", "list").stdout == "Ingen har nogen rolle.\n"
    grant(ready, CHIEF, "chief", "--institution", "cpr", "--from", "2017-01-01")
    grant(ready, "head@sim.dk", "head", "--area", "Social- og Indenrigsministeriet", "--from", "2017-01-01")
    grant(ready, "auditor@sim.dk", "auditor", "--from", "2017-01-01", "--until", "2017-12-31")
    lines = ready("user", "list", "--as-of", "2017-05-01").stdout.splitlines()
    assert lines == [
        "   1  chief@cpr.dk  Institutionschef: cpr (2017-01-01 – )",
        "   2  head@sim.dk  Chef i departementet: Social- og Indenrigsministeriet (2017-01-01 – )",
        "   3  auditor@sim.dk  Revisor: alt (2017-01-01 – 2017-12-31)",
    ]


def test_a_role_that_does_not_exist_is_a_wrong_call_and_a_wrong_day_is_told(ready: Run) -> None:
    assert ready("user", "grant", CHIEF, "king").returncode == 2
    wrong = ready("user", "grant", CHIEF, "chief", "--institution", "cpr", "--from", "1.1.2017")
    assert (wrong.returncode, wrong.stderr.startswith("--from: “1.1.2017”")) == (1, True)


def test_a_calendars_address_is_told_once_and_closed_again(
    ready: Run, monkeypatch: pytest.MonkeyPatch
) -> None:
    grant(ready, CHIEF, "chief", "--institution", "cpr")
    monkeypatch.setenv("MAALSTREG_OIDC_PUBLIC_URL", "https://maal.example/")
    made = ready("user", "calendar", CHIEF)
    assert (made.returncode, "vises kun nu" in made.stderr) == (0, True)
    assert re.fullmatch(r"https://maal\.example/api/calendar/[\w-]{43}\.ics\n", made.stdout)
    assert ready("user", "calendar", CHIEF, lang="en").stdout.endswith(".ics?lang=en\n")
    assert ready("user", "calendar", CHIEF, "--revoke").returncode == 0
    again = ready("user", "calendar", CHIEF, "--revoke")
    assert (again.returncode, again.stderr) == (1, f"“{CHIEF}” har ingen åben kalender.\n")
    assert ready("user", "calendar", "new@cpr.dk").returncode == 1
    assert ready("audit", "verify").returncode == 0


def test_a_role_for_some_goals_is_listed_with_them(ready: Run) -> None:
    day = ("--from", "2017-01-01")
    grant(ready, "desk@sim.dk", "desk", "--institution", "cpr", "--goals", "2.1, 1.2", *day)
    (listed,) = json.loads(ready("user", "list", "--as-of", "2017-02-01", "--json").stdout)
    assert listed["goals"] == ["1.2", "2.1"]
    assert "Fagkontor i departementet: cpr 1.2, 2.1 (2017-01-01 – )" in ready("user", "list").stdout
    refused = ready("user", "grant", "x@sim.dk", "head", "--goals", "9", *day)
    assert refused.returncode == 1
    assert "Mål kan kun angives for en bestemt institution." in refused.stderr
