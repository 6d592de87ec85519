"""The lists of CONTRIBUTING.md: each member there is has each place named; and every place named exists.

What another test proves is not proved again; CONTRIBUTING.md names that test.
"""

from __future__ import annotations

import inspect
import re
from collections import defaultdict
from collections.abc import Iterator, Mapping
from datetime import UTC, date, datetime
from decimal import Decimal
from fractions import Fraction
from importlib import import_module
from pathlib import Path
from pkgutil import walk_packages

import pytest
import typer
from typer.core import TyperGroup
from typer.main import get_command

import cli
import terminal
from db import models
from db.audit.table_kinds import DERIVED, SEALED, WORKING
from db.migrations import locks
from db.state import newest_rows
from metrics.algebra.outcome import Grade, Outcome
from metrics.algebra.tree import Rule, combine_outcomes
from metrics.facts.schema import EventKind
from metrics.followup import risk
from metrics.followup.risk import Flag, FlagNumbers, RiskRule
from metrics.foresight.forecast import RunRate, Silence, SilenceReason, YearPace
from metrics.plan.criteria import GradePoint, Grading
from metrics.plan.structure import build_tree
from metrics.plan.terms import Over
from metrics.status import Status
from scripts.limits import GENERATED, code_files
from tests.browser import test_pages as browser
from tests.db.migrations import policy_rows, test_locks, test_policies
from tests.factories import event, goal, indicator, milestone, plan, scored
from tests.metrics.followup import test_risk
from words.flag import write_reason
from words.language import LANGUAGES, Words, read_catalogue
from words.site_map import SITE_MAP

ROOT = Path(__file__).resolve().parent.parent
README = (ROOT / "README.md").read_text("utf-8")
TERMINAL = README[README.index("## From the terminal") :]
LANGS = sorted(LANGUAGES)
DAY = date(2017, 6, 1)

# --- A risk rule --------------------------------------------------------------------------------------------------

OF_A_PLAN = {RiskRule.REPORT_DUE}
"""Rules about a whole plan, which look at no test."""
NUMBERS = FlagNumbers(
    days=3,
    on=DAY,
    p=0.4,
    likely=Decimal(68),
    quarter=2,
    waits_for="1.1",
    expected=EventKind.IN_DOUBT,
    needed=RunRate(142.0, 3, upward=True, season=118.0, indicator=indicator()),
    pace=YearPace(Over.SUM, 142.0, 118.0, 117.0, upward=True, indicator=indicator()),
    silence=Silence(SilenceReason.TOO_FEW_VALUES, have=1, need=4),
)


def test_every_risk_rule_has_its_function_in_the_table() -> None:
    tables = [rule.__name__ for rule in (*risk.CERTAIN, *risk.LIKELY)]
    assert sorted(tables) == sorted(f"flag_{rule}" for rule in set(RiskRule) - OF_A_PLAN)
    for rule in (*risk.CERTAIN, *risk.LIKELY):
        assert f"RiskRule.{rule.__name__.removeprefix('flag_').upper()}" in inspect.getsource(rule)
    reports = inspect.getsource(risk._flag_reports)
    assert {rule for rule in RiskRule if f"RiskRule.{rule.name}" in reports} == OF_A_PLAN


@pytest.mark.parametrize("lang", LANGS)
def test_every_risk_rule_has_a_sentence_of_its_own_in_every_language(lang: str) -> None:
    said = [
        write_reason(Flag(rule, "1", "1.1", DAY, Fraction(20), NUMBERS), Words(lang)) for rule in RiskRule
    ]
    assert all(len(sentence) > 10 for sentence in said)
    assert len(set(said)) == len(RiskRule)


def test_every_risk_rule_is_tested() -> None:
    tests = inspect.getsource(test_risk)
    assert [rule for rule in RiskRule if f"RiskRule.{rule.name}" not in tests] == []


# --- A grading rule -----------------------------------------------------------------------------------------------

