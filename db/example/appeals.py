"""The fictional appeals board: equal weights, and every goal either met or not."""

from __future__ import annotations

from datetime import date

from db.example import figures
from db.example.parts import (
    Progress,
    Subject,
    Task,
    ask_at_least,
    ask_at_most,
    ask_within,
    make_institution,
    make_milestones,
    make_path,
    make_series,
)
from metrics.algebra.tree import Rule
from metrics.periods import Frequency
from metrics.plan.criteria import Criterion
from metrics.plan.model import Goal
from metrics.plan.terms import Better, GoalKind, Over

KEY = "eksempel-ankenaevn"
CITIZENS, DIGITAL, HOUSE = "Borgernes sager", "Digital adgang", "Økonomi og personale"

_SERIES = (
    make_series(
        KEY,
        ("sager-inden-6-maaneder", "Andel sager afgjort inden for 6 måneder", "percent"),
        figures.make_shares(
            {2022: 81.2, 2023: 82.9, 2024: 83.7, 2025: 86.6, 2026: 87.3}, 3600, season=(-1.2, 0.9, -1.6, 1.9)
        ),
        better=Better.HIGHER,
        definition="Ud af alle sager afgjort i perioden. Sager, der venter på en domstol, er ikke med.",
    ),
    make_series(
        KEY,
        ("sager-over-12-maaneder", "Åbne sager, der er ældre end 12 måneder", "count"),
        figures.make_stocks(
            {2021: 241, 2022: 228, 2023: 207, 2024: 171, 2025: 148, 2026: 127}, season=(6, 11, 17), noise=5
        ),
        better=Better.LOWER,
        decimals=0,
        definition="Talt på den sidste dag i kvartalet.",
    ),
    make_series(
        KEY,
        ("afgoerelser-der-holder", "Andel afgørelser, der holder ved prøvelse", "percent"),
        figures.make_shares(
            {2022: 91.5, 2023: 92.1, 2024: 88.9, 2025: 91.0, 2026: 92.0}, 180, season=(0, 0, 0, 0), noise=4
        ),
        better=Better.HIGHER,
        definition="Afgørelser, der ikke er ændret, ud af dem, som domstole og ombudsmand har prøvet. Få sager.",
    ),
    make_series(
        KEY,
        ("afvigelse-grundbudget", "Afvigelse fra grundbudgettet", "percent"),
        figures.make_years({2022: "-1.8", 2023: "1.4", 2024: "-2.6", 2025: "1.1"}),
        better=Better.NEAR,
        frequency=Frequency.YEAR,
    ),
    make_series(
        KEY,
        ("afvigelse-udgiftsopfoelgning-2", "Afvigelse fra udgiftsopfølgning 2", "percent"),
        figures.make_years({2022: "-1.2", 2023: "0.8", 2024: "-0.7", 2025: "0.3"}),
        better=Better.NEAR,
        frequency=Frequency.YEAR,
    ),
    make_series(
        KEY,
        ("sygefravaer", "Sygefraværsdage pr. medarbejder", "days"),
        figures.make_rolling_means(
            {2021: 9.8, 2022: 9.4, 2023: 8.8, 2024: 8.3, 2025: 8.4, 2026: 8.2}, noise=0.25
        ),
        better=Better.LOWER,
        definition="Rullende gennemsnit af de seneste fire kvartaler, langtidssygefravær medregnet.",
    ),
)

_IN_TIME = {2022: "80", 2023: "82", 2024: "84", 2025: "86", 2026: "87", 2027: "88"}
_IN_TIME_BRACKETS = {2025: "85", 2026: "88"}
_OLD_CASES = {2022: "220", 2023: "200", 2024: "180", 2025: "150", 2026: "130", 2027: "120"}
_SICKNESS = {2022: "9.2", 2023: "9.0", 2024: "8.8", 2025: "8.5", 2026: "8.2", 2027: "8.0"}

