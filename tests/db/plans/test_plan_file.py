"""Plan files: every kind of bad input with its place, and all of it at once."""

from __future__ import annotations

from decimal import Decimal

import pytest

from db.plans import plan_file
from metrics.errors import InvalidInput, Problem
from words.language import read_catalogue

GOOD = """\
id = "plan-2017"
title = "Plan 2017"
institution = "inst"
department = "Departementet"
start = 2017-01-01
end = 2017-12-31
document_date = 2016-12-12
source = "Planen"

[[signatures]]
party = "department"
organisation = "Departementet"
role = "Departementschef"
on = 2016-12-12

[scoring]
weights = "given"

[[goals]]
number = "1"
title = "Sager"
weight = 60
rule = "any"

[[goals.criteria]]
number = "1.1"
title = "Andel"
[goals.criteria.compare]
value = { indicator = "andel" }
operator = ">="
target.by_year = [
  { year = 2016, number = 88.5 },
  { year = 2017, number = 90 },
]

[[goals.criteria]]
number = "1.2"
title = "Afvigelse"
within = { value = { indicator = "andel" }, tolerance = { number = 2 } }

[[goals]]
number = "2"
title = "Milepæle"
weight = 40

[[goals.criteria]]
number = "2.1"
title = "Oplæg"
milestone = { due = 2017-03-31 }

[[goals.criteria]]
number = "2.2"
title = "Indført"
milestone = { due = 2017-09-30, depends_on = "2.1" }

[[institutions]]
id = "inst"
name = "Institutionen"
ministry_area = "Området"

[[indicators]]
id = "andel"
institution = "inst"
name = "Andel"
unit = "percent"

[[observations]]
indicator = "andel"
institution = "inst"
period = "2016"
value = 78.9
"""
FIRST = "goals[1].criteria[1.1].compare"


def changed(*changes: tuple[str, str]) -> str:
    text = GOOD
    for old, new in changes:
        assert text.count(old) >= 1, old
        text = text.replace(old, new, 1)
    return text


def problems(text: str) -> list[Problem]:
    with pytest.raises(InvalidInput) as refused:
        plan_file.parse_plan(text)
    return list(refused.value.problems)


def places(text: str) -> list[tuple[str, str]]:
    return [(p.code, p.place) for p in problems(text)]


def test_the_file_the_cases_start_from_is_good() -> None:
    assert plan_file.parse_plan(GOOD).id == "plan-2017"


EXTRA_GOAL = """\
[[goals]]
number = "1"
title = "Igen"
weight = 0
[[goals.criteria]]
number = "3.1"
title = "x"
assessed = { due = 2017-12-31 }

"""
AGAIN = '[[indicators]]\nid = "andel"\ninstitution = "inst"\nname = "x"\nunit = "count"\n'
OWNER_AGAIN = '[[institutions]]\nid = "inst"\nname = "x"\nministry_area = "x"\n'
RESULT_AGAIN = '[[observations]]\nindicator = "andel"\ninstitution = "inst"\nperiod = "2016"\nvalue = 1\n'
TWICE = RESULT_AGAIN + "[[observations]]"
CRITERIA_OF_2 = GOOD[GOOD.index('[[goals.criteria]]\nnumber = "2.1"') : GOOD.index("[[institutions]]")]
FALLING = "grade.points = [{ at = 1, earns = 1 }, { at = 0, earns = 0 }]"
OWNER, OWNER_UNKNOWN = 'institution = "inst"', 'institution = "anden"'
READING, ELSEWHERE = '{ indicator = "andel" }', '{ indicator = "andel", institution = "inst" }'
NESTED = "".join(
    f'[[goals.{".".join(["criteria"] * (depth + 1))}]]\nnumber = "3.{depth}"\ntitle = "x"\n'
    for depth in range(12)
)
DEEP = f'[[goals]]\nnumber = "3"\ntitle = "Dybt"\nweight = 0\n{NESTED}assessed = {{ due = 2017-12-31 }}\n\n'
DEEP_PLACE = "goals[3]" + "".join(f".criteria[3.{depth}]" for depth in range(11))
INSTITUTIONS = "[[institutions]]"
SINGLE = '[[goals.criteria]]\nnumber = "1.1"\ntitle = "x"\nassessed = { due = 2018-12-31 }\n\n'
PATH_TARGET = GOOD[GOOD.index("target.by_year") : GOOD.index('[[goals.criteria]]\nnumber = "1.2"')]
BASE = "baseline = { number = 500 }"
GROWN_FROM_PATH = (
    "target = { baseline = { by_year = [{ year = 2016, number = 500 }] }, rate = 6, since = 2015 }\n"
)
POOLED_UNKNOWN = 'target = { pooled = [{ indicator = "x" }] }\n'
WEIGHT_UNKNOWN = ', over = "weighted", weight = "x" }'
RATIO = "numerator = 1\ndenominator = 2\n"
OPERATOR = 'operator = ">="\n'
GRADE = "goals[1].grade.points[#1]"
AT_RISK = 'grade.points = [{ at = 0, earns = 0, status = "at_risk" }]'
DEPENDENT = 'milestone = { due = 2017-09-30, depends_on = "2.1" }'
SCALE = 'assessed = {{ due = 2017-09-30, scale = [{{ word = "godt", earns = {} }}] }}'
SCALE_PLACE = "goals[2].criteria[2.2].assessed.scale"

