"""A what-if as HTML: the plan as it stands and as it would stand, and what may become of its total."""

from __future__ import annotations

from collections.abc import Iterator
from fractions import Fraction

from markupsafe import Markup

from metrics.plan.model import Plan
from metrics.score.pay import Payment
from metrics.score.scoring import Score
from metrics.whatif.prospects import Prospects, find_total_words
from metrics.whatif.wanted_total import WantedTotal
from metrics.whatif.whatif import Suppositions, WhatIf
from pages.outlook.parts.whatif.distribution_sheet import draw_distribution
from pages.outlook.parts.whatif.likelihood import write_chance_of
from pages.outlook.parts.whatif.whatif_goal import list_supposed
from pages.ui.draw import bars, marks
from pages.ui.draw.html import fill
from pages.ui.draw.table import Column, draw_table
from pages.ui.draw.writer import Writer
from words import points
from words.language import Words
from words.standing import write_contradictions


def draw_lead(plan: Plan, writer: Writer) -> Markup:
    """Draw the note that nothing is recorded, and the link to the plan."""
    words = writer.words
    there = marks.draw_link(writer.link("plan", plan=plan.id), words.t("whatif.to_plan"))
    return fill('<p class="m-lead">{} {}</p>', words.t("whatif.lead"), there)


def draw_contradicted(found: WhatIf, words: Words) -> Markup:
    """Draw a warning where a supposition contradicts what is recorded; nothing where none does."""
    lines = write_contradictions(found, words)
    return fill('<p class="m-notice" role="status">{}</p>', " ".join(lines)) if lines else Markup()


def draw_source(usual: WantedTotal, possible: Fraction, words: Words) -> Markup:
    """Draw where the total that is asked about by itself comes from."""
    return fill('<p class="m-none">{}</p>', points.write_wanted(usual, possible, words))


def draw_supposed(changes: Suppositions, words: Words) -> Markup:
    """Draw which goals and criteria the answer supposes something about; nothing where none."""
    numbers = list_supposed(changes)
    if not numbers:
        return Markup()
    return fill('<p class="m-none">{}</p>', words.t("whatif.with_set", numbers=words.list(numbers)))


def draw_bars(found: WhatIf, words: Words) -> Markup:
    """Draw the plan as it stands and as it would stand, each as a bar with its figures."""
    return _bar("whatif.as_it_is", found.official, words) + _bar("whatif.if_so", found.changed, words)


def _bar(key: str, score: Score, words: Words) -> Markup:
    return fill(
        '<section class="m-case"><h2>{}</h2>{}</section>', words.t(key), bars.draw_score_bar(score, words)
    )


def draw_reached(found: WhatIf, wanted: Fraction, words: Words) -> Markup:
    """Draw how likely the wanted total is; nothing where the plan has none."""
    if found.outlook is None:
        return Markup()
    p = write_chance_of(found.outlook, wanted, words)
    points = words.points(wanted, found.outlook.possible)
    return fill("<p>{}</p>", words.t("whatif.reaches_now", points=points, p=p))


def draw_outcome(found: WhatIf, before: WhatIf, wanted: Fraction, area: Fraction, words: Words) -> Markup:
    """Draw the prospects of the total, compared with those of the plan as it stands."""
    outlook, plain = found.outlook, before.outlook
    if outlook is None or plain is None:
        return Markup()
    return Markup().join(
        [
            _headline(outlook, plain, wanted, words),
            marks.draw_lines(list(_sentences(found, outlook, words))),
            draw_distribution(outlook, wanted, area, words),
            _named(found, before, words),
        ]
    )


def _headline(outlook: Prospects, before: Prospects, wanted: Fraction, words: Words) -> Markup:
    points = words.points(wanted, outlook.possible)
    p, was = (write_chance_of(one, wanted, words) for one in (outlook, before))
    same = p == was
    text = (
        words.t("whatif.reaches_unchanged", points=points, p=p)
        if same
        else words.t("whatif.reaches", points=points, p=p, before=was)
    )
    return fill('<p class="m-reaches" role="status">{}</p>', text)


def _sentences(found: WhatIf, outlook: Prospects, words: Words) -> Iterator[str]:
    points, possible = found.changed.points, outlook.possible
    if outlook.silent and found.changed.is_over:
        yield words.t("outlook.unsettled", numbers=words.list(outlook.silent))
    elif outlook.silent:
        least, most = (words.points(mean, possible) for mean in outlook.expected_between())
        yield words.t("outlook.silent", numbers=words.list(outlook.silent), least=least, most=most)
        yield words.t("whatif.bounds")
    elif outlook.expected is not None:
        yield words.t("outlook.expected", points=words.points(outlook.expected, possible))
    yield words.t(
        "whatif.possible",
        least=words.points(points.secured, possible),
        most=words.points(points.within_reach, possible),
    )
    if not points.open:
        yield words.t("whatif.all_decided")


def draw_linked(found: WhatIf, wanted: Fraction, words: Words) -> Markup:
    """Draw the chance of the wanted total with goals independent, linked as chosen, and fully linked."""
    cases = [("apart", found.apart), ("chosen", found.outlook), ("together", found.together)]
    items = Markup().join(
        fill(
            "<div><dt>{}</dt><dd>{}</dd></div>",
            words.t(f"whatif.linked_{name}"),
            write_chance_of(outlook, wanted, words),
        )
        for name, outlook in cases
        if outlook
    )
    heading = words.t("whatif.linked", points=words.points(wanted, found.changed.points.possible))
    return fill('<div class="m-cases"><p>{}</p><dl>{}</dl></div>', heading, items)


def _named(found: WhatIf, before: WhatIf, words: Words) -> Markup:
    """Draw the likelihood of each word for the total, now and if so; nothing where the plan has no such words."""
    assert found.outlook is not None
    now = _name_totals(before.outlook, before.changed, words) if before.outlook else {}
    rows = [
        [word or words.t("outlook.below"), p, now.get(word, words.t("word.unknown"))]
        for word, p in _name_totals(found.outlook, found.changed, words).items()
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
    """Draw the pay that the plan's rule indicates if so and now; nothing where the plan has no such rule."""
    if plan.pay is None or found is None or before is None:
        return Markup()
    text = words.t(
        "whatif.pay_now" if plan.pay.amount is None else "whatif.pay_now_amount",
        pay=points.write_pay_span(plan.pay, found, words),
        before=points.write_pay_span(plan.pay, before, words),
        cap=words.number(plan.pay.highest),
    )
    return fill(
        '<section class="m-pay"><h2>{}</h2><p>{}</p>{}</section>',
        words.t("pay.title"),
        text,
        marks.draw_lines([words.t("pay.indicative")]),
    )


def _name_totals(outlook: Prospects, score: Score, words: Words) -> dict[str | None, str]:
    """Write how likely each of the plan's words for its total is, and None: a total below every word."""
    named = find_total_words(outlook, score)
    return dict(zip((word for word, _ in named), words.likelihoods([p for _, p in named]), strict=True))
