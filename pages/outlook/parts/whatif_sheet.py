"""A what-if as HTML: the plan as it stands and as it would, what may come of the total, and what it hangs on."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from fractions import Fraction

from markupsafe import Markup

from metrics.plan.catalogue import Catalogue
from metrics.plan.model import Plan
from metrics.score.pay import Payment
from metrics.score.scoring import CriterionScore, GoalScore, Score
from metrics.whatif.pivotal import Pivot
from metrics.whatif.prospects import Prospects, Span, find_total_words
from metrics.whatif.ways import Way
from metrics.whatif.whatif import WhatIf
from pages.outlook.parts.whatif_goal import SliderScale
from pages.ui.draw import bars, marks
from pages.ui.draw.html import Cell, Link, fill
from pages.ui.draw.status import draw_status
from pages.ui.draw.table import Column, draw_table
from words import points
from words.criteria import write_target
from words.language import Words

MOST_COLUMNS, MOST_NAMED = 40, 12


def draw_lead(plan: Plan, words: Words, link: Link) -> Markup:
    """That nothing is kept, and the way to the plan."""
    there = marks.draw_link(link("plan", plan=plan.id), words.t("whatif.to_plan"))
    return fill('<p class="m-lead">{} {}</p>', words.t("whatif.lead"), there)


def draw_contradicted(found: WhatIf, words: Words) -> Markup:
    """That something else is recorded than what is supposed; nothing where that is not so."""
    if not found.contradicts:
        return Markup()
    text = words.t("whatif.contradicts", numbers=words.list(found.contradicts))
    return fill('<p class="m-notice" role="status">{}</p>', text)


def draw_heading(words: Words) -> Markup:
    """What stands above the goals."""
    return fill('<h2 class="m-section">{}</h2>', words.t("whatif.goals"))


def draw_goal(score: GoalScore, possible: Fraction, plan: Plan, words: Words, link: Link) -> Markup:
    """A goal's name, what it weighs, how it stands and how likely it is to be met."""
    number = score.goal.number
    name = marks.draw_link(link("goal", plan=plan.id, goal=number), f"{number} {score.goal.title}")
    parts = [_worth(score, possible, words)] if score.weight or not score.goal.scored else []
    if score.outcome.credit is None:
        p = score.outcome.chance_of(score.outcome.most)
        parts.append(
            words.t("whatif.silent_goal") if p is None else words.t("whatif.likely", p=words.likelihood(p))
        )
    return fill(
        '<div class="m-supposed"><h3>{}</h3><p>{}<span>{}</span></p></div>',
        name,
        draw_status(score.status, words),
        " · ".join(parts),
    )


def write_control_label(leaf: CriterionScore, plan: Plan, catalogue: Catalogue, words: Words) -> str:
    """The label of a criterion's control: what it is and what is asked for."""
    criterion = leaf.criterion
    return f"{criterion.number} {criterion.title} ({write_target(leaf, plan, catalogue, words)})"


def draw_target_mark(scale: SliderScale, said: str, unit: str, words: Words) -> Markup:
    """The target's mark below a slider, and whether the slider has been set."""
    mark = Markup()
    if scale.target is not None and scale.place is not None:
        text = words.t("whatif.target", value=words.value(scale.target, unit))
        mark = fill(
            '<i style="left:{}%"></i><b style="left:{}%">{}</b>',
            f"{100 * scale.place:.1f}",
            f"{100 * scale.place:.1f}",
            text,
        )
    return fill('<div class="m-scale"><div>{}</div><p>{}</p></div>', mark, said)


def draw_bars(found: WhatIf, words: Words) -> Markup:
    """The plan as it stands and as it would stand, each as a bar with its figures."""
    return _bar("whatif.as_it_is", found.official, words) + _bar("whatif.if_so", found.changed, words)


def _bar(key: str, score: Score, words: Words) -> Markup:
    return fill(
        '<section class="m-case"><h2>{}</h2>{}</section>', words.t(key), bars.draw_score_bar(score, words)
    )


def draw_outcome(found: WhatIf, before: WhatIf, wanted: Fraction, words: Words) -> Markup:
    """What may come of the total, against what may come of it as the plan stands."""
    outlook, plain = found.outlook, before.outlook
    if outlook is None or plain is None:
        return Markup()
    return Markup().join(
        [
            _headline(outlook, plain, wanted, words),
            marks.draw_lines(list(_sentences(found, outlook, words))),
            draw_distribution(outlook, wanted, words),
            _linked(found, wanted, words),
            _named(found, before, words),
        ]
    )


def _headline(outlook: Prospects, before: Prospects, wanted: Fraction, words: Words) -> Markup:
    text = words.t(
        "whatif.reaches",
        points=words.points(wanted, outlook.possible),
        p=write_chance(outlook.reaching(wanted), words),
        before=write_chance(before.reaching(wanted), words),
    )
    return fill('<p class="m-reaches" role="status">{}</p>', text)