CASES: list[tuple[str, str, list[tuple[str, str]]]] = [
    # code, place, changes
    ("indicator_unknown", "goals[1].criteria[1.1].value", [(READING, '{ indicator = "anden" }')]),
    ("indicator_unknown", "observations[anden 2016]", [('indicator = "andel"\ninst', 'indicator = "anden"\ninst')]),
    ("goal_duplicate", "goals[1]", [(INSTITUTIONS, EXTRA_GOAL + INSTITUTIONS)]),
    ("criterion_duplicate", "criteria[1.1]", [('"1.2"', '"1.1"')]),
    ("criterion_duplicate", "criteria[1.1]", [('number = "2.2"', 'number = "1.1"')]),
    ("weights_must_sum", "goals", [("weight = 60", "weight = 59.9")]),
    ("weight_missing", "goals[1]", [("weight = 60\n", ""), ("weight = 40", "weight = 100")]),
    ("dates_out_of_order", "end", [("end = 2017-12-31", "end = 2017-01-01")]),
    ("dates_out_of_order", "criteria[2.2].milestone.depends_on", [("due = 2017-03-31", "due = 2017-10-01")]),
    ("signed_after_end", "signatures", [("on = 2016-12-12", "on = 2018-01-01")]),
    ("due_before_start", "goals[2].criteria[2.1]", [("due = 2017-03-31", "due = 2016-12-31")]),
    ("number_as_text", f"{FIRST}.target.by_year[2017].number", [("number = 90", 'number = "ca. 90"')]),
    ("number_as_text", f"{FIRST}.target.by_year[2017].number", [("number = 90", "number = true")]),
    ("number_as_text", f"{FIRST}.target.by_year[2017].number", [("number = 90", "number = nan")]),
    ("number_as_text", "observations[andel 2016].value", [("value = 78.9", 'value = "78.9"')]),
    ("decimal_comma", f"{FIRST}.target.by_year[2017].number", [("number = 90", 'number = "90,5"')]),
    ("number_too_fine", "observations[andel 2016].value", [("78.9", "78.1234567891")]),
    ("out_of_range", "observations[andel 2016].value", [("78.9", "1e999999")]),
    ("out_of_range", "goals[1].weight", [("weight = 60", "weight = -1")]),
    ("out_of_range", f"{FIRST}.target.by_year[1899].year", [("year = 2016", "year = 1899")]),
    ("out_of_range", "start", [("start = 2017-01-01", "start = 0001-01-01")]),
    ("out_of_range", "end", [("end = 2017-12-31", "end = 9999-12-31")]),
    ("out_of_range", f"{FIRST}.value.offset", [('"andel" }', '"andel", offset = 99999999 }')]),
    ("whole_number_needed", f"{FIRST}.target.by_year[2016].year", [("year = 2016", 'year = "2016"')]),
    ("date_needed", "start", [("start = 2017-01-01", 'start = "2017-01-01"')]),
    ("date_needed", "start", [("start = 2017-01-01", "start = 2017-01-01T00:00:00")]),
    ("date_needed", "goals[2].criteria[2.1].milestone.due", [("due = 2017-03-31", "due = 1490918400")]),
    ("yes_no_needed", "goals[1].scored", [("weight = 60", 'weight = 60\nscored = "nej"')]),
    ("text_needed", "goals[1].number", [('number = "1"', "number = 1")]),
    ("text_empty", "goals[1].title", [('title = "Sager"', 'title = "  "')]),
    ("text_too_long", "goals[1].title", [("Sager", "x" * 4001)]),
    ("not_understood", "goals[1].title", [("Sager", "a\\u0000b")]),
    ("key_form", "id", [('"plan-2017"', '"Plan 2017"')]),
    ("key_form", "goals[1 a].number", [('number = "1"', 'number = "1 a"')]),
    ("key_missing", "title", [('title = "Plan 2017"\n', "")]),
    ("key_missing", "goals[1].title", [('title = "Sager"\n', "")]),
    ("key_unknown", "titel", [('title = "Plan 2017"', 'title = "Plan 2017"\ntitel = "x"')]),
    ("key_unknown", "goals[1].vægt", [("weight = 60", 'weight = 60\n"vægt" = 1')]),
    ("not_allowed", "goals[1].rule", [('rule = "any"', 'rule = "some"')]),
    ("not_allowed", f"{FIRST}.operator", [('">="', '"≥"')]),
    ("quantity_kind", f"{FIRST}.value", [('{ indicator = "andel" }\noperator', '{ tal = 3 }\noperator')]),
    ("quantity_kind", f"{FIRST}.target", [(PATH_TARGET, "target = { rate = 6, since = 2016 }\n")]),
    ("path_without_plan_year", f"{FIRST}.target", [(PATH_TARGET, GROWN_FROM_PATH)]),
    ("indicator_unknown", "goals[1].criteria[1.1].target", [(PATH_TARGET, POOLED_UNKNOWN)]),
    ("indicator_unknown", "goals[1].criteria[1.1].value", [(READING, READING.replace("}", WEIGHT_UNKNOWN))]),
    ("weight_for_weighted", f"{FIRST}.value", [(READING, '{ indicator = "andel", over = "weighted" }')]),
    ("weight_for_weighted", f"{FIRST}.value", [(READING, '{ indicator = "andel", weight = "andel" }')]),
    ("unit_mismatch", "goals[1].criteria[1.1].target", [(PATH_TARGET, 'target = { number = 9, unit = "days" }\n')]),
    ("not_allowed", f"{FIRST}.operator", [(OPERATOR, 'operator = "="\npartial_from = { number = 80 }\n')]),
    ("one_of", "goals[2].criteria[2.1]", [("milestone = { due = 2017-03-31 }\n", "")]),
    ("one_of", "goals[2].criteria[2.1]", [("2017-03-31 }", "2017-03-31 }\nassessed = { due = 2017-03-31 }")]),
    ("one_of", f"{FIRST}.target.by_year[2017]", [("number = 90", "provisional = true")]),
    ("one_of", "observations[andel 2016]", [("value = 78.9", "numerator = 78.9")]),
    ("one_of", "observations[andel 2016]", [("value = 78.9", "value = 1\nnumerator = 1\ndenominator = 2")]),
    ("year_or_offset", f"{FIRST}.value", [('"andel" }', '"andel", year = 2016, offset = -1 }')]),
    ("year_or_offset", f"{FIRST}.value", [('"andel" }', '"andel", year = 2016, period = "2016" }')]),
    ("year_or_offset", f"{FIRST}.value", [('"andel" }', '"andel", shift = -1, period = "2016" }')]),
    ("period_invalid", f"{FIRST}.value.period", [('"andel" }', '"andel", period = "2016-10/2016-08" }')]),
    ("period_invalid", "observations[andel 2016K1].period", [('period = "2016"', 'period = "2016K1"')]),
    ("criteria_needed", "goals[2]", [(CRITERIA_OF_2, "criteria = []\n")]),
    ("outline_with_criteria", "goals[2]", [("weight = 40", "weight = 40\noutline = true")]),
    ("list_needed", "notes", [("[[signatures]]", 'notes = "x"\n[[signatures]]')]),
    ("table_needed", "reporting", [("[[signatures]]", "reporting = 14\n[[signatures]]")]),
    ("k_missing", "goals[1]", [('rule = "any"', 'rule = "at_least"')]),
    ("k_not_used", "goals[1]", [('rule = "any"', 'rule = "any"\nk = 1')]),
    ("k_not_used", "goals[2].criteria[2.1]", [('title = "Oplæg"', 'title = "Oplæg"\nk = 1')]),
    ("k_too_large", "goals[1]", [('rule = "any"', 'rule = "at_least"\nk = 3')]),
    ("weights_of_nothing", "goals[1]", [(f'"{title}"', f'"{title}"\nweight = 0') for title in ("Andel", "Afvigelse")]),
    ("grade_not_rising", "goals[1].grade", [("weight = 60", "weight = 60\n" + FALLING)]),
    ("grade_not_rising", "goals[2].criteria[2.1].grade", [('title = "Oplæg"', 'title = "Oplæg"\n' + FALLING)]),
    ("out_of_range", f"{GRADE}.earns", [("weight = 60", "weight = 60\ngrade.points = [{ at = 0, earns = 2 }]")]),
    ("out_of_range", f"{GRADE}.at", [("weight = 60", "weight = 60\ngrade.points = [{ at = -0.1, earns = 1 }]")]),
    ("not_allowed", f"{GRADE}.status", [("weight = 60", f'weight = 60\n{AT_RISK}')]),
    ("out_of_range", f"{SCALE_PLACE}[#1].earns", [(DEPENDENT, SCALE.format(1.01))]),
    ("nothing_scored", "goals[1]", [(f'"{title}"', f'"{title}"\nscored = false') for title in ("Andel", "Afvigelse")]),
    ("plan_longer_than_year", "end", [("end = 2017-12-31", "end = 2018-01-01")]),
    ("weight_not_used", "goals[1]", [('weights = "given"', 'weights = "none"'), ("weight = 40\n", "")]),
    ("key_missing", "suspended.reason", [("[[signatures]]", "suspended = { since = 2017-03-01 }\n[[signatures]]")]),
    ("one_of", "observations[andel 2016]", [("value = 78.9", "value = 78.9\nexempt = 1")]),
    ("out_of_range", "observations[andel 2016].exempt", [("value = 78.9", RATIO + "exempt = -1")]),
    ("not_allowed", "observations[andel 2016].precision", [("value = 78.9", 'value = 78.9\nprecision = "ca."')]),
    ("year_duplicate", f"{FIRST}.target", [("year = 2016", "year = 2017")]),
    ("path_without_plan_year", f"{FIRST}.target", [("year = 2017", "year = 2018")]),
    (
        "institution_unknown",
        "institution",
        [(OWNER, OWNER_UNKNOWN), (READING, ELSEWHERE), (READING + ", tol", ELSEWHERE + ", tol")],
    ),
    ("milestone_unknown", "criteria[2.2].milestone.depends_on", [('depends_on = "2.1"', 'depends_on = "9"')]),
    ("milestone_unknown", "criteria[2.2].milestone.depends_on", [('depends_on = "2.1"', 'depends_on = "1.1"')]),
    ("milestone_cycle", "criteria[2.2].milestone.depends_on", [('depends_on = "2.1"', 'depends_on = "2.2"')]),
    ("indicator_duplicate", "indicators[inst andel]", [("[[observations]]", AGAIN + "[[observations]]")]),
    ("institution_duplicate", "institutions[inst]", [("[[indicators]]", OWNER_AGAIN + "[[indicators]]")]),
    ("observation_duplicate", "observations[inst andel 2016]", [("[[observations]]", TWICE)]),
    ("nested_too_deep", DEEP_PLACE, [(INSTITUTIONS, DEEP + INSTITUTIONS)]),
]  # fmt: skip


