"""Results files as ministries send them: each is counted, named, refused or asked about, and never read otherwise."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Any

import pytest
import xlsxwriter
from openpyxl import load_workbook

from tests.fixtures.terminal import HEADER, Done, Run, goal, score

PLAN = Path(__file__).with_name("prove-2026.toml")
Book = Callable[[xlsxwriter.Workbook], object]


@pytest.fixture
def prove(run: Run) -> Run:
    """The command line with the plan `prove-2026` and nothing else."""
    assert run("plan", "import", str(PLAN)).returncode == 0
    return run


def send(run: Run, *lines: str, switches: tuple[str, ...] = (), name: str = "sent.csv") -> Done:
    """Import a text file of these lines; it is written to the current folder."""
    Path(name).write_text("\n".join([*lines, ""]), encoding="utf-8")
    return run("results", "import", name, *switches)


def send_rows(run: Run, *rows: str, switches: tuple[str, ...] = ()) -> Done:
    return send(run, HEADER, *(f"prove,{row}" for row in rows), switches=switches)


def send_book(run: Run, rows: list[list[Any]], *switches: str, make: Book = lambda _: None) -> Done:
    """Import a workbook of these rows below the usual heading; a cell may be a value and its number format."""
    with xlsxwriter.Workbook("sent.xlsx") as book:
        fill(book, "Ark1", [HEADER.split(","), *rows])
        make(book)
    return run("results", "import", "sent.xlsx", *switches)


def fill(book: xlsxwriter.Workbook, name: str, rows: list[list[Any]]) -> Any:
    sheet = book.add_worksheet(name)
    for line, row in enumerate(rows):
        for column, cell in enumerate(row):
            value, shown = cell if isinstance(cell, tuple) else (cell, "General")
            style = book.add_format({"num_format": shown})
            write = sheet.write_datetime if isinstance(value, date) else sheet.write
            write(line, column, value, style)
    return sheet


def reached(run: Run, number: str, as_of: str = "2026-11-28") -> str:
    """What a goal's only criterion has reached."""
    (criterion,) = goal(score(run, "prove-2026", "--as-of", as_of), number)["criteria"]
    return str(criterion["actual"])


# --- Numbers ------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("text", ["4.200", "4,200", "4.200 kr."])
def test_what_can_be_read_in_two_ways_is_refused_at_every_door_with_both(prove: Run, text: str) -> None:
    head = "institution\tindicator\tperiod\tvalue"
    doors = [
        send(prove, head, f"prove\tudgift\t2026\t{text}", name="tab.tsv"),
        send(prove, head.replace("\t", ";"), f"prove;udgift;2026;{text}"),
        send(prove, HEADER, f'prove,udgift,2026,"{text}"'),
        send_book(prove, [["prove", "udgift", "2026", text]]),
        prove("whatif", "prove-2026", "--value", f"5.1={text}"),
    ]
    for done in doors:
        assert (done.returncode, "kan være 4200 eller 4,2" in done.stderr) == (1, True), done


@pytest.mark.parametrize(
    ("text", "value"),
    [("4 200 kr.", "4200"), ("kr. 4.200,00", "4200"), ("4200,5", "4200.5"), ("1.234.567", "1234567")],
)
def test_an_amount_of_money_as_people_write_it(prove: Run, text: str, value: str) -> None:
    assert send(prove, "institution;indikator;periode;værdi", f"prove;udgift;2026;{text}").returncode == 0
    assert reached(prove, "5", "2027-02-01") == value


@pytest.mark.parametrize(
    ("cell", "value"),
    [((0.9496, "0.0%"), "94.96"), ("94,96 %", "94.96"), ("94,96 pct.", "94.96"), (94.96, "94.96")],
)
def test_percent_in_a_series_in_percent(prove: Run, cell: Any, value: str) -> None:
    assert send_book(prove, [["prove", "rettidig", "2026Q1", cell]]).returncode == 0
    again = send_book(prove, [["prove", "rettidig", "2026Q1", float(value)]])
    assert "1 uændret" in again.stdout