PARTS = {"1": 3, "1/2": 2, "0": 1}
"""The credit of three parts, and what each weighs."""
CREDIT = {Rule.ALL: "0", Rule.ANY: "1", Rule.AT_LEAST: "1/2", Rule.SUM: "2/3"}
"""By hand: the least, the best, the second best, and (3 x 1 + 2 x 1/2 + 1 x 0) / 6."""


def test_every_rule_gives_the_credit_worked_out_by_hand() -> None:
    assert set(CREDIT) == set(Rule)
    parts = [Outcome.settled(Fraction(credit)) for credit in PARTS]
    weights = [Fraction(weight) for weight in PARTS.values()]
    found = {rule: combine_outcomes(rule, parts, weights, 2).credit for rule in Rule}
    assert found == {rule: Fraction(credit) for rule, credit in CREDIT.items()}


def test_every_key_of_a_grade_reaches_the_algebra() -> None:
    """Every key is given here with another value than its usual one."""
    half = GradePoint(at=Decimal("0.5"), earns=Decimal("0.25"), status=Status.PARTLY_MET)
    grading = Grading(points=(half, GradePoint(at=Decimal(1), earns=Decimal(1))), linear=True)
    assert (set(Grading.model_fields), set(GradePoint.model_fields)) == (
        {"points", "linear"},
        {"at", "earns", "status"},
    )
    points = ((Fraction(1, 2), Fraction(1, 4)), (Fraction(1), Fraction(1)))
    assert build_tree(goal(grade=grading)).grade == Grade(points, linear=True)
    parts = [milestone("1.1"), milestone("1.2")]
    said = [event("1.1"), event("1.2", "not_met")]
    found = scored(plan(goal("1", *parts, rule=Rule.SUM, grade=grading)), *said).goal("1")
    assert (found.outcome.credit, found.status) == (Fraction(1, 4), Status.PARTLY_MET)


# --- A page -------------------------------------------------------------------------------------------------------


def test_every_page_opens_under_its_key() -> None:
    for row in SITE_MAP:
        assert f'frame.open_page("{row.key}"' in (ROOT / row.script).read_text("utf-8")


def test_every_page_is_opened_in_a_browser() -> None:
    opened = {address.partition("?")[0] for address in browser.PAGES.values()}
    assert opened == {row.address for row in SITE_MAP}


def test_the_readme_has_every_page() -> None:
    named = re.findall(r"^\| .+? \| `(/[\w-]*)` \|", README, re.MULTILINE)
    assert named == [row.address for row in SITE_MAP]


# --- A language ---------------------------------------------------------------------------------------------------


def test_every_language_is_opened_in_a_browser() -> None:
    assert sorted({lang for _, lang, *_ in browser.LOOKS}) == LANGS


@pytest.mark.parametrize("lang", LANGS)
def test_every_language_writes_numbers_days_and_hours(lang: str) -> None:
    words = Words(lang)
    written = [words.date(DAY), words.date_short(DAY), words.moment(datetime(2017, 6, 1, 12, tzinfo=UTC))]
    assert all("2017" in text for text in written)
    assert words.number(Decimal("1.5")) in {"1,5", "1.5"}
    assert len(words.list(["a", "b"])) > 2
    assert {"DD", "MM", "YYYY"} == set(re.findall("[DMY]+", words.language.calendar))


@pytest.mark.parametrize("table", ["const locale =", "const words =", "const waiting ="])
def test_every_language_has_the_browser_s_words(table: str) -> None:
    script = (ROOT / "static" / "ui.js").read_text("utf-8")
    found = script[script.index(table) : script.index("[lang];", script.index(table))]
    assert sorted(re.findall(r"\b(\w\w): [\"{]", found)) == LANGS


# --- A command of the terminal ------------------------------------------------------------------------------------


def commands() -> Iterator[str]:
    """Every command there is, as it is called."""
    whole = get_command(cli.app)
    assert isinstance(whole, TyperGroup)
    for name, below in whole.commands.items():
        inner = below.commands if isinstance(below, TyperGroup) else None
        yield from [name] if inner is None else (f"{name} {command}" for command in inner)


def composed(app: typer.Typer) -> Iterator[typer.Typer]:
    for group in app.registered_groups:
        assert group.typer_instance
        yield group.typer_instance
        yield from composed(group.typer_instance)


