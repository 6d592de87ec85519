"""Cached reads of the page of developments: institutions by years, and one indicator across institutions."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from markupsafe import Markup

from metrics.followup.benchmark import Benchmark, find_benchmarks
from metrics.followup.goal_courses import MOST_YEARS, GoalCourse, find_current_plan, find_shared_years
from metrics.followup.institution_lives import find_parts
from metrics.followup.shared_indicators import SharedIndicator, find_apart, find_shared_indicators
from metrics.plan.criteria import Criterion
from metrics.plan.institution_history import find_successors
from metrics.plan.model import Plan
from metrics.score.scoring import Score, score_plan
from metrics.score.trend import find_trend
from metrics.whatif.year_totals import find_year_totals
from pages.status.parts.development import comparison_sheet, fulfilment_table
from pages.status.parts.development.comparison_sheet import ComparedInstitution
from pages.status.parts.development.fulfilment_table import InstitutionYears
from pages.ui.data_version import KEPT_SHEETS, make_key
from pages.ui.draw import marks
from pages.ui.draw.html import fill
from pages.ui.draw.multiples.trend_plot import PlotSubject
from pages.ui.draw.writer import Writer
from pages.ui.kept.keep import keep
from pages.ui.moments import JudgedMoment


def read_fulfilment(found: JudgedMoment, area: str, writer: Writer) -> str:
    """Read the tables of fulfilment of an area, or of all areas where the text is empty."""
    key = make_key(found.key, area, writer.words.lang, writer.link("overview"))
    return _fulfilment(key, found=found, area=area, writer=writer)


def read_comparison(found: JudgedMoment, area: str, indicator: str, writer: Writer) -> str:
    """Read the comparison of one of the indicators that `list_indicators` gives."""
    key = make_key(found.key, area, indicator, writer.words.lang, writer.link("overview"))
    return _comparison(key, found=found, area=area, indicator=indicator, writer=writer)


def list_indicators(found: JudgedMoment, area: str) -> dict[str, str]:
    """List by key what can be compared in an area: what several institutions measure, or what has a benchmark."""
    return _indicators(make_key(found.key, area), found=found, area=area)


def find_plans(found: JudgedMoment, area: str) -> list[Plan]:
    """Find the signed plans of the institutions of an area, by institution; of all where the text is empty."""
    as_of, own = found.facts.as_of, dict[str, list[Plan]]()
    for plan in found.agreed:
        own.setdefault(plan.institution, []).append(plan)
    chosen: list[Plan] = []
    for plans in own.values():
        current = find_current_plan(plans, as_of)
        if current and area in ("", found.catalogue.find_area(current, as_of)):
            chosen += plans
    return chosen


@keep(KEPT_SHEETS)
def _fulfilment(key: str, found: JudgedMoment, area: str, writer: Writer) -> str:
    words = writer.words
    rows = list(_list_rows(found, find_plans(found, area), named=not area))
    parts: list[str] = []
    for fictional in (False, True):
        same = [row for row in rows if found.catalogue.institutions[row.institution].fictional is fictional]
        if same:
            mark = words.t("word.fictional") if fictional else ""
            badge = marks.draw_badge(mark) if mark else ""
            title = words.t("institution.years")
            read = Markup() if parts else fill("<p>{}</p>", words.t("development.read"))
            parts.append(
                fill('<div class="m-area-head m-part-head"><h2>{}{}</h2>{}</div>', title, badge, read)
            )
            parts.append(
                fulfilment_table.draw_fulfilment(same, f"{title} ({mark})" if mark else title, writer)
            )
    return "".join(parts)


def _list_rows(found: JudgedMoment, plans: Sequence[Plan], *, named: bool) -> Iterator[InstitutionYears]:
    """List the institutions by area and name; the areas are `named` where there may be several."""
    known, as_of = found.catalogue, found.facts.as_of
    owners = {plan.institution: plan for plan in plans}
    histories = {key: known.find_history(key) for key in known.institutions}
    areas = {owner: known.find_area(plan, as_of) for owner, plan in owners.items()}
    names = {key: known.find_institution(key, as_of).name for key in known.institutions}

    def rank(owner: str) -> tuple[str, str, bool, str]:
        """Rank what is part of another right after it."""
        heirs = find_successors(histories, owner, as_of)
        head = heirs[-1] if heirs and heirs[-1] in owners else owner
        return areas[owner], names[head], head != owner, names[owner]

    seen = {plan.institution for plan in found.agreed}
    for owner in sorted(owners, key=rank):
        scores = [_score(found.of(plan), plan) for plan in plans if plan.institution == owner]
        totals = {total.plan.year: total for total in find_year_totals(scores, known)}
        part_of = None
        if heirs := find_successors(histories, owner, as_of):
            heir = heirs[0]
            part_of = (names[heir] if heir in seen else "", find_parts(histories, heir, as_of)[owner])
        yield InstitutionYears(owner, names[owner], totals, areas[owner] if named else "", part_of)


def _score(found: JudgedMoment, plan: Plan) -> Score:
    """Score a plan: with what is foreseen until its end, and else, since nothing is foreseen, on the facts alone."""
    if found.facts.as_of <= plan.end:
        return found.scores[plan.id]
    return score_plan(plan, found.facts, found.catalogue)


@keep(KEPT_SHEETS)
def _indicators(key: str, found: JudgedMoment, area: str) -> dict[str, str]:
    return {one.key: one.indicator.name for one in _find_comparable(found, area)}


def _find_comparable(found: JudgedMoment, area: str) -> list[SharedIndicator]:
    every = find_shared_indicators(find_plans(found, area), found.catalogue, found.facts.as_of)
    yardsticks = found.find_yardsticks()

    def has_benchmark(plan: Plan, criterion: Criterion) -> bool:
        lately = range(plan.year - MOST_YEARS, plan.year + 1)
        return bool(_find_benchmarks(found, plan, criterion, lately, yardsticks))

    return [one for one in every if len(one.tests) > 1 or has_benchmark(*one.tests[0])]


def _find_benchmarks(
    found: JudgedMoment, plan: Plan, criterion: Criterion, years: range, yardsticks: frozenset[str]
) -> list[Benchmark]:
    facts = found.of(plan).facts
    return list(find_benchmarks(plan, criterion, years, yardsticks, facts, found.catalogue))


@keep(KEPT_SHEETS)
def _comparison(key: str, found: JudgedMoment, area: str, indicator: str, writer: Writer) -> str:
    shared = next(one for one in _find_comparable(found, area) if one.key == indicator)
    courses = [course for plan, leaf in shared.tests if (course := _find_course(found, plan, leaf))]
    if not courses:
        return fill('<p class="m-none">{}</p>', writer.words.t("spark.nothing"))
    newest = max((one.plan for one in courses), key=lambda plan: plan.start)
    years = find_shared_years([one.trend for one in courses if one.trend], newest)
    yardsticks = found.find_yardsticks()
    compared = [_make_compared(found, one, years, yardsticks) for one in courses]
    ordered = sorted(compared, key=lambda one: one.name)
    as_of, known = found.facts.as_of, found.catalogue
    apart = find_apart(shared, find_shared_indicators(find_plans(found, area), known, as_of), known)
    left_out = [
        (sorted(known.find_institution(plan.institution, as_of).name for plan, _ in one.tests), one, reason)
        for one, reason in apart
    ]
    return comparison_sheet.draw_comparison(
        shared.indicator, ordered, writer
    ) + comparison_sheet.draw_left_out(left_out, writer.words)


def _find_course(found: JudgedMoment, plan: Plan, criterion: Criterion) -> GoalCourse | None:
    judged = found.of(plan)
    trend = find_trend(plan, criterion, judged.agreed, judged.facts, judged.catalogue)
    if trend is None or not (trend.results or trend.targets):
        return None
    outlook = judged.outlooks[plan.id]
    for goal in outlook.score.goals:
        leaf = next((one for one in goal.leaves() if one.criterion.number == criterion.number), None)
        if leaf:
            return GoalCourse(outlook, goal, (leaf,), trend)
    return None


def _make_compared(
    found: JudgedMoment, one: GoalCourse, years: range, yardsticks: frozenset[str]
) -> ComparedInstitution:
    assert one.trend is not None
    benchmarks = _find_benchmarks(found, one.plan, one.leaf.criterion, years, yardsticks)
    subject = PlotSubject(one.trend, years, one.plan.year, one.forecast, tuple(benchmarks))
    name = found.catalogue.find_institution(one.plan.institution, found.facts.as_of).name
    part = one.leaf.criterion.number if len([*one.goal.leaves()]) > 1 else ""
    return ComparedInstitution(one.plan, one.goal.goal.number, name, one.leaf.status, subject, one.over, part)