def test_what_is_supposed_may_have_the_unit_of_its_series(prove: Run) -> None:
    for value, code in (("2.1=94,96 pct.", 0), ("5.1=4 200 kr.", 0), ("1.1=5 pct.", 1), ("3.1=5 kr.", 1)):
        assert prove("whatif", "prove-2026", "--value", value).returncode == code


def test_percent_in_a_series_of_something_else_is_refused(prove: Run) -> None:
    done = send_book(prove, [["prove", "sager", "2026Q1", (0.5, "0%")]])
    assert (done.returncode, "enhed" in done.stderr) == (1, True)


# --- Periods ------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("shown", ["[$-da-DK]mmmm\\ yy;@", "mmm-yy", "yyyy-mm", '[$-406]mmmm "d." yyyy'])
def test_date_cells_shown_without_a_day_are_months(prove: Run, shown: str) -> None:
    rows = [["prove", "maanedlig", (date(2026, month, 1), shown), 120] for month in range(1, 11)]
    assert send_book(prove, rows).returncode == 0
    again = send_rows(prove, *(f"maanedlig,2026-{month:02d},120" for month in range(1, 11)))
    assert "10 uændrede" in again.stdout


@pytest.mark.parametrize(
    ("written", "canonical"),
    [("2026K1", "2026Q1"), ("1. kvartal 2026", "2026Q1"), ("Q2 2026", "2026Q2"), ("3. kvt. 2026", "2026Q3")],
)
def test_quarters_as_people_and_statistikbanken_write_them(prove: Run, written: str, canonical: str) -> None:
    assert send_rows(prove, f"sager,{written},300").returncode == 0
    assert "1 uændret" in send_rows(prove, f"sager,{canonical},300").stdout


@pytest.mark.parametrize("written", ["2026M01", "januar 2026", "jan. 2026", "01-2026"])
def test_months_as_people_and_statistikbanken_write_them(prove: Run, written: str) -> None:
    assert send_rows(prove, f"maanedlig,{written},120").returncode == 0
    assert "1 uændret" in send_rows(prove, "maanedlig,2026-01,120").stdout


# --- Text files ---------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("first", ["sep=;", "SEP=;", '"sep=;"', "sep=;;;;"])
def test_a_first_line_that_names_the_separator(prove: Run, first: str) -> None:
    done = send(prove, first, HEADER.replace(",", ";"), "prove;sager;2026Q1;300")
    assert (done.returncode, done.stdout.splitlines()[0]) == (0, "1 ny: sent.csv:3")


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16"])
def test_files_in_unicode_are_read(prove: Run, encoding: str) -> None:
    text = "institution;nøgletal;periode;værdi;bemærkning\nprove;sager;2026Q1;300;Æblegrød\n"
    Path("sent.csv").write_bytes(text.encode(encoding))
    assert prove("results", "import", "sent.csv").returncode == 0


def test_a_file_in_the_windows_character_set_is_asked_about(prove: Run) -> None:
    text = "institution;indikator;periode;værdi\nprove;sager;2026Q1;300\n"
    Path("sent.csv").write_bytes(text.encode("cp1252"))
    asked = prove("results", "import", "sent.csv")
    assert (asked.returncode, "--encoding cp1252" in asked.stderr) == (1, True)
    assert prove("results", "import", "sent.csv", "--encoding", "cp1252").returncode == 0
    assert prove("results", "import", "sent.csv", "--encoding", "klingon").returncode == 1


# --- Workbooks ----------------------------------------------------------------------------------------------------

ROWS = [["prove", "sager", "2026Q1", 300], ["prove", "sager", "2026Q2", 999]]


