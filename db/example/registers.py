"""The fictional register agency: nested criteria, a two-out-of-three rule, and goals that earn partial points."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

from db.example import figures
from db.example.figures import ExampleSeries
from db.example.parts import (
    PARTLY,
    Progress,
    Subject,
    Task,
    ask_at_least,
    ask_at_most,
    ask_within,
    make_assessment,
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

KEY = "eksempel-register"
OPERATION, FUTURE, HOUSE = "Drift af registre", "Udvikling og rådgivning", "Økonomi og personale"


def _uptime(key: str, name: str, levels: dict[int, float]) -> ExampleSeries:
    return make_series(
        KEY,
        (key, f"Oppetid for {name}", "percent"),
        figures.make_shares(levels, 8760, season=(0, 0, 0, 0), noise=0.1, spread=0),
        better=Better.HIGHER,
        decimals=2,
        definition="Timer i drift ud af den aftalte driftstid på 2.190 timer i kvartalet.",
    )


_SERIES = (
    _uptime(
        "oppetid-personer",
        "registeret over personer",
        {2022: 99.61, 2023: 99.72, 2024: 99.7, 2025: 99.81, 2026: 99.78},
    ),
    _uptime(
        "oppetid-adresser",
        "registeret over adresser",
        {2022: 99.4, 2023: 99.66, 2024: 99.58, 2025: 99.69, 2026: 99.62},
    ),
    _uptime(
        "oppetid-fuldmagter",
        "registeret over fuldmagter",
        {2022: 99.1, 2023: 99.33, 2024: 99.52, 2025: 99.37, 2026: 99.4},
    ),
    make_series(
        KEY,
        ("fejl-navne", "Andel navne med fejl", "percent"),
        figures.make_shares(
            {2022: 0.95, 2023: 0.74, 2024: 0.68, 2025: 0.55, 2026: 0.52}, 20000, (0.0, 0.03, -0.03, 0.0), 0.06
        ),
        better=Better.LOWER,
        decimals=2,
        definition="Stikprøve på ca. 5.000 navne i hvert kvartal.",
    ),
    make_series(
        KEY,
        ("fejl-adresser", "Andel adresser med fejl", "percent"),
        figures.make_shares(
            {2022: 1.9, 2023: 1.62, 2024: 1.41, 2025: 1.28, 2026: 1.22}, 12000, (0.05, 0.0, -0.1, 0.05), 0.1
        ),
        better=Better.LOWER,
        decimals=2,
        definition="Stikprøve på ca. 3.000 adresser i hvert kvartal.",
    ),
    make_series(
        KEY,
        ("rettelser-inden-5-dage", "Andel rettelser gennemført inden for 5 dage", "percent"),
        figures.make_shares(
            {2022: 93.8, 2023: 95.9, 2024: 95.6, 2025: 96.8, 2026: 96.1}, 5200, (0.6, 0.2, -1.4, 0.6), 0.5
        ),
        better=Better.HIGHER,
    ),
    make_series(
        KEY,
        ("nye-tilslutninger", "Nye myndigheder og virksomheder tilsluttet", "count"),
        figures.make_counts(
            {2022: 104, 2023: 116, 2024: 141, 2025: 153, 2026: 148}, season=(0.22, 0.26, 0.17, 0.35)
        ),
        better=Better.HIGHER,
        decimals=0,
    ),
    make_series(
        KEY,
        ("svartid", "Svartid på henvendelser", "days"),
        figures.make_means(
            {2022: 5.6, 2023: 4.8, 2024: 4.7, 2025: 4.1, 2026: 3.9}, season=(0.3, -0.2, 0.4, -0.5), noise=0.2
        ),
        better=Better.LOWER,
        definition="Gennemsnit af dage fra henvendelse til svar.",
    ),
    make_series(
        KEY,
        ("afvigelse-grundbudget", "Afvigelse fra grundbudgettet", "percent"),
        figures.make_years({2022: "1.7", 2023: "-2.3", 2024: "1.2", 2025: "-0.9"}),
        better=Better.NEAR,
        frequency=Frequency.YEAR,
    ),
    make_series(
        KEY,
        ("sygefravaer", "Sygefraværsdage pr. medarbejder", "days"),
        figures.make_rolling_means(
            {2021: 8.1, 2022: 7.9, 2023: 7.6, 2024: 7.4, 2025: 7.7, 2026: 7.3}, noise=0.2
        ),
        better=Better.LOWER,
        definition="Rullende gennemsnit af de seneste fire kvartaler, langtidssygefravær medregnet.",
    ),
)

_UPTIME = dict.fromkeys(range(2022, 2028), "99.5")
_NAMES = {2022: "0.9", 2023: "0.8", 2024: "0.7", 2025: "0.6", 2026: "0.55", 2027: "0.5"}
_ADDRESSES = {2022: "1.8", 2023: "1.6", 2024: "1.45", 2025: "1.3", 2026: "1.25", 2027: "1.2"}
_CORRECTED = dict.fromkeys(range(2022, 2028), "95")
_CONNECTED = {2022: "100", 2023: "120", 2024: "135", 2025: "150", 2026: "160", 2027: "165"}
_ANSWERED = {2022: "5.5", 2023: "5.0", 2024: "4.5", 2025: "4.2", 2026: "4.0", 2027: "4.0"}
_SICKNESS = {2022: "8.0", 2023: "7.8", 2024: "7.6", 2025: "7.4", 2026: "7.4", 2027: "7.3"}

_QUALITY_TASKS = {
    2023: (
        Task("Kortlægning af fejl i adresser", date(2023, 5, 31)),
        Task("Vejledning til kommunerne", date(2023, 10, 31)),
    ),
    2024: (
        Task("Automatisk kontrol af nye adresser", date(2024, 6, 30)),
        Task("Fælles møde med kommunerne om fejl", date(2024, 10, 31)),
    ),
    2025: (
        Task("Borgeren kan selv melde fejl", date(2025, 5, 31)),
        Task("Månedlig oversigt over fejl til kommunerne", date(2025, 9, 30)),
    ),
    2026: (
        Task("Plan for kontrol af udenlandske navne", date(2026, 3, 31)),
        Task("Kontrol af udenlandske navne er i drift", date(2026, 11, 30)),
    ),
}
_SYSTEM_TASKS = {
    2023: (
        Task("Udbudsmateriale er godkendt", date(2023, 6, 30)),
        Task("Kontrakt er indgået", date(2023, 12, 15)),
    ),
    2024: (
        Task("Løsningsdesign er godkendt", date(2024, 5, 31)),
        Task("Første del er afprøvet", date(2024, 12, 15)),
    ),
    2025: (
        Task("Data er flyttet i et prøveforløb", date(2025, 6, 30)),
        Task("Adresser er flyttet til det nye system", date(2025, 11, 30)),
    ),
    2026: (
        Task("Personer er flyttet til det nye system", date(2026, 8, 31)),
        Task("Det gamle system er lukket", date(2026, 12, 31)),
    ),
}
_ADVICE = {
    2023: "Oplæg om fælles fuldmagter",
    2024: "Bidrag til lovforslag om adresser",
    2025: "Oplæg om deling af data mellem myndigheder",
    2026: "Oplæg om registrering af navne",
}


def _goals(year: int) -> tuple[Goal, ...]:
    return (_stable(year), _quality(year), *_service(year), *_future(year), *_house(year))


def _stable(year: int) -> Goal:
    target = make_path(_UPTIME, year)
    names = ("personer", "adresser", "fuldmagter")
    return Goal(
        number="1.1",
        title="Registre, der er i drift",
        group=OPERATION,
        kind=GoalKind.OPERATIONAL,
        note="Mindst to af de tre registre skal nå måltallet.",
        rule=Rule.AT_LEAST,
        k=2,
        criteria=tuple(
            ask_at_least(
                f"1.1.{place}", f"Oppetid for registeret over {name}", f"oppetid-{name}", target, Over.POOLED
            )
            for place, name in enumerate(names, 1)
        ),
    )


def _quality(year: int) -> Goal:
    """Make a goal of three requirements that weigh 50, 30 and 20; both parts of the second must hold."""
    title = "Andel rettelser gennemført inden for 5 dage"
    addresses = (
        ask_at_most(
            "1.2.2.a", "Andel adresser med fejl", "fejl-adresser", make_path(_ADDRESSES, year), Over.POOLED
        ),
        ask_at_least("1.2.2.b", title, "rettelser-inden-5-dage", make_path(_CORRECTED, year), Over.POOLED),
    )
    tasks = make_milestones("1.2.3", _QUALITY_TASKS[year])
    return Goal(
        number="1.2",
        title="Færre fejl i data",
        group=OPERATION,
        kind=GoalKind.OPERATIONAL,
        note="Kravene vejer 50, 30 og 20 pct. af målet og giver hver sin del.",
        rule=Rule.SUM,
        grade=PARTLY,
        criteria=(
            ask_at_most(
                "1.2.1", "Andel navne med fejl", "fejl-navne", make_path(_NAMES, year), Over.POOLED, weight=50
            ),
            Criterion(number="1.2.2", title="Rigtige adresser", weight=Decimal(30), criteria=addresses),
            Criterion(
                number="1.2.3", title="Bedre kontrol", weight=Decimal(20), rule=Rule.SUM, criteria=tasks
            ),
        ),
    )


def _service(year: int) -> tuple[Goal, ...]:
    title = "Nye tilslutninger i året"
    connected = ask_at_least(
        "1.3.1", title, "nye-tilslutninger", make_path(_CONNECTED, year, {2026: "165"}), Over.SUM
    )
    title = "Gennemsnitlig svartid i dage"
    answered = ask_at_most("1.4.1", title, "svartid", make_path(_ANSWERED, year), Over.MEAN)
    return (
        _goal("1.3", "Flere bruger registrene", OPERATION, GoalKind.OPERATIONAL, connected),
        _goal("1.4", "Hurtige svar", OPERATION, GoalKind.OPERATIONAL, answered),
    )


def _future(year: int) -> tuple[Goal, ...]:
    system = make_milestones("2.1", _SYSTEM_TASKS[year], chained=True)
    advice = make_assessment("2.2.1", _ADVICE[year], year, "Departementet vurderer kvalitet og rettidighed.")
    return (
        _goal("2.1", "Nyt registersystem", FUTURE, GoalKind.OPERATIONAL, *system),
        _goal("2.2", "God rådgivning af ministeren", FUTURE, GoalKind.POLICY, advice),
    )


def _house(year: int) -> tuple[Goal, ...]:
    budget = ask_within(
        "3.1.1", "Højst 2 pct. fra grundbudgettet", "afvigelse-grundbudget", make_path({year: "2"}, year)
    )
    sickness = ask_at_most(
        "3.2.1", "Sygefraværsdage pr. medarbejder", "sygefravaer", make_path(_SICKNESS, year), Over.LAST
    )
    return (
        _goal("3.1", "Sikker budgettering", HOUSE, GoalKind.INTERNAL, budget),
        _goal("3.2", "Lavere sygefravær", HOUSE, GoalKind.INTERNAL, sickness),
    )


def _goal(number: str, title: str, group: str, kind: GoalKind, *criteria: Criterion) -> Goal:
    return Goal(number=number, title=title, group=group, kind=kind, criteria=criteria)


REGISTERS = Subject(
    make_institution(KEY, "Registerstyrelsen"),
    "Direktør",
    "Registrene skal være i drift, rigtige og lette at bruge. I 2023-2026 flyttes de til et nyt system.",
    _SERIES,
    _goals,
    Progress(late={(2023, "2.1.2"): 41, (2024, "1.2.3.2"): 12, (2026, "2.1.1"): 24}),
)