def test_every_module_of_commands_is_composed() -> None:
    modules = [import_module(found.name) for found in walk_packages(terminal.__path__, "terminal.")]
    there = {id(one) for module in modules for one in vars(module).values() if isinstance(one, typer.Typer)}
    assert {id(one) for one in composed(cli.app)} == there


def test_the_readme_has_every_command() -> None:
    assert [command for command in commands() if not re.search(rf"\b{command}\b", TERMINAL)] == []


def test_every_command_is_called_by_a_test() -> None:
    tests = "\n".join(path.read_text("utf-8") for path in (ROOT / "tests").rglob("test_*.py"))
    called = [r",\s*".join(f'"{word}"' for word in command.split()) for command in commands()]
    assert [call for call in called if not re.search(call, tests)] == []


# --- A table ------------------------------------------------------------------------------------------------------

TABLES = set(models.Base.metadata.tables)
DEFINED = {"institutions"}
"""What a plan's file may only repeat; no command changes it."""
AUDIT = {"audit_entries"}
SHOWN_BY_OTHER_MEANS = {
    "report_drafts": "outside the record: what is typed is read at each run, by the institution alone",
    "evidence_files": "as drafts",
    "evidence_contents": "no page shows them: each is fetched by itself",
    "typed_fields": "outside the record: what is typed in the editor is read at each run, by those who draft",
    "audit_entries": "asked for at each run of its page",
    "calendar_keys": "asked for at each run",
    "scenarios": "asked for at each run: one thought is not to have all pages worked out anew",
    "meeting_steps": "asked for at each run of their page",
    "meeting_entries": "asked for at each run: one note is not to have all pages worked out anew",
    "journal_numbers": "asked for at each run of their page",
    "filed_notes": "asked for at each run of the journal",
    "finding_answers": "asked for at each run of the plan check",
    "sent_reminders": "no page shows them",
    "kept_areas": "what is worked out, under a key of all that it depends on",
    "named_institutions": "a row is of a version of a plan, which moves the version by itself",
}


def test_every_table_is_locked_sealed_and_told() -> None:
    recorded = TABLES - DEFINED - set(WORKING)
    assert set(locks.KEYS) == recorded
    assert set(SEALED) == recorded - AUDIT - set(DERIVED) == set(test_locks.KEPT) - set(DERIVED)
    assert recorded - AUDIT == set(test_locks.KEPT)
    assert set(policy_rows.OWNER_OF) | test_policies.OF_EVERYTHING == TABLES
    own = TABLES - test_policies.OF_EVERYTHING - DEFINED
    assert set(policy_rows.ADDING) == own
    asked = set(re.findall(r"FROM (\w+)", str(newest_rows.NEWEST_ROWS))) - {"grants"}
    assert asked == TABLES - set(SHOWN_BY_OTHER_MEANS) - {"grants"}
    document = (ROOT / "docs" / "postgresql.md").read_text("utf-8")
    rows = [line.split("|")[1] for line in document.splitlines() if line.startswith("| `")]
    assert TABLES - {name for row in rows for name in re.findall(r"`(\w+)`", row)} == set()


# --- The document -------------------------------------------------------------------------------------------------

DOCUMENTS = [ROOT / "README.md", ROOT / "CONTRIBUTING.md", ROOT / "CHANGELOG.md", *ROOT.glob("docs/*.md")]
ROW = re.compile(r"^\| `([\w./-]+)` \| (.+) \| ((?:mypy, )?`test_\w+`(?: `test_\w+`)*) \|$", re.MULTILINE)
CONTRIBUTING = (ROOT / "CONTRIBUTING.md").read_text("utf-8")
BLOCK = re.compile(r"^```.*?^```", re.MULTILINE | re.DOTALL)
IN_BLOCK = re.compile(r"[a-z]\w*(?:/\w+)+\.py|\b[a-z_]+\.[a-z]\w+(?=\()")
MADE_WHEN_NEEDED = ("var/", "build/", "bench/out/")
KEYS = read_catalogue("da")
OF_OTHERS = {"st", "str", "maalstreg", "settings", "getpass", "parse", "secrets"}
"""What others call theirs: Streamlit, Python, the settings of PostgreSQL, the file of settings in service."""
COLUMNS = {
    f"{table.name}.{column.name}" for table in models.Base.metadata.sorted_tables for column in table.columns
}