def test_a_hidden_row_is_named_and_needs_a_choice(prove: Run) -> None:
    def hide(book: xlsxwriter.Workbook) -> None:
        book.worksheets()[0].set_row(2, None, None, {"hidden": True})

    asked = send_book(prove, ROWS, make=hide)
    assert (asked.returncode, "Ark1!3:3" in asked.stderr, "--hidden include" in asked.stderr) == (
        1,
        True,
        True,
    )
    assert send_book(prove, ROWS, "--hidden", "skip", make=hide).returncode == 0
    assert reached(prove, "1", "2026-07-01") == "300"
    assert "1 ny" in send_book(prove, ROWS, "--hidden", "include", make=hide).stdout


def test_a_hidden_column_is_named_and_needs_a_choice(prove: Run) -> None:
    def hide(book: xlsxwriter.Workbook) -> None:
        book.worksheets()[0].set_column("E:E", None, None, {"hidden": True})
        book.worksheets()[0].write_row(0, 4, ["note"])

    asked = send_book(prove, ROWS, make=hide)
    assert (asked.returncode, "Ark1!E:E" in asked.stderr) == (1, True)


def test_a_hidden_sheet_is_named_and_needs_a_choice(prove: Run) -> None:
    def hide(book: xlsxwriter.Workbook) -> None:
        fill(book, "Gemt", [HEADER.split(","), ["prove", "sager", "2026Q3", 1]]).hide()

    asked = send_book(prove, ROWS, make=hide)
    assert (asked.returncode, "Gemt" in asked.stderr) == (1, True)
    done = send_book(prove, ROWS, "--hidden", "skip", make=hide)
    assert "Arket “Gemt”: ikke læst (skjult)." in done.stdout
    assert "2 nye: Ark1!2-3" in done.stdout


def test_a_second_sheet_is_named_and_needs_a_choice(prove: Run) -> None:
    def add(book: xlsxwriter.Workbook) -> None:
        fill(book, "2. kvartal", [HEADER.split(","), ["prove", "sager", "2026Q3", 310]])
        fill(book, "Vejledning", [["Sådan gør du"]])

    asked = send_book(prove, ROWS, make=add)
    assert asked.returncode == 1
    assert "Ark1, 2. kvartal" in asked.stderr
    assert send_book(prove, ROWS, "--sheet", "Ark9", make=add).returncode == 1
    one = send_book(prove, ROWS, "--sheet", "2. kvartal", make=add)
    assert ("1 ny: 2. kvartal!2" in one.stdout, "“Vejledning”: ikke læst" in one.stdout) == (True, True)
    assert "2 nye: Ark1!2-3" in send_book(prove, ROWS, "--sheet", "all", make=add).stdout


def test_a_template_with_empty_quarters_is_read_as_far_as_it_is_filled_in(prove: Run) -> None:
    done = send_book(prove, [ROWS[0], *(["prove", "sager", f"2026Q{n}", None] for n in (2, 3, 4))])
    assert done.stdout.splitlines()[1:] == [
        "1 ny: Ark1!2",
        "3 tomme: Ark1!3-5",
        "1 tal er efterregistreret og gælder som kendt ved periodens frist: Ark1!2",
        "1 række indlæst.",
    ]


def test_figures_that_are_not_available_are_named(prove: Run) -> None:
    done = send_rows(prove, "sager,2026Q1,..", "sager,2026Q2,-", "sager,2026Q3,…", "maanedlig,2026-01,1")
    assert "3 foreligger ikke: sent.csv:2-4" in done.stdout
    assert "1 række indlæst." in done.stdout


# --- The wide table -----------------------------------------------------------------------------------------------


