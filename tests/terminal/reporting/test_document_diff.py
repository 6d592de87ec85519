"""Two versions of a document compared at the terminal."""

from __future__ import annotations

import json
from pathlib import Path

from db.initial import DIRECTIONS, POLICIES, SOURCES
from tests.fixtures.terminal import Run

KEY, DUTIES = "cpr-udviklingsplan-2023", "dst-infosikkerhed-2025"


def test_what_changed_between_versions_is_told_in_words_and_a_yearly_plan_is_refused(
    run: Run, tmp_path: Path
) -> None:
    for path in (SOURCES / "cpr-2021.toml", DIRECTIONS / f"{KEY}.toml", POLICIES / f"{DUTIES}.toml"):
        assert run("plan", "import", str(path)).returncode == 0
    alone = run("plan", "diff", KEY)
    assert (alone.returncode, alone.stderr) == (1, f"{KEY}: {KEY} har kun én version.\n")
    source = (DIRECTIONS / f"{KEY}.toml").read_text("utf-8")
    (tmp_path / "later.toml").write_text(source.replace('ends = "2024-summer"', 'ends = "2025"'), "utf-8")
    assert run("plan", "import", "later.toml").returncode == 0
    told = run("plan", "diff", KEY)
    heading, line = told.stdout.splitlines()
    assert heading == f"{KEY}: version 1 til version 2"
    assert line == "  6.1.2 Alle CPR-webservices omlagt: tiden er flyttet fra sommeren 2024 til 2025"
    document = json.loads(run("plan", "diff", KEY, "--from", "1", "--to", "2", "--json").stdout)
    assert (document["from"], document["to"]) == (1, 2)
    (change,) = document["changes"]
    assert (change["number"], change["change"], change["keys"]) == ("6.1.2", "changed", ["ends"])
    policy = (POLICIES / f"{DUTIES}.toml").read_text("utf-8")
    (tmp_path / "policy.toml").write_text(
        policy.replace('"FREQ=YEARLY"', '"FREQ=YEARLY;INTERVAL=2"', 1), "utf-8"
    )
    assert run("plan", "import", "policy.toml").returncode == 0
    assert "tiden er flyttet fra hvert år" in run("plan", "diff", DUTIES).stdout
    refused = run("plan", "diff", "cpr-2021")
    assert refused.returncode == 1
    assert "cpr-2021 er en resultatplan." in refused.stderr
    unknown = run("plan", "diff", "gone")
    assert (unknown.returncode, "gone" in unknown.stderr) == (1, True)