def quoted(document: Path) -> set[str]:
    """What stands in code marks in a document, modules and calls in its blocks, and where its links lead."""
    whole = document.read_text("utf-8")
    text = re.sub(BLOCK, "", whole)
    links = re.findall(r"\]\(([^)#:]+)\)", text)
    found = {str((document.parent / link).resolve().relative_to(ROOT)) for link in links}
    found |= {name for block in re.findall(BLOCK, whole) for name in re.findall(IN_BLOCK, block)}
    return found | set(re.findall(r"`([^`\n]+)`", text))


def is_lost(name: str, files: Mapping[str, list[Path]]) -> bool:
    """Whether what is written like a path, a module or something of a module is not there."""
    if re.fullmatch(r"[a-z.][\w.-]*/[\w.*/-]*|[\w-]+\.(py|md|toml|js|css)", name):
        kept = [*ROOT.glob(name), *ROOT.glob(f"pages/*/{name}")]
        return not (kept or name in files or name.startswith(MADE_WHEN_NEEDED))
    parts = name.partition("(")[0].split(".")
    if (
        len(parts) < 2
        or not all(map(str.isidentifier, parts))
        or parts[0] in OF_OTHERS
        or name in {*KEYS, *COLUMNS}
    ):
        return False
    if (ROOT / parts[0]).is_dir() and (
        (ROOT / "/".join(parts)).exists() or ROOT.joinpath(*parts).with_suffix(".py").exists()
    ):
        return False
    modules = files.get(f"{parts[-2]}.py", [])
    known = any(re.search(rf"\b{parts[-1]}\b", module.read_text("utf-8")) for module in modules)
    return parts[-2].islower() and not known


@pytest.mark.parametrize("document", DOCUMENTS, ids=lambda path: path.name)
def test_every_place_a_document_names_is_there(document: Path) -> None:
    files: dict[str, list[Path]] = defaultdict(list)
    for path in (*code_files(), *GENERATED.glob("*.py")):
        files[path.name].append(path)
    assert sorted(name for name in quoted(document) if is_lost(name, files)) == []


def test_every_row_names_what_is_at_its_place() -> None:
    rows = ROW.findall(CONTRIBUTING)
    assert len(rows) == len(re.findall(r"^\| `.*`test_\w+` \|$", CONTRIBUTING, re.MULTILINE)) > 80
    lost = []
    for place, what, _ in rows:
        path = ROOT / place
        texts = (
            [path] if path.is_file() else [p for p in path.rglob("*") if p.suffix in {".py", ".po", ".toml"}]
        )
        whole = "\n".join(text.read_text("utf-8") for text in texts)
        names = re.findall(r"`([a-zA-Z_][\w.]*?)`", what)
        lost += [(place, name) for name in names if not all(part in whole for part in name.split("."))]
    assert lost == []


def test_every_test_and_command_it_names_is_there() -> None:
    tests = "\n".join(path.read_text("utf-8") for path in (ROOT / "tests").rglob("test_*.py"))
    assert (
        set(re.findall(r"`(test_\w+)`", CONTRIBUTING)) - set(re.findall(r"^def (test_\w+)", tests, re.M))
        == set()
    )
    made = set(re.findall(r"^([a-z]+):", (ROOT / "Makefile").read_text("utf-8"), re.MULTILINE))
    said = {name for document in DOCUMENTS for name in re.findall(r"\bmake ([a-z]+)\b", code_in(document))}
    assert said - made == set()


def code_in(document: Path) -> str:
    """What stands in code marks in a document, whole blocks included."""
    text = document.read_text("utf-8")
    return "\n".join([*re.findall(BLOCK, text), *re.findall(r"`[^`\n]+`", text)])