def _sentences(found: WhatIf, outlook: Prospects, words: Words) -> Iterator[str]:
    points, possible = found.changed.points, outlook.possible
    if outlook.silent:
        least, most = (words.points(mean, possible, 1) for mean in outlook.expected_between())
        yield words.t("outlook.silent", numbers=words.list(outlook.silent), least=least, most=most)
        yield words.t("whatif.bounds")
    elif outlook.expected is not None:
        yield words.t("outlook.expected", points=words.points(outlook.expected, possible, 1))
    yield words.t(
        "whatif.possible",
        least=words.points(points.secured, possible),
        most=words.points(points.secured + points.open, possible),
    )
    if not points.open:
        yield words.t("whatif.all_decided")


def draw_distribution(outlook: Prospects, wanted: Fraction, words: Words) -> Markup:
    """The likelihood of each total as a column, solid from the wanted total up; nothing while a goal is silent."""
    columns = group_totals(outlook, wanted)
    if len(columns) < 2:
        return Markup()
    highest = max(p for _, _, p in columns)
    drawn = Markup().join(
        fill(
            '<i class="{}" style="height:{}%" title="{}"></i>',
            "m-enough" if low >= wanted else "m-short",
            f"{100 * p / highest:.1f}",
            f"{_totals(low, high, outlook, words)}: {words.likelihood(p)}",
        )
        for low, high, p in columns
    )
    ends = columns if len(columns) <= MOST_NAMED else [columns[0], columns[-1]]
    names = Markup().join(
        fill("<span>{}</span>", words.points(low, outlook.possible, 1)) for low, _, _ in ends
    )
    likeliest = max(columns, key=lambda column: column[2])
    alt = words.t(
        "whatif.alt_distribution",
        least=words.points(columns[0][0], outlook.possible),
        most=words.points(columns[-1][1], outlook.possible),
        total=_totals(likeliest[0], likeliest[1], outlook, words),
        p=words.likelihood(likeliest[2]),
        wanted=words.points(wanted, outlook.possible),
        reaches=write_chance(outlook.reaching(wanted), words),
    )
    return fill(
        '<figure class="m-spread"><figcaption>{}</figcaption><div role="img" aria-label="{}">{}</div>'
        '<p aria-hidden="true">{}</p></figure>',
        words.t("whatif.distribution", points=words.points(wanted, outlook.possible)),
        alt,
        drawn,
        names,
    )


def group_totals(outlook: Prospects, wanted: Fraction) -> list[tuple[Fraction, Fraction, float]]:
    """The totals from least to most with their likelihood: one by one, or where they are many in even steps.

    A step never reaches across the wanted total. Empty while a goal is silent.
    """
    chances = [(total, p) for total, p in outlook.distribution() or () if p]
    if len(chances) <= MOST_COLUMNS:
        return [(total, total, p) for total, p in chances]
    width = (chances[-1][0] - chances[0][0]) / (MOST_COLUMNS - 2)
    steps: dict[int, tuple[Fraction, Fraction, float]] = {}
    for total, p in chances:
        at = (total - wanted) // width
        low, _, before = steps.get(at, (total, total, 0.0))
        steps[at] = (low, total, before + p)
    return list(steps.values())


def draw_distribution_table(outlook: Prospects, wanted: Fraction, words: Words) -> Markup:
    """The same figures as a table, from the highest total down, with the likelihood of at least so much.

    While a goal is silent there are none, and that is said.
    """
    if outlook.silent:
        return fill('<p class="m-none">{}</p>', words.t("whatif.no_distribution"))
    columns = [
        Column(words.t("whatif.total")),
        Column(words.t("whatif.chance"), numeric=True),
        Column(words.t("whatif.at_least"), numeric=True),
    ]
    rows = [
        [
            _totals(low, high, outlook, words),
            words.likelihood(p),
            write_chance(outlook.reaching(low), words),
        ]
        for low, high, p in reversed(group_totals(outlook, wanted))
    ]
    return draw_table(columns, rows, words.t("whatif.distribution_table"))


def _linked(found: WhatIf, wanted: Fraction, words: Words) -> Markup:
    """The chance of the wanted total for goals apart, as linked as chosen, and fully linked."""
    cases = [("apart", found.apart), ("chosen", found.outlook), ("together", found.together)]
    items = Markup().join(
        fill(
            "<div><dt>{}</dt><dd>{}</dd></div>",
            words.t(f"whatif.linked_{name}"),
            write_chance(outlook.reaching(wanted), words),
        )
        for name, outlook in cases
        if outlook
    )
    heading = words.t("whatif.linked", points=words.points(wanted, found.changed.points.possible))
    return fill('<div class="m-cases"><p>{}</p><dl>{}</dl></div>', heading, items)


