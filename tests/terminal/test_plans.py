"""The commands for plans."""

from __future__ import annotations

import hashlib
import json
import re
from pathlib import Path

import pytest

from db.session import open_engine
from tests.fixtures.terminal import Run, score

ROOT = Path(__file__).parents[2]


@pytest.mark.usefixtures("stocked")
@pytest.mark.parametrize(
    "plan", ["cpr-2017", "cpr-2021", "eksempel-ankenaevn-2023", "eksempel-ankenaevn-2026"]
)
def test_export_import_export_gives_the_same_bytes(run: Run, tmp_path: Path, plan: str) -> None:
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
    assert "Planen mangler underskrift fra institutionen." in done.stdout
    assert "\n2.1.1: Måltallet for 2017 er foreløbigt." in done.stdout
    rows = json.loads(ready("plan", "check", "cpr-2017", "--json").stdout)
    unsigned = next(row for row in rows if row["rule"] == "unsigned")
    assert (unsigned["place"], unsigned["severity"], unsigned["page"]) == ("", "important", "11")
    assert (
        unsigned["text"]
        == "Planen mangler underskrift fra institutionen. Ledelsen begge steder bør stå bag målene."
    )
    said = done.stdout.splitlines()[len(rows) :]
    assert said[-2:] == [
        "3.2.1: Måltallet læser ét år, 01.10.2015 – 30.09.2016, af serien Sygefraværsdage pr. medarbejder",
        "3.2.1: Kan afgøres efter 30. september 2017. Sidste tal skal være der senest 14. oktober 2017.",
    ]
    easier = ready("plan", "check", "cpr-2021", lang="en").stdout.replace("\u00a0", "")
    assert "1.1.1: The target is 90% against 95% the year before" in easier


def test_a_plan_nothing_can_be_said_of_is_told_so(ready: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("db.plans.agreement.finding_queries.find_advice", lambda *_: [])
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
    """The stage of each yearly plan."""
    rows = json.loads(run("plan", "list", "--json").stdout)
    return {plan["plan"]: plan["stage"] for plan in rows if plan["kind"] == "result"}


def test_a_signed_plan_is_closed_and_signed_no_more(ready: Run) -> None:
    assert stages(ready) == {"cpr-2017": "signed", "cpr-2021": "signed"}
    refused = ready("plan", "close", "cpr-2017", "--on", "2018-02-15", "--note", "Opgjort")
    assert (refused.returncode, refused.stdout, stages(ready)["cpr-2017"]) == (1, "", "signed")
    assert "Begrund, hvorfor planen afsluttes nu." in refused.stderr
    assert "Målrapporteringen er ikke godkendt af departementet, institutionen." in refused.stderr
    closed = ready("plan", "close", "cpr-2017", "--on", "2018-02-15", "--reason", "Årsrapporten er godkendt")
    assert closed.stdout == "Planen cpr-2017 er afsluttet 15. februar 2018.\n"
    assert stages(ready) == {"cpr-2017": "closed", "cpr-2021": "signed"}
    document = ("--on", "2018-02-16", "--document", "2018-1")
    again = ready("plan", "sign", "cpr-2017", *document, "--department", "Departementet", "Chef")
    assert (again.returncode, again.stdout, stages(ready)["cpr-2017"]) == (1, "", "closed")


def test_a_closed_plan_is_opened_again_by_both_parties(ready: Run) -> None:
    ready("plan", "close", "cpr-2017", "--on", "2018-02-15", "--reason", "Årsrapporten er godkendt")
    asked = ("plan", "reopen", "cpr-2017", "--on", "2018-03-01", "--reason", "Nye tal")
    parties = ("--department", "Departementet", "Chef", "--institution", "CPR", "Direktør")
    alone = ready(*asked, *parties[:3])
    assert (alone.returncode, alone.stdout, stages(ready)["cpr-2017"]) == (1, "", "closed")
    opened = ready(*asked, *parties)
    assert opened.stdout == "Planen cpr-2017 er genåbnet 1. marts 2018.\n"
    assert stages(ready)["cpr-2017"] == "signed"
    assert ready("plan", "export", "cpr-2017").stdout.count('reason = "Nye tal"') == 1


@pytest.fixture
def proposed(run: Run, tmp_path: Path) -> Run:
    """A proposal that nobody has signed."""
    source = (ROOT / "db" / "sources" / "cpr-2021.toml").read_text(encoding="utf-8")
    unsigned = re.sub(r"\[\[signatures\]\]\n(?:\w.*\n)+", "", source)
    proposal = unsigned.replace('id = "cpr-2021"', 'id = "cpr-2021"\nstage = "proposed"', 1)
    (tmp_path / "plan.toml").write_text(proposal, encoding="utf-8")
    assert run("plan", "import", "plan.toml").returncode == 0
    return run


SIGN = ("plan", "sign", "cpr-2021", "--on", "2020-12-20", "--document", "2020-4711")
DEPARTMENT, INSTITUTION = ("--department", "Departementet", "Chef"), ("--institution", "CPR", "Direktør")


def test_a_document_that_both_parties_signed_is_registered(proposed: Run, tmp_path: Path) -> None:
    (tmp_path / "signed.pdf").write_bytes(b"x")
    done = proposed(*SIGN, *DEPARTMENT, *INSTITUTION, "--institution-on", "2020-12-22", "--pdf", "signed.pdf")
    assert done.stdout.splitlines()[-4:] == [
        "Planen cpr-2021 er registreret som underskrevet 22. december 2020.",
        "Planen er låst: mål, måltal, vægte og frister ændres kun ved et tillæg.",
        "Underskrevet 20. december 2020 af Chef, Departementet (registreret efter dokument 2020-4711).",
        "Underskrevet 22. december 2020 af Direktør, CPR (registreret efter dokument 2020-4711).",
    ]
    assert "1.1.1: Måltallet er 90" in done.stdout.replace("\u00a0", " ").splitlines()[0] + done.stdout
    exported = proposed("plan", "export", "cpr-2021").stdout
    assert exported.count(f'digest = "{hashlib.sha256(b"x").hexdigest()}"') == 2
    assert stages(proposed) == {"cpr-2021": "signed"}
    (listed,) = json.loads(proposed("plan", "list", "--json").stdout)
    assert [(one["party"], one["on"], one["recorded"], one["document"]) for one in listed["signatures"]] == [
        ("department", "2020-12-20", "after_document", "2020-4711"),
        ("institution", "2020-12-22", "after_document", "2020-4711"),
    ]
    assert score(proposed, "cpr-2021")["signatures"] == listed["signatures"]


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (DEPARTMENT, "--institution: Underskriften mangler: institutionen."),
        ((*DEPARTMENT, "--one-party"), "Der mangler en underskrift fra institutionen. Skriv hvorfor."),
        (
            (*DEPARTMENT, *INSTITUTION, "--department-on", "2090-01-01"),
            "--department-on: 1. januar 2090 er ikke",
        ),
        ((*DEPARTMENT, *INSTITUTION, "--pdf", "none.pdf"), "none.pdf"),
    ],
)
def test_a_document_that_does_not_hold_is_not_registered(
    proposed: Run, arguments: tuple[str, ...], said: str
) -> None:
    done = proposed(*SIGN, *arguments)
    assert (done.returncode, stages(proposed)) == (1, {"cpr-2021": "proposed"})
    assert said in done.stderr