def test_a_table_with_a_column_for_each_period_is_read_cell_by_cell(prove: Run) -> None:
    with xlsxwriter.Workbook("wide.xlsx") as book:
        head: list[Any] = ["institution", "nøgletal", "enhed", "1. kvartal 2026", "2026K2", "2026Q3", 2025]
        rows: list[list[Any]] = [
            ["prove", "Sager", "antal", 300, 310, "..", 1150],
            ["prove", "rettidig", "pct.", (0.9, "0%"), None],
        ]
        fill(book, "Tabel", [["Kvartalstal"], [], head, *rows])
    done = prove("results", "import", "wide.xlsx")
    assert done.returncode == 0, done.stderr
    assert "4 nye: Tabel!D4, Tabel!E4, Tabel!G4, Tabel!D5" in done.stdout
    assert "1 foreligger ikke: Tabel!F4" in done.stdout
    assert "3 tomme: Tabel!E5, Tabel!F5, Tabel!G5" in done.stdout


@pytest.mark.parametrize(
    ("lines", "code"),
    [
        (["institution;indicator;2026Q1;2026Q2", "prove;sager;300;310"], 0),
        (["institution;indicator;2026M01;2026M02", "prove;maanedlig;1 100;1100,0"], 0),
        (["institution;indicator;2026Q1;1. kvartal 2026", "prove;sager;300;300"], 1),
        (["institution;indicator;2026Q1;hest", "prove;sager;300;310"], 1),
        (["indicator;2026Q1;2026Q2", "sager;300;310"], 1),
        (["institution;indicator;2026Q1;2026Q2", "prove;sager;4.200;310"], 1),
    ],
)
def test_a_wide_text_file(prove: Run, lines: list[str], code: int) -> None:
    done = send(prove, *lines)
    assert done.returncode == code
    assert code == 0 or "sent.csv:" in done.stderr


# --- The file to fill in ------------------------------------------------------------------------------------------


def test_a_template_has_the_rows_owed_and_goes_back_in_half_filled(prove: Run) -> None:
    send_rows(prove, "maanedlig,2026-01,100")
    done = prove("results", "template", "prove-2026", "--quarter", "1. kvartal 2026", "-o", "q1.xlsx")
    assert "4 rækker at udfylde i q1.xlsx" in done.stdout, done.stderr
    book = load_workbook("q1.xlsx")
    sheet = book.worksheets[0]
    rows = {row[1].value: row for row in sheet.iter_rows(min_row=5)}
    assert list(rows) == ["sager", "rettidig", "maanedlig"]
    rows["sager"][7].value = 300
    rows["rettidig"][8].value, rows["rettidig"][9].value = 94, 100
    rows["maanedlig"][10].value = "31-12-2099"
    book.save("filled.xlsx")
    sent = prove("results", "import", "filled.xlsx")
    assert sent.returncode == 0, sent.stderr
    assert "3 nye: Indberetning!5-6, Indberetning!8" in sent.stdout
    assert "1 tom: Indberetning!7" in sent.stdout
    assert reached(prove, "1", "2026-04-20") == "300"
    Path("q1.xlsx").unlink()
    again = prove("results", "template", "prove-2026", "--quarter", "2026Q1", "-o", "q1.xlsx")
    assert "2 rækker at udfylde" in again.stdout


@pytest.mark.parametrize(("quarter", "said"), [("2025Q1", "ikke et kvartal"), ("hest", "ikke en periode")])
def test_a_template_for_a_quarter_that_is_none_is_refused(prove: Run, quarter: str, said: str) -> None:
    done = prove("results", "template", "prove-2026", "--quarter", quarter, "-o", "q.xlsx")
    assert (done.returncode, said in done.stderr, Path("q.xlsx").exists()) == (1, True, False)


def test_a_template_is_not_written_over_a_file_or_without_rows(prove: Run) -> None:
    Path("there.xlsx").write_text("x", encoding="utf-8")
    assert (
        prove("results", "template", "prove-2026", "--quarter", "2026Q1", "-o", "there.xlsx").returncode == 1
    )
    send_rows(prove, *(f"maanedlig,2026-{month:02d},100" for month in (1, 2, 3)))
    send_rows(prove, "sager,2026Q1,300", "rettidig,2026Q1,95")
    done = prove("results", "template", "prove-2026", "--quarter", "2026Q1", "-o", "none.xlsx")
    assert (done.returncode, "Der skal ikke indberettes mere for 1. kvartal 2026" in done.stderr) == (1, True)


