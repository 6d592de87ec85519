"""The command that counts a list of cases and records the figures."""

from __future__ import annotations

import zipfile
from collections.abc import Iterator, Sequence
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import openpyxl
import polars as pl
import pytest
from sqlalchemy import create_engine

from db.cases.case_source import digest_files
from tests.fixtures.terminal import Done, Run, goal, score

SERIES = ("cpr", "klagesager-rettidigt")
RULE = """
period_by = "afsluttet"
where = [{ column = "type", among = ["klage"] }]
exempt = [{ column = "udsat", among = ["ja"] }]

[numerator.within]
start = "modtaget"
end = "afsluttet"
months = 5
"""
IN_TIME, LATE = ("31-01-2017", "30-06-2017"), ("31-01-2017", "01-07-2017")
"""Five months after the last day of January is the last of June."""
OF_2016 = ("01-01-2016", "01-02-2016")


def rows(in_time: int = 9, late: int = 3) -> Iterator[Sequence[str]]:
    yield ("modtaget", "afsluttet", "type", "udsat")
    yield from [(*IN_TIME, "klage", "nej")] * in_time
    yield from [(*LATE, "klage", "")] * late
    yield (*LATE, "klage", "ja")
    yield (*LATE, "høring", "nej")
    yield ("31-01-2017", "", "klage", "nej")
    yield from [(*OF_2016, "klage", "nej")] * 2


def write_csv(path: Path, table: Iterator[Sequence[str]], encoding: str = "utf-8") -> Path:
    path.write_text("".join(";".join(row) + "\n" for row in table), encoding)
    return path


@pytest.fixture
def ruled(ready: Run, tmp_path: Path) -> Run:
    (tmp_path / "rule.toml").write_text(RULE)
    done = ready(
        "indicator", "count", *SERIES, "rule.toml", "--from", "2015-01-01", "--reason", "Ny optælling"
    )
    assert (done.returncode, done.stderr) == (0, "")
    return ready


def find_told(criterion: dict[str, Any]) -> dict[str, Any]:
    """Find what the trace of a criterion says of its only figure."""
    (told,) = criterion["trace"]["actual"]["inputs"]
    return dict(told)


def taken(run: Run, file: object, *more: str, lang: str = "da") -> Done:
    return run("cases", "import", str(file), "--indicator", SERIES[1], *more, lang=lang)


def assert_nothing_recorded(run: Run) -> None:
    assert goal(score(run, "cpr-2017"), "2.1")["criteria"][0]["actual"] is None


def claim_cases(file: Path, made: Path, true: int, said: int) -> None:
    """Write a Parquet file anew whose end claims another number of cases than are in it."""
    whole = file.read_bytes()
    start = len(whole) - 8 - int.from_bytes(whole[-8:-4], "little")
    end = whole[start:-8].replace(write_long(true), write_long(said))
    assert end != whole[start:-8]
    made.write_bytes(whole[:start] + end + len(end).to_bytes(4, "little") + b"PAR1")


def write_long(number: int) -> bytes:
    """Write a number above zero as Thrift's compact protocol does, in which Parquet files end: a field of 64 bits."""
    left, parts = 2 * number, [0x16]
    while left > 0x7F:
        parts.append(left & 0x7F | 0x80)
        left >>= 7
    return bytes([*parts, left])


def test_cases_are_counted_by_the_rule_and_recorded_once(ruled: Run, tmp_path: Path) -> None:
    path = write_csv(tmp_path / "sager.csv", rows())
    tried = taken(ruled, path, "--dry-run")
    assert (tried.returncode, "Intet er gemt" in tried.stdout) == (0, True)
    done = taken(ruled, path)
    assert (done.returncode, done.stderr) == (0, "Læser sager.csv (1 af 1) …\nTæller 17 sager med polars …\n")
    said = done.stdout.splitlines()
    assert said[0].startswith("17 sager læst fra sager.csv (SHA-256 ")
    assert said[1:5] == [
        "  2017: 9 af 13, heraf 1 undtaget; 12 sager, regelversion 1",
        "1 sag passer ikke på filtrene i regelversion 1 og er ikke talt med",
        "1 sag har ingen dato i afsluttet og hører ikke til nogen periode",
        "Offentliggøres ikke, da færre end 10 sager, også som forskel til et tal før, kan pege på personer: 2016",
    ]
    assert said[-1] == "1 række indlæst."
    found = goal(score(ruled, "cpr-2017"), "2.1")["criteria"][0]
    assert found["actual"] == 75
    assert find_told(found)["cases"] == {"rule": 1, "cases": 12, "digest": digest_files([path])}
    again = taken(ruled, path)
    assert again.stdout.splitlines()[-2:] == ["1 uændret: 2017", "Intet er ændret."]
    assert ruled("audit", "verify").returncode == 0


