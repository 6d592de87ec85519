"""A series as a small drawing: what is drawn, what stands at its end, and the same in words."""

from __future__ import annotations

import re
from datetime import date
from fractions import Fraction

from metrics.followup.benchmark import Benchmark
from metrics.foresight.forecast import Forecast, Method
from metrics.plan.criteria import Criterion
from metrics.plan.model import Plan
from metrics.score.trend import find_trend
from pages.ui.draw.multiples.trend_plot import (
    HEIGHT,
    LABEL,
    PlotSubject,
    describe_plot,
    draw_trend_plot,
    find_limits,
)
from tests.factories import broken, catalogue, compared, facts, goal, path, plan, result, within
from tests.pages.drawing import DA, Reader, drawings, plain

YEARS = range(2014, 2019)
SAID = [result("2015", 80), result("2016", 95), result("2017", 92, provisional=True)]
AHEAD = Forecast(Method.SHARE, (88.0, 90.0, 91.0, 92.0, 94.0), 0.7, (), 12, 3)


def subject(
    leaf: Criterion | None = None,
    *said: object,
    forecast: Forecast | None = None,
    benchmarks: tuple[Benchmark, ...] = (),
    others: tuple[Plan, ...] = (),
) -> PlotSubject:
    leaf = leaf or compared(target=path(y2015="85", y2016="90", y2017="90"))
    mine = plan(goal("1", leaf))
    found = find_trend(mine, leaf, [mine, *others], facts(*(said or SAID)), catalogue())
    assert found
    return PlotSubject(found, YEARS, 2017, forecast, benchmarks)


def layers(html: str) -> dict[str, str]:
    """The kinds of layers, each with all its paths."""
    kinds = re.findall(r'class="m-layer m-([\w-]+)"', html)
    paths = ["".join(n.attrib.get("d", "") for n in d.iter()) for d in drawings(html)]
    return dict(zip(kinds, paths, strict=True))


def at_end(html: str) -> dict[str, float]:
    """What is written at the right end, with its pixels from the top."""
    found = re.findall(r'class="m-at-end [^"]*" style="top:([\d.]+)px">([^<]*)<', html)
    return {text: float(top) for top, text in found}


def test_results_are_a_line_over_the_steps_of_their_targets() -> None:
    found = layers(draw_trend_plot(subject(), DA))
    assert set(found) == {"firm-aim", "run"}
    assert found["firm-aim"].count("M") == 1
    assert found["run"].count("h.01") == 3 + 1  # each result a dot, and a hole in the provisional one


def test_a_tolerance_is_a_band_between_both_its_limits() -> None:
    drawn = subject(within(tolerance="2"), result("2016", 1), result("2017", -3))
    aim = drawn.current
    assert aim
    assert find_limits(aim) == (-2, 2)
    html = draw_trend_plot(drawn, DA)
    found = layers(html)
    assert found["band"].count("z") == 1
    assert found["firm-aim"].count("M") == 2
    assert [text for text in at_end(html) if "±2" in text]
    plane = drawn.make_plane()
    assert plane.least < -3 < 2 < plane.most


def test_a_line_stops_at_a_new_definition_and_the_place_is_named() -> None:
    html = draw_trend_plot(subject(None, *SAID, broken(date(2016, 1, 1))), DA)
    assert layers(html)["run"].split("M125")[0].count("L") == 1  # 2016 to 2017 only
    assert html.count('class="m-parting"') == 1
    assert "ny definition" in plain(html)
    assert draw_trend_plot(subject(), DA).count("m-parting") == 0


def test_the_current_target_and_the_forecast_are_written_at_the_end_and_never_meet() -> None:
    html = draw_trend_plot(subject(forecast=AHEAD), DA)
    labels = at_end(html)
    assert list(labels) == ["mindst 90", "91,0 forventet"]
    high, low = sorted(labels.values())
    assert low - high >= LABEL
    assert 'class="m-likely"' in html


def test_without_a_forecast_the_last_result_is_written_with_its_year_unless_it_is_the_plan_s() -> None:
    assert list(at_end(draw_trend_plot(subject(), DA))) == ["mindst 90", "92,0"]
    older = draw_trend_plot(subject(None, *SAID[:2]), DA)
    assert list(at_end(older)) == ["mindst 90", "95,0 (2016)"]


def test_each_settled_year_has_a_tick_or_a_cross_and_a_provisional_one_has_none() -> None:
    html = draw_trend_plot(subject(), DA)
    assert re.findall(r'class="m-mark m-([\w-]+)" style="left:([\d.]+)%"', html) == [
        ("not-met", "30.00"),
        ("met", "50.00"),
    ]


def test_a_provisional_target_is_dashed_and_one_that_was_replaced_is_a_layer_of_its_own() -> None:
    older = plan(
        goal("1", compared(target=path(y2017="85"))),
        id="older",
        start=date(2016, 1, 1),
        end=date(2016, 12, 31),
        document_date=date(2015, 12, 1),
    )
    html = draw_trend_plot(subject(others=(older,)), DA)
    assert set(layers(html)) == {"older-aim", "firm-aim", "run"}
    assert list(at_end(html)) == ["mindst 90", "92,0"]


def test_what_it_is_held_against_is_dotted_with_its_name_at_the_end() -> None:
    state = Benchmark("state", "Staten", {2015: Fraction(70), 2016: Fraction(75)})
    html = draw_trend_plot(subject(benchmarks=(state,)), DA)
    assert "held-against" in layers(html)
    assert at_end(html)["Staten"] > at_end(html)["92,0"]
    assert "Staten: 2015: 70,0, 2016: 75,0" in describe_plot(subject(benchmarks=(state,)), DA)


def test_the_drawing_is_told_in_words_year_by_year() -> None:
    (said,) = Reader(draw_trend_plot(subject(forecast=AHEAD), DA)).values("aria-label")
    assert said == (
        "2015: 80,0, måltal mindst 85, ikke opfyldt; 2016: 95,0, måltal mindst 90, opfyldt; "
        "2017: 92,0 (foreløbigt), måltal mindst 90, forventet 91,0 (90 pct.-interval 88,0–94,0)"
    )
    elsewhen = subject(compared(target=path(y1990="1")), result("1990", 1))
    assert describe_plot(elsewhen, DA) == "Ingen resultater endnu."


def test_the_years_are_written_below_every_other_where_they_are_many() -> None:
    few = Reader(draw_trend_plot(subject(), DA)).text
    assert [year for year in ("’14", "’15", "’16", "’17", "’18") if year in few] == [
        "’14",
        "’15",
        "’16",
        "’17",
        "’18",
    ]
    drawn = subject()
    many = PlotSubject(drawn.trend, range(2010, 2020), 2017)
    assert re.findall(r"’(\d\d)", draw_trend_plot(many, DA)) == ["11", "13", "15", "17", "19"]
    assert HEIGHT + 16 + 16 <= 160