@pytest.mark.parametrize(
    ("code", "place", "changes"), CASES, ids=[f"{c}-{i}" for i, (c, *_) in enumerate(CASES)]
)
def test_a_file_with_one_thing_wrong_says_what_and_where_and_nothing_else(
    code: str, place: str, changes: list[tuple[str, str]]
) -> None:
    assert places(changed(*changes)) == [(code, place)]


INSIDE = [
    ("key_missing", "rate", f"target = {{ {BASE}, since = 2016 }}"),
    ("number_as_text", "baseline.number", 'target = { baseline = { number = "x" }, rate = 6, since = 2016 }'),
    ("list_empty", "median_of", "target = { median_of = [] }"),
    ("number_as_text", "median_of[x].number", 'target = { median_of = [{ number = "x" }] }'),
    ("list_empty", "pooled", "target = { pooled = [] }"),
    ("key_missing", "pooled[2016].indicator", "target = { pooled = [{ year = 2016 }] }"),
]


@pytest.mark.parametrize(("code", "place", "target"), INSIDE)
def test_a_place_inside_a_composed_quantity_is_written_as_in_the_file(
    code: str, place: str, target: str
) -> None:
    assert places(changed((PATH_TARGET, target + "\n"))) == [(code, f"{FIRST}.target.{place}")]


