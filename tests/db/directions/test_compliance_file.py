"""The product's own plan of duties: every measure is there, and every test it names exists."""

from __future__ import annotations

import ast
import re
from pathlib import Path

from db.directions import document_file, duty_commands, duty_queries
from db.directions.compliance_file import PATH, read_compliance
from db.directions.document_sorts import DUTIES
from db.scope import EVERYTHING
from db.session import MACHINE, open_reading, open_writing
from metrics.duties.measures import list_measures

ROOT = Path(__file__).resolve().parents[3]


def read_demands() -> list[list[str]]:
    """The rows of docs/security.md: the section, the demand, what answers it, what shows that."""
    told = (ROOT / "docs" / "security.md").read_text("utf-8")
    part = told[told.index("## Demand by demand") : told.index("## Who attacks")]
    rows = [line for line in part.splitlines() if line.startswith("| ") and not line.startswith("| § ")]
    return [[cell.strip() for cell in row.strip("|").split("|")] for row in rows]


def test_each_demand_of_the_document_is_a_measure_with_the_same_section_and_the_same_tests() -> None:
    own = [one for one in list_measures(read_compliance()) if one.of_system]
    demands = [
        (section, tuple(re.findall(r"`(test_\w+)`", shown))) for section, _, _, shown in read_demands()
    ]
    assert len(demands) > 20
    assert [(one.duty.section, one.tests) for one in own] == demands


def test_each_duty_of_the_policy_is_a_measure_with_its_section_and_its_rule() -> None:
    policy = document_file.read_document(DUTIES, PATH.parents[1] / "duties" / "dst-infosikkerhed-2025.toml")
    own = {one.duty.number: one.duty for one in list_measures(read_compliance()) if not one.of_system}
    assert [number.removeprefix("B.") for number in own] == [duty.number for duty in policy.duties]
    for duty in policy.duties:
        kept = own[f"B.{duty.number}"]
        assert (kept.section, kept.title, kept.rule, kept.first) == (
            *(duty.section, duty.title, duty.rule, duty.first),
        )
        assert kept.text


def test_every_test_it_names_exists() -> None:
    there = {
        found.name
        for path in (ROOT / "tests").rglob("test_*.py")
        for found in ast.parse(path.read_text("utf-8")).body
        if isinstance(found, ast.FunctionDef)
    }
    named = {name for one in list_measures(read_compliance()) for name in one.tests}
    assert len(named) > 60
    assert named - there == set()


def test_a_ministry_imports_it_as_its_own(database_url: str) -> None:
    with open_writing(database_url, MACHINE) as session:
        assert duty_commands.import_duties(session, read_compliance())
    with open_reading(database_url, sees=EVERYTHING) as session:
        kept = duty_queries.read_duty_file(session, "maalstreg-sikkerhed")
    assert len(kept.duties) == len(read_compliance().duties)


def test_what_is_ours_is_marked_so() -> None:
    returning = [one.duty for one in list_measures(read_compliance()) if one.of_system and one.duty.rule]
    assert [duty.number for duty in returning if not duty.addition] == []
    assert {duty.number for duty in returning} >= {"A.1", "A.13", "A.22"}
