"""Rules of recurrence: the days they give, and those that are refused."""

from __future__ import annotations

from datetime import date

import pytest

from metrics.duties.recurrence import find_rule_problems, list_days, read_pace, write_rule

APRIL = date(2025, 4, 9)


def codes(rule: str, first: date = APRIL) -> list[str]:
    return [one.code for one in find_rule_problems(rule, first, "rule")]


@pytest.mark.parametrize(
    ("rule", "first", "days"),
    [
        ("FREQ=YEARLY", APRIL, ["2025-04-09", "2026-04-09", "2027-04-09"]),
        ("FREQ=YEARLY;INTERVAL=3", APRIL, ["2025-04-09", "2028-04-09", "2031-04-09"]),
        # 29 February is meant as the last of February.
        ("FREQ=YEARLY", date(2024, 2, 29), ["2024-02-29", "2025-02-28", "2026-02-28"]),
        ("FREQ=MONTHLY;BYMONTHDAY=-1", date(2025, 1, 31), ["2025-01-31", "2025-02-28", "2025-03-31"]),
        (
            "FREQ=MONTHLY;INTERVAL=6;BYMONTHDAY=-1",
            date(2025, 8, 31),
            ["2025-08-31", "2026-02-28", "2026-08-31"],
        ),
        ("FREQ=MONTHLY;BYDAY=2MO", date(2025, 1, 13), ["2025-01-13", "2025-02-10", "2025-03-10"]),
        ("FREQ=WEEKLY;INTERVAL=2", date(2025, 1, 6), ["2025-01-06", "2025-01-20", "2025-02-03"]),
        (
            "FREQ=MONTHLY;BYDAY=MO,TU,WE,TH,FR;BYSETPOS=-1",
            date(2025, 5, 30),
            ["2025-05-30", "2025-06-30", "2025-07-31"],
        ),
    ],
)
def test_a_rule_gives_the_days_it_means(rule: str, first: date, days: list[str]) -> None:
    assert codes(rule, first) == []
    assert [day.isoformat() for day in list_days(rule, first)[:3]] == days


def test_a_rule_ends_by_itself_or_with_its_plan() -> None:
    assert len(list_days("FREQ=YEARLY;COUNT=3", APRIL)) == 3
    assert list_days("FREQ=YEARLY;UNTIL=20260409", APRIL)[-1] == date(2026, 4, 9)
    assert list_days("FREQ=YEARLY;COUNT=3", APRIL, date(2026, 12, 31))[-1] == date(2026, 4, 9)
    assert write_rule("FREQ=YEARLY;COUNT=3", APRIL, date(2099, 1, 1)) == "FREQ=YEARLY;UNTIL=20270409"
    assert write_rule("FREQ=YEARLY", APRIL, date(2026, 12, 31)) == "FREQ=YEARLY;UNTIL=20261231"
    assert list_days("FREQ=YEARLY", APRIL)[-1] == date(2100, 4, 9)


@pytest.mark.parametrize(
    ("rule", "code"),
    [
        ("FREQ=SECONDLY", "duty_too_often"),
        ("FREQ=DAILY", "duty_too_often"),
        ("FREQ=WEEKLY;BYDAY=MO,WE,FR", "duty_too_often"),
        ("FREQ=YEARLY;COUNT=1", "duty_never_returns"),
        ("FREQ=YEARLY;BYMONTH=2;BYMONTHDAY=30", "duty_never_returns"),
        ("FREQ=YEARLY;INTERVAL=200", "duty_never_returns"),
        ("FREQ=YEARLY;UNTIL=20250408", "ends_before_it_begins"),
        ("FREQ=MONTHLY;BYMONTHDAY=31", "day_not_in_every_month"),
        ("FREQ=YEARLY;BYMONTH=2;BYMONTHDAY=29", "day_not_in_every_month"),
        ("FREQ=YEARLY;BYMONTH=5;BYMONTHDAY=1", "first_day_not_of_the_rule"),
        ("FREQ=YEARLY;UNTIL=20269999", "rule_unreadable"),
        ("FREQ=YEARLY;COUNT=2;UNTIL=20300101", "rule_unreadable"),
        ("FREQ=YEARLY;BYHOUR=1,2", "rule_unreadable"),
        ("FREQ=YEARLY;FREQ=MONTHLY", "rule_unreadable"),
        ("FREQ=YEARLY;INTERVAL=0", "rule_unreadable"),
        ("FREQ=WEEKLY;BYMONTHDAY=1", "rule_unreadable"),
        ("FREQ=YEARLY;BYSETPOS=1", "rule_unreadable"),
        ("INTERVAL=2", "rule_unreadable"),
        ("hvert år", "rule_unreadable"),
    ],
)
def test_a_rule_that_never_returns_comes_too_often_or_skips_is_refused(rule: str, code: str) -> None:
    first = date(2025, 4, 7) if "BYDAY" in rule else APRIL
    assert code in codes(rule, first)


def test_a_month_s_last_days_are_not_skipped_without_a_word() -> None:
    assert codes("FREQ=MONTHLY", date(2025, 1, 30)) == ["day_not_in_every_month"]
    assert codes("FREQ=MONTHLY", date(2025, 1, 28)) == []
    assert codes("FREQ=MONTHLY;BYMONTHDAY=-30", date(2025, 1, 2)) == ["day_not_in_every_month"]


def test_the_pace_of_a_rule() -> None:
    assert read_pace("FREQ=MONTHLY;INTERVAL=3") == ("MONTHLY", 3)
    assert read_pace("FREQ=YEARLY") == ("YEARLY", 1)