_TASKS = {
    2023: (
        Task("Brugertest af klageformularen er gennemført", date(2023, 6, 30)),
        Task("Ny klageformular er i drift", date(2023, 11, 30)),
    ),
    2024: (
        Task("Løsning for beskeder til borgeren er valgt", date(2024, 3, 31)),
        Task("Borgeren kan følge sin sag digitalt", date(2024, 12, 31)),
    ),
    2025: (
        Task("Afgørelser offentliggøres i en søgbar database", date(2025, 9, 30)),
        Task("Ankenævnets vejledning er skrevet om til klart sprog", date(2025, 12, 15)),
    ),
    2026: (
        Task("Plan for digital partshøring er godkendt", date(2026, 4, 30)),
        Task("Digital partshøring er afprøvet med fem kommuner", date(2026, 9, 30)),
        Task("Digital partshøring er i drift", date(2026, 12, 15)),
    ),
}


def _goals(year: int) -> tuple[Goal, ...]:
    return (*_cases(year), _access(year), *_house(year))


def _cases(year: int) -> tuple[Goal, ...]:
    in_time = ask_at_least(
        "1.1.1",
        "Andel sager afgjort inden for 6 måneder",
        "sager-inden-6-maaneder",
        make_path(_IN_TIME, year, _IN_TIME_BRACKETS),
        Over.POOLED,
    )
    old = ask_at_most(
        "1.2.1",
        "Åbne sager over 12 måneder den 31. december",
        "sager-over-12-maaneder",
        make_path(_OLD_CASES, year),
        Over.LAST,
    )
    upheld = ask_at_least(
        "1.3.1",
        "Andel afgørelser, der holder ved prøvelse",
        "afgoerelser-der-holder",
        make_path(dict.fromkeys(range(2022, 2028), "90"), year),
        Over.POOLED,
    )
    return (
        _goal("1.1", "Kort sagsbehandlingstid", CITIZENS, in_time),
        _goal("1.2", "Færre gamle sager", CITIZENS, old),
        _goal("1.3", "Afgørelser, der holder", CITIZENS, upheld),
    )


def _access(year: int) -> Goal:
    return Goal(
        number="2.1",
        title="Lettere at klage digitalt",
        group=DIGITAL,
        kind=GoalKind.OPERATIONAL,
        criteria=make_milestones("2.1", _TASKS[year], chained=True),
    )


def _house(year: int) -> tuple[Goal, ...]:
    tolerances = (
        ask_within(
            "3.1.1", "Højst 2 pct. fra grundbudgettet", "afvigelse-grundbudget", make_path({year: "2"}, year)
        ),
        ask_within(
            "3.1.2",
            "Højst 1 pct. fra udgiftsopfølgning 2",
            "afvigelse-udgiftsopfoelgning-2",
            make_path({year: "1"}, year),
        ),
    )
    sickness = ask_at_most(
        "3.2.1", "Sygefraværsdage pr. medarbejder", "sygefravaer", make_path(_SICKNESS, year), Over.LAST
    )
    budget = Goal(
        number="3.1",
        title="Sikker budgettering",
        group=HOUSE,
        kind=GoalKind.INTERNAL,
        rule=Rule.ANY,
        note="Det er nok, at den ene grænse er holdt.",
        criteria=tolerances,
    )
    return budget, _goal("3.2", "Lavere sygefravær", HOUSE, sickness, GoalKind.INTERNAL)


def _goal(
    number: str, title: str, group: str, criterion: Criterion, kind: GoalKind = GoalKind.OPERATIONAL
) -> Goal:
    return Goal(number=number, title=title, group=group, kind=kind, criteria=(criterion,))


APPEALS = Subject(
    make_institution(KEY, "Ankenævnet for Borgersager"),
    "Direktør",
    "Borgerne skal hurtigt have en rigtig afgørelse. De gamle sager bringes ned, og det bliver let at klage digitalt.",
    _SERIES,
    _goals,
    Progress(unconfirmed=frozenset({(2026, "2.1.2")})),
)