def test_a_correction_takes_a_reason_and_another_list_with_the_same_figures_none(
    ruled: Run, tmp_path: Path
) -> None:
    assert taken(ruled, write_csv(tmp_path / "a.csv", rows())).returncode == 0
    same = taken(ruled, write_csv(tmp_path / "b.csv", iter([*rows(), (*IN_TIME, "andet", "")])))
    assert (same.returncode, same.stdout.splitlines()[-1]) == (0, "1 række indlæst.")
    other = write_csv(tmp_path / "c.csv", rows(10, 2))
    refused = taken(ruled, other)
    assert refused.returncode == 1
    assert refused.stderr.endswith(
        "--reason: Tallene siger noget andet end det, der er registreret, for: 2017. Skriv hvorfor med --reason.\n"
    )
    assert taken(ruled, other, "--reason", "Glemt sag").returncode == 0
    assert goal(score(ruled, "cpr-2017"), "2.1")["criteria"][0]["actual"] == pytest.approx(1000 / 12)
    assert find_told(goal(score(ruled, "cpr-2017"), "2.1")["criteria"][0])["note"] == "Glemt sag"
    assert taken(ruled, other).stdout.splitlines()[-1] == "Intet er ændret."


def test_every_kind_of_list_gives_the_same_figure(
    ruled: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    heading, *table = rows()
    frame = pl.DataFrame([[cell or None for cell in row] for row in table], list(heading), orient="row")
    days = [pl.col(name).str.to_date("%d-%m-%Y") for name in ("modtaget", "afsluttet")]
    frame.with_columns(days).write_parquet(tmp_path / "p.parquet")
    book = openpyxl.Workbook()
    sheet = book.create_sheet("Sager", 0)
    for row in [heading, *table]:
        sheet.append(list(row))
    book.save(tmp_path / "x.xlsx")
    write_csv(tmp_path / "w.csv", rows(), "cp1252")
    (tmp_path / "folder").mkdir()
    frame.head(9).write_csv(tmp_path / "folder" / "1.csv", separator="\t")
    frame[9:].with_columns(days).write_parquet(tmp_path / "folder" / "2.parquet")
    (tmp_path / "folder" / "readme.txt").write_text("x")
    address = f"sqlite:///{tmp_path / 'other.db'}"
    with create_engine(address).begin() as connection:
        frame.with_columns(days).write_database("sager", connection)
    monkeypatch.setenv("MAALSTREG_CASES_DATABASE_URL", address)
    (tmp_path / "q.sql").write_text("-- update\nSELECT * FROM sager;\n")
    lists: list[tuple[object, ...]] = [
        ("p.parquet", "--engine", "duckdb"),
        ("x.xlsx",),
        ("w.csv", "--encoding", "cp1252"),
        ("folder",),
        (f"file://{tmp_path}/p.parquet",),
        (f"file://{tmp_path}/folder/",),
        ("q.sql",),
    ]
    for file, *more in lists:
        done = taken(ruled, file, "--dry-run", *map(str, more))
        assert (done.returncode, done.stderr[:5]) == (0, "Læser"), done.stderr
        assert "  2017: 9 af 13, heraf 1 undtaget; 12 sager, regelversion 1" in done.stdout.splitlines()


def test_everything_that_is_wrong_with_a_list_is_told_at_once_and_nothing_is_recorded(
    ruled: Run, tmp_path: Path
) -> None:
    table = [*rows(), ("2017-02-30", "x", "klage", ""), ("01-01-1850", "01-02-2017", "klage", "")]
    done = taken(ruled, write_csv(tmp_path / "a.csv", iter(table)))
    assert done.returncode == 1
    assert done.stderr.splitlines()[1:] == [
        "a.csv, afsluttet: 1 felter er ikke datoer (2026-07-31 eller 31-07-2026): “x” i række 19.",
        "a.csv, modtaget: 1 felter er ikke datoer (2026-07-31 eller 31-07-2026): “2017-02-30” i række 19.",
    ]
    tomorrow = [*rows(), ("01-01-1850", "01-02-2017", "klage", ""), ("01-02-2017", "01-01-2100", "klage", "")]
    late = taken(
        ruled, write_csv(tmp_path / "b.csv", iter([*tomorrow, ("", "01-02-2017", "klage", "")])), lang="en"
    )
    assert late.stderr.splitlines()[2:] == [
        "modtaget: 1 cases that count have no value here. Correct the list, or let the rule leave them out.",
        "modtaget: 1 cases have a date before 1900.",
        "afsluttet: 1 cases have a date that has not come.",
    ]
    turned = taken(ruled, write_csv(tmp_path / "c.csv", iter([*rows(), (*reversed(IN_TIME), "klage", "")])))
    assert turned.stderr.splitlines()[2:] == ["afsluttet: 1 sager slutter, før de begynder."]
    missing = taken(ruled, write_csv(tmp_path / "d.csv", iter([("modtaget", "type"), ("", "")])))
    assert "Kolonner, reglen bruger, mangler: afsluttet, udsat. Filen har: modtaget, type." in missing.stderr
    ragged = taken(ruled, write_csv(tmp_path / "e.csv", iter([*rows(), ("01-01-2017",)])))
    assert "1 rækker har ikke 4 felter som overskriften, f.eks. række 19." in ragged.stderr
    empty = taken(ruled, write_csv(tmp_path / "f.csv", iter([next(rows())])))
    assert "Der er ingen sager." in empty.stderr
    assert all(one.returncode == 1 for one in (late, turned, missing, ragged, empty))
    assert_nothing_recorded(ruled)


def test_files_that_lie_of_themselves_are_refused(
    ruled: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    day = date(2017, 6, 30)
    frame = pl.DataFrame({"modtaget": [day], "afsluttet": [day], "type": ["klage"], "udsat": ["nej"]})
    frame.select(pl.all().repeat_by(5_000).explode()).write_parquet(tmp_path / "many.parquet")
    monkeypatch.setenv("MAALSTREG_MOST_CASES", "4999")
    many = taken(ruled, tmp_path / "many.parquet")
    assert "Listen har 5.000 sager; højst 4.999 læses." in many.stderr
    claim_cases(tmp_path / "many.parquet", tmp_path / "billion.parquet", 5_000, 1_000_000_000)
    claim_cases(tmp_path / "many.parquet", tmp_path / "fewer.parquet", 5_000, 100_000_000)
    monkeypatch.delenv("MAALSTREG_MOST_CASES")
    billion, fewer = (taken(ruled, tmp_path / f"{name}.parquet") for name in ("billion", "fewer"))
    assert "Listen har 1.000.000.000 sager; højst 200.000.000 læses." in billion.stderr
    assert "Filen kan ikke læses:" in fewer.stderr
    whole = (tmp_path / "many.parquet").read_bytes()
    (tmp_path / "cut.parquet").write_bytes(whole[: len(whole) // 2])
    cut = taken(ruled, tmp_path / "cut.parquet")
    assert "Filen kan ikke læses:" in cut.stderr
    frame.with_columns(afsluttet=pl.lit(1.5), type=pl.lit(2.5)).write_parquet(tmp_path / "types.parquet")
    types = taken(ruled, tmp_path / "types.parquet")
    assert types.stderr.splitlines()[1:] == [
        "types.parquet, afsluttet: Kolonnen skal have datoer uden tidszone, men er af typen Float64.",
        "types.parquet, type: Kolonnen skal have tekst eller hele tal, men er af typen Float64.",
    ]
    with zipfile.ZipFile(tmp_path / "bomb.xlsx", "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("xl/worksheets/sheet1.xml", b"0" * 50_000_000)
    bomb = taken(ruled, tmp_path / "bomb.xlsx")
    assert "bomb.xlsx" in bomb.stderr
    every = (many, billion, fewer, cut, types, bomb)
    assert all(one.returncode == 1 and "Traceback" not in one.stderr for one in every)
    assert_nothing_recorded(ruled)


def test_a_query_that_writes_is_refused_before_and_by_the_database(
    ruled: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "q.sql").write_text(
        "WITH gone AS (DELETE FROM sager RETURNING *) SELECT * FROM gone; DROP TABLE sager"
    )
    refused = taken(ruled, "q.sql")
    assert refused.stderr.splitlines() == [
        "q.sql: Filen har mere end én sætning. Skriv én forespørgsel.",
        "q.sql: Forespørgslen må kun læse, men har: DELETE, DROP.",
        "MAALSTREG_CASES_DATABASE_URL: Sæt adressen på den database, der skal spørges.",
    ]
    monkeypatch.setenv("MAALSTREG_CASES_DATABASE_URL", f"sqlite:///{tmp_path / 'other.db'}")
    (tmp_path / "q.sql").write_text("SELECT * FROM sager")
    absent = taken(ruled, "q.sql")
    assert (absent.returncode, "MAALSTREG_CASES_DATABASE_URL: Filen findes ikke." in absent.stderr) == (
        1,
        True,
    )
    assert not (tmp_path / "other.db").exists()
    (tmp_path / "other.db").touch()
    failed = taken(ruled, "q.sql")
    assert (failed.returncode, "Forespørgslen lykkedes ikke: " in failed.stderr) == (1, True)
    assert_nothing_recorded(ruled)


def test_a_series_without_a_rule_and_one_that_is_not_known_are_told(ready: Run, tmp_path: Path) -> None:
    path = write_csv(tmp_path / "a.csv", rows())
    without = taken(ready, path)
    assert "klagesager-rettidigt hos cpr har ingen regel for optælling af sager" in without.stderr
    unknown = ready("cases", "import", str(path), "--indicator", "findes-ikke")
    assert unknown.stderr.startswith("--indicator: Nøgletallet “findes-ikke” kendes ikke")
    (tmp_path / "rule.toml").write_text(
        'period_by = "a"\nnumerator = { within = { start = "a", end = "b" } }\nx = 1\n'
    )
    bad = ready("indicator", "count", *SERIES, "rule.toml", "--from", "2015-01-01", "--reason", "R")
    assert [line.partition(":")[0] for line in bad.stderr.splitlines()] == ["numerator.within", "x"]
    assert (without.returncode, unknown.returncode, bad.returncode) == (1, 1, 1)


def make_list(path: Path, last: date, *more: Sequence[str]) -> Path:
    """Make a list of two cases a day from the first of January 2017."""
    days = (date(2017, 1, 1) + timedelta(days=n) for n in range((last - date(2017, 1, 1)).days + 1))
    table = [(f"{day:%d-%m-%Y}", f"{day:%d-%m-%Y}", "klage", "nej") for day in days for _ in range(2)]
    return write_csv(path, iter([("modtaget", "afsluttet", "type", "udsat"), *table, *more]))


def test_a_list_that_ends_within_the_period_is_asked_about_and_cases_not_counted_are_told(
    ruled: Run, tmp_path: Path
) -> None:
    empty = ("01-03-2017", "01-03-2017", "", "nej")
    short = make_list(tmp_path / "short.csv", date(2017, 9, 30), empty, (*OF_2016, "høring", "nej"))
    tried = taken(ruled, short, "--dry-run")
    gap = "listen har ingen sager fra 1. oktober 2017 til 31. december 2017. Mangler der en del af listen?"
    assert (tried.returncode, f"  2017: {gap}" in tried.stdout.splitlines()) == (0, True)
    unknown = "1 sag er ikke talt med, for den er tom i en kolonne, der filtreres efter (type)"
    assert unknown in tried.stdout.splitlines()
    assert "1 sag passer ikke på filtrene i regelversion 1 og er ikke talt med" in tried.stdout.splitlines()
    asked = taken(ruled, short)
    assert (asked.returncode, "Er det rigtigt, så tilføj --accept-gaps." in asked.stderr) == (1, True)
    assert_nothing_recorded(ruled)
    assert taken(ruled, short, "--accept-gaps").returncode == 0
    assert taken(ruled, short).stdout.splitlines()[-1] == "Intet er ændret."
    assert (
        taken(ruled, make_list(tmp_path / "whole.csv", date(2017, 12, 31)), "--reason", "Hele").returncode
        == 0
    )


def test_periods_without_a_rule_and_without_cases_are_told(ready: Run, tmp_path: Path) -> None:
    (tmp_path / "rule.toml").write_text(RULE)
    wanted = ("rule.toml", "--from", "2016-01-01", "--reason", "Ny optælling")
    assert ready("indicator", "count", *SERIES, *wanted).returncode == 0
    table = [("modtaget", "afsluttet", "type", "udsat")]
    table += [
        (f"01-01-{year}", f"01-02-{year}", "klage", "nej") for year in (2015, 2016, 2018) for _ in range(3)
    ]
    said = taken(ready, write_csv(tmp_path / "a.csv", iter(table)), "--dry-run").stdout.splitlines()
    assert "Ikke talt, for ingen regel gælder: 2015" in said
    assert "Ingen sager i listen fra: 2017" in said


def test_a_case_that_is_in_the_list_twice_is_refused_where_the_rule_has_its_number(
    ready: Run, tmp_path: Path
) -> None:
    (tmp_path / "rule.toml").write_text('case = "nr"\n' + RULE)
    wanted = ("rule.toml", "--from", "2015-01-01", "--reason", "Ny optælling")
    assert ready("indicator", "count", *SERIES, *wanted).returncode == 0
    heading, *table = rows()
    numbers = [(*row, str(number)) for number, row in enumerate(table)]
    good = write_csv(tmp_path / "a.csv", iter([(*heading, "nr"), *numbers]))
    assert taken(ready, good, "--dry-run").returncode == 0
    again = [(*heading, "nr"), *numbers, *numbers[:2], (*table[0], "")]
    for engine in ("polars", "duckdb"):
        bad = taken(ready, write_csv(tmp_path / "b.csv", iter(again)), "--engine", engine)
        assert bad.stderr.splitlines()[2:] == [
            "nr: 1 sager, der tæller med, mangler en værdi her. Ret listen, eller lad reglen udelade dem.",
            "nr: 2 rækker gentager en sag, der allerede er i listen.",
        ]


def test_open_cases_past_their_deadline_count_as_late(ready: Run, tmp_path: Path) -> None:
    rule = 'period_by = "frist"\nopen_is_late = true\nsmallest = 1\n'
    rule += 'numerator = { within = { end = "afsluttet", due = "frist" } }\n'
    (tmp_path / "rule.toml").write_text(rule)
    asked = ("indicator", "count", *SERIES, "rule.toml", "--from", "2015-01-01", "--reason", "Ny optælling")
    assert ready(*asked).returncode == 0
    days = [date(2017, 1, 1) + timedelta(days=n) for n in range(365)]
    in_time = [(f"{day:%d-%m-%Y}", f"{day:%d-%m-%Y}") for day in days]
    still_open = [(f"{day:%d-%m-%Y}", "") for day in days[::73]]
    table = [("frist", "afsluttet"), *in_time, *still_open, ("15-03-2035", "")]
    done = taken(ready, write_csv(tmp_path / "drawn.csv", iter(table)))
    assert done.returncode == 0, done.stderr
    assert "  2017: 365 af 370; 370 sager, regelversion 1" in done.stdout.splitlines()
    assert "  2017: heraf 5 åbne sager, talt som for sene" in done.stdout.splitlines()

    early = [row for row in in_time if row[1][3:5] != "12"] + [(due, "") for due, _ in in_time[-31:]]
    refused = taken(ready, write_csv(tmp_path / "early.csv", iter([table[0], *early])), "--reason", "R")
    assert refused.returncode == 1
    assert "Ingen sag i listen er afsluttet fra 1. december 2017 til 31. december 2017" in refused.stderr
    accepted = taken(ready, tmp_path / "early.csv", "--reason", "R", "--accept-gaps")
    assert "  2017: 334 af 365; 365 sager, regelversion 1" in accepted.stdout.splitlines()
    assert accepted.returncode == 0, accepted.stderr


def test_a_list_needs_no_columns_of_a_rule_that_held_before_the_day_it_is_counted_from(
    ruled: Run, tmp_path: Path
) -> None:
    newer = (
        'period_by = "lukket"\nsmallest = 1\nnumerator = { where = [{ column = "udsat", at_least = 1 }] }\n'
    )
    (tmp_path / "newer.toml").write_text(newer)
    asked = ("indicator", "count", *SERIES, "newer.toml", "--from", "2017-01-01", "--reason", "Nyt system")
    assert ruled(*asked).returncode == 0
    days = [date(2017, 1, 1) + timedelta(days=n) for n in range(-20, 365)]
    table = [(f"{day:%d-%m-%Y}", str(day.day % 2)) for day in days]
    path = write_csv(tmp_path / "new.csv", iter([("lukket", "udsat"), *table]))
    without = taken(ruled, path)
    # The same column holds words by the one rule and numbers by the other.
    assert without.returncode == 1
    assert "“udsat” er ikke det samme efter alle regler" in without.stderr
    done = taken(ruled, path, "--from", "2017-01-01")
    assert done.returncode == 0, done.stderr
    odd = sum(day.day % 2 for day in days if day.year == 2017)
    assert f"  2017: {odd} af 365; 365 sager, regelversion 2" in done.stdout.splitlines()
    assert "2016" not in done.stdout
    assert "--from: “i går”" in taken(ruled, path, "--from", "i går").stderr