def test_weights_are_refused_where_goals_weigh_the_same() -> None:
    found = places(changed(('weights = "given"', 'weights = "equal"')))
    assert found == [("weight_not_used", "goals[1]"), ("weight_not_used", "goals[2]")]


def test_a_plan_in_which_no_goal_counts_is_refused() -> None:
    found = places(changed(("weight = 60", "scored = false"), ("weight = 40", "scored = false")))
    assert ("nothing_scored", "goals") in found


def test_a_plan_over_several_years_may_have_milestones_and_nothing_measured() -> None:
    long = ("end = 2017-12-31", "end = 2019-12-31")
    goal_1 = GOOD[GOOD.index('rule = "any"') : GOOD.index('[[goals]]\nnumber = "2"')]
    only_assessed = goal_1[: goal_1.index("[[goals.criteria]]")] + SINGLE
    assert plan_file.parse_plan(changed(long, (goal_1, only_assessed))).end.year == 2019
    assert places(changed(("end = 2017-12-31", "end = 2018-01-01"))) == [("plan_longer_than_year", "end")]
    assert plan_file.parse_plan(changed(("end = 2017-12-31", "end = 2017-12-30"))).end.day == 30


def test_a_goal_with_one_criterion_that_counts_is_enough() -> None:
    found = plan_file.parse_plan(changed(('"Andel"', '"Andel"\nscored = false')))
    assert [criterion.scored for criterion in found.goal("1").criteria] == [False, True]