# --- The answer ---------------------------------------------------------------------------------------------------


def test_what_a_file_changes_is_said_before_anything_is_kept(prove: Run) -> None:
    send_rows(prove, "dage,2025,29")
    tried = send_rows(prove, "dage,2025,31", switches=("--dry-run",))
    done = send_rows(prove, "dage,2025,31")
    assert tried.stdout.splitlines()[:-1] == done.stdout.splitlines()[:-1]
    assert done.stdout.startswith("1 ændret: 29 -> 31 (29 registreret ")
    assert " af terminal:" in done.stdout
    assert "1 tal er historik: Dage (1)" in done.stdout


def test_an_older_file_over_a_correction_is_asked_about(prove: Run) -> None:
    send_rows(prove, "dage,2025,29")
    send_rows(prove, "dage,2025,31")
    asked = send_rows(prove, "dage,2025,29")
    assert (asked.returncode, "--accept-older" in asked.stderr) == (1, True)
    assert "1 ændret: 31 -> 29 (31 registreret " in asked.stdout
    assert "1 uændret" in send_rows(prove, "dage,2025,31").stdout
    assert send_rows(prove, "dage,2025,29", switches=("--dry-run",)).returncode == 0
    assert send_rows(prove, "dage,2025,29", switches=("--accept-older",)).returncode == 0
    assert "1 uændret" in send_rows(prove, "dage,2025,29").stdout


@pytest.mark.parametrize("value", ["290", "2.9", "3100", "29000"])
def test_a_slip_of_magnitude_is_asked_about(prove: Run, value: str) -> None:
    send_rows(prove, "dage,2024,31", "dage,2025,29")
    tried = send_rows(prove, f"dage,2026,{value}", switches=("--dry-run",))
    assert (tried.returncode, "som ventet (29)" in tried.stdout) == (0, True)
    assert "Indlæsningen kræver: --accept-jumps" in tried.stdout
    asked = send_rows(prove, f"dage,2026,{value}")
    assert (asked.returncode, "--accept-jumps" in asked.stderr) == (1, True)
    assert send_rows(prove, f"dage,2026,{value}", switches=("--accept-jumps",)).returncode == 0


def test_a_share_given_as_a_part_of_one_is_asked_about_by_its_target(prove: Run) -> None:
    asked = send_rows(prove, "rettidig,2026Q1,0.95")
    assert "ca. 100 gange så lille som ventet (95)" in asked.stderr


def test_importing_again_changes_nothing_with_two_sources_and_a_choice(prove: Run) -> None:
    lines = [f"{HEADER},source,chosen,note", "prove,dage,2025,29,A,ja,Revideret", "prove,dage,2025,31,B,,"]
    lines += ["prove,dage,2024,30,A,,", "prove,dage,2024,30,B,,"]
    assert "4 rækker indlæst." in send(prove, *lines).stdout
    assert send(prove, *lines).stdout.splitlines() == ["4 uændrede: sent.csv:2-5", "0 rækker indlæst."]


def test_a_series_that_no_plan_reads_is_named(prove: Run) -> None:
    text = PLAN.read_text("utf-8").replace('id = "prove-2026"', 'id = "anden-2026"')
    more = (
        '[[indicators]]\nid = "loes"\ninstitution = "prove"\nname = "Løs"\nunit = "count"\n\n[[signatures]]'
    )
    Path("anden.toml").write_text(text.replace("[[signatures]]", more, 1), encoding="utf-8")
    assert prove("plan", "import", "anden.toml").returncode == 0
    assert "2 tal bruges ikke af nogen plan: Løs (2)" in send_rows(prove, "loes,2025,1", "loes,2024,1").stdout