def _named(found: WhatIf, before: WhatIf, words: Words) -> Markup:
    """What the plan may come to call its total, now and if so; nothing where it has no words, or a goal is silent."""
    assert found.outlook is not None
    now = dict(find_total_words(before.outlook, before.changed)) if before.outlook else {}
    rows = [
        [
            word or words.t("outlook.below"),
            words.likelihood(p),
            words.likelihood(now[word]) if word in now else words.t("word.unknown"),
        ]
        for word, p in find_total_words(found.outlook, found.changed)
    ]
    if not rows:
        return Markup()
    columns = [
        Column(words.t("whatif.word")),
        Column(words.t("whatif.if_so"), numeric=True),
        Column(words.t("whatif.as_it_is"), numeric=True),
    ]
    return draw_table(columns, rows, words.t("whatif.words"), classes="m-words")


def draw_pay_change(plan: Plan, found: Payment | None, before: Payment | None, words: Words) -> Markup:
    """What the plan's rule for pay points to if so, beside what it points to now; nothing where it has none."""
    if plan.pay is None or found is None or before is None:
        return Markup()
    text = words.t(
        "whatif.pay_now",
        pay=points.write_points_span(found.pay_least, found.pay_most, words),
        before=points.write_points_span(before.pay_least, before.pay_most, words),
        cap=words.number(plan.pay.cap),
    )
    return fill(
        '<section class="m-pay"><h2>{}</h2><p>{}</p>{}</section>',
        words.t("pay.title"),
        text,
        marks.draw_lines([words.t("pay.indicative")]),
    )


def draw_sensitivity(
    pivotal: Sequence[Pivot], titles: Mapping[str, str], wanted: str, words: Words
) -> Markup:
    """The goals that decide the wanted total: as bars from missed to met, with the figures beside them."""
    if not pivotal:
        return Markup()
    columns = [
        Column(words.t("page.goal")),
        Column(words.t("whatif.stake"), numeric=True),
        Column(words.t("whatif.p_met"), numeric=True),
        Column(words.t("whatif.if_missed"), numeric=True),
        Column(words.t("whatif.range")),
        Column(words.t("whatif.if_met"), numeric=True),
    ]
    rows = [_pivot(pivot, titles[pivot.number], words) for pivot in pivotal]
    caption = words.t("whatif.sensitivity", points=wanted)
    return draw_table(columns, rows, caption, show_caption=True, classes="m-pivots")


def _pivot(pivot: Pivot, title: str, words: Words) -> list[Cell]:
    missed, met = pivot.missed.reaches, pivot.met.reaches
    low, high = min(*missed, *met), max(*missed, *met)
    said = words.t("whatif.alt_range", missed=write_chance(missed, words), met=write_chance(met, words))
    bar = fill(
        '<span class="m-range" role="img" aria-label="{}"><i style="left:{}%;width:{}%"></i></span>',
        said,
        f"{100 * low:.1f}",
        f"{100 * (high - low):.1f}",
    )
    return [
        f"{pivot.number} {title}",
        words.points(pivot.stake),
        words.t("word.unknown") if pivot.p_met is None else words.likelihood(pivot.p_met),
        write_chance(missed, words),
        bar,
        write_chance(met, words),
    ]


def draw_ways(
    found: Sequence[Way], titles: Mapping[str, str], wanted: Fraction, possible: Fraction, words: Words
) -> Markup:
    """The sets of open goals that suffice, the cheapest first; or why there is none."""
    if not found:
        return fill('<p class="m-none">{}</p>', words.t("whatif.no_way"))
    if not found[0].goals:
        return fill('<p class="m-none">{}</p>', words.t("whatif.secured_already"))
    columns = [
        Column(words.t("whatif.way")),
        Column(words.t("whatif.total"), numeric=True),
        Column(words.t("whatif.chance"), numeric=True),
    ]
    rows = [
        [
            words.list([f"{number} {titles[number]}" for number in way.goals]),
            words.points(way.points, possible),
            words.t("word.unknown") if way.likelihood is None else words.likelihood(way.likelihood),
        ]
        for way in found
    ]
    return draw_table(
        columns, rows, words.t("whatif.ways", points=words.points(wanted, possible)), show_caption=True
    )


def write_chance(span: Span, words: Words) -> str:
    """A likelihood, or the two it lies between where a goal is silent."""
    least, most = span
    first = words.likelihood(least)
    return first if least == most else write_between(first, words.likelihood(most), words)


def write_between(least: str, most: str, words: Words) -> str:
    """One figure where both are the same, else what it lies between."""
    return least if least == most else words.t("whatif.between", least=least, most=most)


def _totals(low: Fraction, high: Fraction, outlook: Prospects, words: Words) -> str:
    ends = [words.points(total, outlook.possible) for total in (low, high)]
    return ends[0] if low == high else words.t("pay.span", least=ends[0], most=ends[1])


def _worth(score: GoalScore, possible: Fraction, words: Words) -> str:
    if not score.goal.scored:
        return words.t("plan.outside")
    return words.t("whatif.weighs", points=words.points(score.weight, possible))