def test_weights_of_goals_are_refused_where_there_is_no_total() -> None:
    found = places(changed(('weights = "given"', 'weights = "none"')))
    assert found == [("weight_not_used", "goals[1]"), ("weight_not_used", "goals[2]")]


def test_a_circle_of_milestones_names_every_one_of_them() -> None:
    found = places(changed(("due = 2017-03-31", 'due = 2017-03-31, depends_on = "2.2"')))
    assert found == [("milestone_cycle", f"criteria[{n}].milestone.depends_on") for n in ("2.1", "2.2")]


def test_a_problem_carries_what_the_message_needs() -> None:
    (found,) = problems(changed(("weight = 60", "weight = 59.9")))
    assert found.params == {"total": Decimal("99.9"), "expected": Decimal(100)}
    (found,) = problems(changed(('"any"', '"some"')))
    assert found.params["value"] == "some"
    assert "at_least" in str(found.params["allowed"])
    (found,) = problems(changed(("number = 90", 'number = "90,5"')))
    assert found.params["value"] == "90,5"


def test_all_problems_of_a_file_come_at_once_also_those_between_its_parts() -> None:
    text = changed(
        ('title = "Plan 2017"\n', ""),
        ("number = 88.5", 'number = "88,5"'),
        ("due = 2017-03-31", "due = 2017-10-01"),
        ('indicator = "andel"\ninst', 'indicator = "anden"\ninst'),
        ('name = "Institutionen"\n', ""),
        (
            "[[observations]]",
            '[[observations]]\nindicator = "andel"\ninstitution = "inst"\nperiod = "2015"\n[[observations]]',
        ),
    )
    assert places(text) == [
        ("key_missing", "title"),
        ("decimal_comma", f"{FIRST}.target.by_year[2016].number"),
        ("key_missing", "institutions[inst].name"),
        ("one_of", "observations[andel 2015]"),
        ("dates_out_of_order", "criteria[2.2].milestone.depends_on"),
    ]
    with_title = text.replace('id = "plan-2017"', 'id = "plan-2017"\ntitle = "x"')
    assert ("indicator_unknown", "observations[anden 2016]") in places(with_title)


