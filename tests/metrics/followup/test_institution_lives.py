"""What became of institutions: each event told by both parties to it, on the day and not before."""

from __future__ import annotations

from datetime import UTC, date, datetime

from metrics.followup.institution_lives import LifeEvent, LifeEventKind, find_parts, list_life
from metrics.plan.institution_history import InstitutionChange, InstitutionHistory, build_history
from metrics.plan.model import Institution

MOMENT = datetime(2026, 1, 1, tzinfo=UTC)
D16, D17, D18, D19, D20 = (date(year, 1, 1) for year in range(2016, 2021))


def change(of: str, since: date, **said: str) -> InstitutionChange:
    return InstitutionChange(of, since, MOMENT, "R", **said)


def histories(*changes: InstitutionChange) -> dict[str, InstitutionHistory]:
    first = {key: Institution(id=key, name=key, ministry_area=key.upper()) for key in "abc"}
    return {
        key: build_history(one, [c for c in changes if c.institution == key]) for key, one in first.items()
    }


KNOWN = histories(
    change("a", D16, name="New"),
    change("a", D16, ministry_area="Other"),
    change("a", D17, successor="b"),
    change("a", D19, successor="a"),
    change("c", D18, origin="b"),
)


def test_what_happened_is_told_with_its_day_the_earliest_first() -> None:
    assert list_life(KNOWN, "a", D20) == [
        LifeEvent(D16, LifeEventKind.RENAMED, "New"),
        LifeEvent(D16, LifeEventKind.MOVED, "Other"),
        LifeEvent(D17, LifeEventKind.MERGED, other="b"),
        LifeEvent(D19, LifeEventKind.ALONE, other="b"),
    ]
    assert list_life(KNOWN, "b", D20) == [
        LifeEvent(D17, LifeEventKind.TOOK_IN, other="a"),
        LifeEvent(D18, LifeEventKind.GAVE_OFF, other="c"),
        LifeEvent(D19, LifeEventKind.LET_GO, other="a"),
    ]
    assert list_life(KNOWN, "c", D20) == [LifeEvent(D18, LifeEventKind.SPLIT_OFF, other="b")]
    assert list_life(histories(), "a", D20) == []


def test_what_is_to_come_is_not_told() -> None:
    assert [event.kind for event in list_life(KNOWN, "b", date(2017, 12, 31))] == [LifeEventKind.TOOK_IN]
    assert list_life(KNOWN, "c", date(2017, 12, 31)) == []


def test_the_parts_of_an_institution_are_those_of_the_day_also_by_way_of_another() -> None:
    assert find_parts(KNOWN, "b", D18) == {"a": D17}
    assert find_parts(KNOWN, "b", D19) == find_parts(KNOWN, "b", date(2016, 12, 31)) == {}
    chain = histories(change("a", D16, successor="b"), change("b", D18, successor="c"))
    assert find_parts(chain, "c", D20) == {"a": D18, "b": D18}
    again = histories(
        *(change("a", day, successor=into) for day, into in ((D16, "b"), (D17, "a"), (D18, "b")))
    )
    assert find_parts(again, "b", D20) == {"a": D18}
