"""The fictional inspection agency: explicit weights, milestones that share points, a goal outside the score."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

from db.example import figures
from db.example.parts import (
    PARTLY,
    Progress,
    Subject,
    Task,
    ask_at_least,
    ask_at_most,
    ask_within_percent,
    make_assessment,
    make_institution,
    make_milestones,
    make_path,
    make_series,
)
from metrics.algebra.tree import Rule
from metrics.periods import Frequency
from metrics.plan.criteria import Criterion
from metrics.plan.formula import Reading
from metrics.plan.model import Goal, Scoring
from metrics.plan.terms import Better, GoalKind, Over, Weights

KEY = "eksempel-tilsyn"
FIELD, FUTURE, HOUSE = "Tilsyn", "Udvikling og rådgivning", "Økonomi og personale"
# Visits, follow-up, risk-based selection, new model, advice, budget, sickness. They add up to 100.
_WEIGHTS = {"1.1": 25, "1.2": 20, "1.3": 10, "2.1": 15, "2.2": 10, "3.1": 10, "3.2": 10}

_SERIES = (
    make_series(
        KEY,
        ("tilsynsbesoeg", "Gennemførte tilsynsbesøg", "count"),
        figures.make_counts(
            {2022: 1184, 2023: 1231, 2024: 1287, 2025: 1316, 2026: 1350}, season=(0.24, 0.28, 0.21, 0.27)
        ),
        better=Better.HIGHER,
        decimals=0,
    ),
    make_series(
        KEY,
        ("paabud-fulgt-op", "Andel påbud fulgt op inden for 30 dage", "percent"),
        figures.make_shares(
            {2022: 86.4, 2023: 88.6, 2024: 90.7, 2025: 91.8, 2026: 90.4}, 640, season=(1.1, 0.4, -2.3, 0.8)
        ),
        better=Better.HIGHER,
        definition="Påbud, hvor tilsynet har kontrolleret rettelsen inden for 30 dage efter fristen.",
    ),
    make_series(
        KEY,
        ("besoeg-efter-risiko", "Andel besøg valgt efter risiko", "percent"),
        figures.make_shares(
            {2022: 51.0, 2023: 57.2, 2024: 62.5, 2025: 66.1, 2026: 68.9}, 900, season=(0, 1.5, -1, -0.5)
        ),
        better=Better.HIGHER,
        definition="Ud af de planlagte besøg. Akutte besøg er ikke med.",
    ),
    make_series(
        KEY,
        ("regnskab", "Nettoudgifter i årsregnskabet", "mio_dkk"),
        figures.make_years({2022: "148.9", 2023: "156.4", 2024: "155.1", 2025: "161.0"}),
        better=Better.NEAR,
        frequency=Frequency.YEAR,
    ),
    make_series(
        KEY,
        ("grundbudget", "Nettoudgifter i grundbudgettet", "mio_dkk"),
        figures.make_years({2022: "150.5", 2023: "152.0", 2024: "156.8", 2025: "159.5"}),
        better=Better.NEAR,
        frequency=Frequency.YEAR,
    ),
    make_series(
        KEY,
        ("sygefravaer", "Sygefraværsdage pr. medarbejder", "days"),
        figures.make_rolling_means(
            {2021: 10.9, 2022: 10.6, 2023: 9.9, 2024: 9.8, 2025: 9.1, 2026: 8.8}, noise=0.2
        ),
        better=Better.LOWER,
        definition="Rullende gennemsnit af de seneste fire kvartaler, langtidssygefravær medregnet.",
    ),
    make_series(
        KEY,
        ("trivsel", "Trivsel i medarbejdermålingen", "index"),
        figures.make_years({2022: "68", 2023: "71", 2024: "69", 2025: "73"}),
        better=Better.HIGHER,
        frequency=Frequency.YEAR,
        decimals=0,
    ),
)

_VISITS = {2022: "1150", 2023: "1200", 2024: "1260", 2025: "1320", 2026: "1350", 2027: "1350"}
_FOLLOWED_UP = {2022: "88", 2023: "90", 2024: "90", 2025: "91", 2026: "91", 2027: "92"}
_BY_RISK = {2022: "50", 2023: "55", 2024: "60", 2025: "65", 2026: "70", 2027: "70"}
_WELL_BEING = {2022: "70", 2023: "70", 2024: "70", 2025: "71", 2026: "72"}
_SICKNESS = {2022: "10.2", 2023: "10.0", 2024: "9.4", 2025: "9.2", 2026: "8.9", 2027: "8.7"}

_TASKS = {
    2023: (
        Task("Analyse af tilsynets risici er afleveret", date(2023, 3, 31)),
        Task("Udkast til ny tilsynsmodel er i høring", date(2023, 8, 31)),
        Task("Ny tilsynsmodel er besluttet", date(2023, 12, 15)),
    ),
    2024: (
        Task("Uddannelse af tilsynsførende er begyndt", date(2024, 2, 29)),
        Task("Modellen er afprøvet i to regioner", date(2024, 6, 30)),
        Task("Modellen bruges i hele landet", date(2024, 11, 30)),
    ),
    2025: (
        Task("Nyt skema til tilsynsrapporter er i brug", date(2025, 4, 30)),
        Task("Rapporter offentliggøres inden for 14 dage", date(2025, 9, 30)),
        Task("Modellen er evalueret", date(2025, 12, 31)),
    ),
    2026: (
        Task("Evalueringens anbefalinger er prioriteret", date(2026, 3, 31)),
        Task("Data fra andre myndigheder indgår i risikovurderingen", date(2026, 10, 31)),
        Task("Nyt opslag for borgere er offentliggjort", date(2026, 12, 31)),
    ),
}
_ADVICE = {
    2023: "Oplæg om tilsyn med private tilbud",
    2024: "Bidrag til lovforslag om åbne tilsynsrapporter",
    2025: "Oplæg om færre krav til dokumentation",
    2026: "Bidrag til eftersyn af sanktioner",
}


def _goals(year: int) -> tuple[Goal, ...]:
    return (*_field(year), *_future(year), *_house(year))


def _field(year: int) -> tuple[Goal, ...]:
    title = "Gennemførte tilsynsbesøg i året"
    visits = ask_at_least("1.1.1", title, "tilsynsbesoeg", make_path(_VISITS, year, {2026: "1380"}), Over.SUM)
    title = "Andel påbud fulgt op inden for 30 dage"
    followed = ask_at_least("1.2.1", title, "paabud-fulgt-op", make_path(_FOLLOWED_UP, year), Over.POOLED)
    title = "Andel besøg valgt efter risiko"
    by_risk = ask_at_least("1.3.1", title, "besoeg-efter-risiko", make_path(_BY_RISK, year), Over.POOLED)
    return (
        _goal("1.1", "Tilsyn i hele landet", FIELD, GoalKind.OPERATIONAL, visits),
        _goal("1.2", "Hurtig opfølgning på påbud", FIELD, GoalKind.OPERATIONAL, followed),
        _goal("1.3", "Tilsyn, hvor risikoen er størst", FIELD, GoalKind.OPERATIONAL, by_risk),
    )


def _future(year: int) -> tuple[Goal, ...]:
    model = Goal(
        number="2.1",
        title="Ny tilsynsmodel",
        group=FUTURE,
        kind=GoalKind.OPERATIONAL,
        weight=Decimal(_WEIGHTS["2.1"]),
        note="De tre milepæle deler målets point lige.",
        rule=Rule.SUM,
        grade=PARTLY,
        criteria=make_milestones("2.1", _TASKS[year]),
    )
    advice = make_assessment("2.2.1", _ADVICE[year], year, "Departementet vurderer kvalitet og rettidighed.")
    return model, _goal("2.2", "God rådgivning af ministeren", FUTURE, GoalKind.POLICY, advice)


def _house(year: int) -> tuple[Goal, ...]:
    title = "Regnskabet er højst 2 pct. fra grundbudgettet"
    budget = ask_within_percent("3.1.1", title, "regnskab", "grundbudget", make_path({year: "2"}, year))
    level = ask_at_most(
        "3.2.1", "Højst det aftalte niveau", "sygefravaer", make_path(_SICKNESS, year), Over.LAST
    )
    before = Reading(indicator="sygefravaer", offset=-1, factor=Decimal("0.95"))
    fall = ask_at_most("3.2.2", "Mindst 5 pct. under året før", "sygefravaer", before, Over.LAST)
    sickness = _goal("3.2", "Lavere sygefravær", HOUSE, GoalKind.INTERNAL, level, fall, rule=Rule.ANY)
    well_being = ask_at_least(
        "3.3.1", "Trivsel i medarbejdermålingen", "trivsel", make_path(_WELL_BEING, year), Over.LAST
    )
    return (
        _goal("3.1", "Budgettet holder", HOUSE, GoalKind.INTERNAL, budget),
        sickness,
        _goal("3.3", "God trivsel", HOUSE, GoalKind.INTERNAL, well_being),
    )


def _goal(
    number: str, title: str, group: str, kind: GoalKind, *criteria: Criterion, rule: Rule = Rule.ALL
) -> Goal:
    """Make a goal; one without a weight is reported but not scored."""
    weight = _WEIGHTS.get(number)
    return Goal(
        number=number,
        title=title,
        group=group,
        kind=kind,
        weight=None if weight is None else Decimal(weight),
        scored=weight is not None,
        note="Afrapporteres, men indgår ikke i målopfyldelsen." if weight is None else None,
        rule=rule,
        criteria=criteria,
    )


INSPECTION = Subject(
    make_institution(KEY, "Styrelsen for Borgertilsyn"),
    "Styrelsesdirektør",
    "Tilsynet er der, hvor risikoen er størst, og fejl rettes hurtigt. En ny tilsynsmodel bygges trin for trin.",
    _SERIES,
    _goals,
    Progress(
        late={(2024, "2.1.2"): 33},
        silent=frozenset({(2026, "2.1.2")}),
        early={(2026, "2.2.1"): date(2026, 10, 9)},
        refused={(2025, "2.2.1"): "Oplægget kom efter fristen og manglede en vurdering af økonomien."},
    ),
    Scoring(weights=Weights.GIVEN, note="Vægtene er aftalt og giver 100 tilsammen."),
)