def test_what_one_bad_goal_leads_to_is_not_told_as_more_problems() -> None:
    text = changed(('title = "Milepæle"', "title = 5"), ('title = "Indført"', 'title = "Indført"\nnote = ""'))
    assert places(text) == [("text_needed", "goals[2].title"), ("text_empty", "goals[2].criteria[2.2].note")]
    text = changed(
        ("weight = 60", "weight = 60\nscored = 1"),
        ("milestone = { due = 2017-09-30, ", "milestone = { due = 2017-09-30, "),
    )
    assert places(text) == [("yes_no_needed", "goals[1].scored")]


def test_goals_without_a_number_are_not_duplicates_of_each_other() -> None:
    text = changed(('number = "1"\n', ""), ('number = "2"\n', ""))
    assert places(text) == [("key_missing", "goals[#1].number"), ("key_missing", "goals[#2].number")]


def test_every_line_with_a_decimal_comma_is_named() -> None:
    found = problems(changed(("88.5", "88,5"), ("78.9", "78,9")))
    lines = GOOD.split("\n")
    expected = [n for n, line in enumerate(lines, 1) if "88.5" in line or "78.9" in line]
    assert [(p.code, p.params["line"]) for p in found] == [("decimal_comma_line", n) for n in expected]
    assert found[1].params["text"] == "value = 78,9"


def test_text_that_is_not_toml_names_the_line() -> None:
    (found,) = problems(changed(("weight = 60", "weight = ca. 60")))
    assert (found.code, found.params["line"]) == (
        "toml_syntax",
        GOOD[: GOOD.index("weight = 60")].count("\n") + 1,
    )
    assert found.params["text"] == "weight = ca. 60"


@pytest.mark.parametrize(
    "text", ["x = " + "[" * 30_000, "x = " + "9" * 5_000, "hello", "x = 2017-02-30", 'x = "\x00"']
)
def test_text_that_breaks_the_parser_is_a_message_and_not_a_crash(text: str) -> None:
    assert [p.code for p in problems(text)] == ["toml_syntax"]


def test_criteria_nested_without_end_are_a_message_and_not_a_crash() -> None:
    nested = "".join(
        f'[[goals.{".".join(["criteria"] * depth)}]]\nnumber = "a{depth}"\n' for depth in range(1, 400)
    )
    found = problems(changed((INSTITUTIONS, f'[[goals]]\nnumber = "3"\n{nested}{INSTITUTIONS}')))
    assert found


@pytest.mark.parametrize("language", ["da", "en"])
def test_every_problem_of_the_cases_has_words(language: str) -> None:
    words = read_catalogue(language)
    assert [code for code, *_ in CASES if f"error.{code}" not in words] == []