def test_a_document_of_one_party_is_registered_with_its_reason(proposed: Run) -> None:
    done = proposed(*SIGN, *DEPARTMENT, "--one-party", "--reason", "Kun departementets er bevaret.")
    assert done.stdout.splitlines()[-2:] == [
        "Underskrevet 20. december 2020 af Chef, Departementet (registreret efter dokument 2020-4711). "
        "Begrundelse: Kun departementets er bevaret.",
        "Mangler: underskrift fra institutionen.",
    ]


def test_a_plan_without_a_department_is_registered_with_the_institution_alone(
    proposed: Run, tmp_path: Path
) -> None:
    file = tmp_path / "plan.toml"
    alone = re.sub(r"(?m)^department = .*\n", "", file.read_text("utf-8")).replace("cpr-2021", "cpr-alene", 1)
    file.write_text(alone, encoding="utf-8")
    assert proposed("plan", "import", "plan.toml").returncode == 0
    of_alone = tuple("cpr-alene" if argument == "cpr-2021" else argument for argument in SIGN)
    refused = proposed(*of_alone, *DEPARTMENT, *INSTITUTION)
    assert "Planen har ingen underskrift fra departementet" in refused.stderr
    assert proposed(*of_alone, *INSTITUTION).returncode == 0


def test_an_import_says_what_is_locked_and_what_is_missing(run: Run, tmp_path: Path) -> None:
    source = (ROOT / "db" / "sources" / "cpr-2017.toml").read_text(encoding="utf-8")
    unsigned = re.sub(r"\[\[signatures\]\]\n(?:\w.*\n)+", "", source)
    (tmp_path / "plan.toml").write_text(unsigned, encoding="utf-8")
    draft = run("plan", "import", "plan.toml").stdout.splitlines()
    assert draft[0] == "Planen cpr-2017 er indlæst."
    assert draft[1].startswith("Planen er et planudkast")
    assert draft[2] == "Mangler: underskrift fra departementet og institutionen."
    assert stages(run) == {"cpr-2017": "draft"}
    (tmp_path / "signed.toml").write_text(source, encoding="utf-8")
    signed = run("plan", "import", "signed.toml").stdout.splitlines()
    assert signed[1].startswith("Planen er låst")
    assert signed[2].startswith("Underskrevet 12. december 2016 af Departementschef, ")
    assert signed[3] == "Mangler: underskrift fra institutionen."
    again = run("plan", "import", "plan.toml").stdout.splitlines()
    assert again[0] == "Planen cpr-2017 er allerede underskrevet og siger det samme. Intet er ændret."
