"""The entries of a yearly wheel in words: what each is, whose it is, how it stands, and where it is followed up."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date

from metrics.plan.catalogue import Catalogue
from metrics.wheel.wheel_entry import WheelEntry, WheelKind, WheelState
from metrics.wheel.year_wheel import count_kinds
from words import addresses
from words.directions.duty_line import write_due
from words.directions.standing_line import write_state
from words.language import Words

_OF_THEIR_OWN = {
    WheelState.DONE: (
        *(WheelKind.REPORT, WheelKind.MEETING, WheelKind.DIRECTION),
        *(WheelKind.SETTLEMENT, WheelKind.SIGNING),
    ),
    WheelState.AHEAD: (WheelKind.MEETING, WheelKind.DEVIATION),
    WheelState.PASSED: (WheelKind.DEVIATION,),
}
"""The kinds that have a word of their own for a state."""
STATE_KEYS = sorted(
    [
        *(state.value for state in WheelState),
        *(f"{state}_{kind}" for state, kinds in _OF_THEIR_OWN.items() for kind in kinds),
    ]
)


def name_entry(entry: WheelEntry, words: Words) -> str:
    """Name an entry, without whose it is."""
    match entry.kind:
        case WheelKind.REPORT | WheelKind.MEETING:
            key = "deadline.report" if entry.kind is WheelKind.REPORT else "wheel.meeting"
            return words.t(key, period=words.period(entry.number))
        case WheelKind.DIRECTION:
            return words.t("wheel.direction", title=entry.text, quarter=words.period(entry.number))
        case WheelKind.DEVIATION:
            return words.t("agreed.deviation", goal=entry.number)
        case WheelKind.SETTLEMENT:
            step, _, year = entry.number.partition("-")
            return words.t(f"wheel.settlement_{step}", year=year)
        case WheelKind.SIGNING:
            return words.t("wheel.plan_of", title=entry.text) if entry.text else words.t("wheel.next_plan")
        case WheelKind.DUTY:
            return entry.text


def name_whose(entry: WheelEntry, catalogue: Catalogue) -> str:
    """Name whose an entry is: the institution as it was called on the day, or the area."""
    return entry.area or catalogue.find_institution(entry.institution, entry.day).name


def write_entry_state(entry: WheelEntry, words: Words) -> str:
    """Write how an entry stands in a word or two."""
    if entry.standing and entry.state is not WheelState.LATE:
        triggered = entry.standing.occurrence and entry.standing.occurrence.trigger
        return (
            words.t("duty.open")
            if triggered and not entry.standing.said
            else write_state(entry.standing, words)
        )
    own = entry.kind in _OF_THEIR_OWN.get(entry.state, ())
    return words.t(f"wheel.state_{entry.state}_{entry.kind}" if own else f"wheel.state_{entry.state}")


def write_entry_day(entry: WheelEntry, words: Words) -> str:
    """Write the day of an entry, what set it off, and the last working day where that is another."""
    one = entry.standing.occurrence if entry.standing else None
    told = write_due(one, words) if one else words.date(entry.day)
    if entry.working_day == entry.day:
        return told
    return words.t("deadline.last", due=told, last=words.date(entry.working_day))


def find_entry_page(entry: WheelEntry) -> tuple[str, dict[str, str]]:
    """Find the page where an entry is followed up, and what is asked of it."""
    plan = {"plan": entry.plan}
    about = {"area": entry.area} if entry.area else {"institution": entry.institution}
    pages: dict[WheelKind, tuple[str, dict[str, str]]] = {
        WheelKind.REPORT: ("report", {**plan, "quarter": entry.number}),
        WheelKind.MEETING: ("meeting", {**about, "quarter": entry.number}),
        WheelKind.DUTY: ("wheel", {**about, "year": str(entry.day.year)}),
        WheelKind.DIRECTION: ("direction", plan),
        WheelKind.DEVIATION: ("goal", {**plan, "goal": entry.number}),
        WheelKind.SETTLEMENT: ("annual", plan),
        WheelKind.SIGNING: ("plan", plan),
    }
    return pages[entry.kind]


def link_to_entry(entry: WheelEntry, words: Words) -> str:
    """Return the path of the page where an entry is followed up."""
    key, query = find_entry_page(entry)
    return addresses.make_path(key, query, words.lang)


def describe_wheel(name: str, year: int, entries: Sequence[WheelEntry], words: Words) -> str:
    """Describe the picture of a year in one text: whose it is, the year, and how many there are of each kind."""
    return words.t("wheel.alt", name=name, year=year, told=_count(entries, words))


def write_summary(
    year: int, entries: Sequence[WheelEntry], before: Sequence[WheelEntry], words: Words
) -> str:
    """Write how many entries there are of each kind in the year, how many are done, and how many are late."""
    late = sum(one.state is WheelState.LATE for one in (*before, *entries))
    told = [words.t("wheel.empty", year=year)]
    if entries:
        done = sum(one.state is WheelState.DONE for one in entries)
        told = [words.t("wheel.told", year=year, told=_count(entries, words)), words.n("wheel.done", done)]
    return " ".join([*told, *([words.n("wheel.late", late)] if late else [])])


def _count(entries: Sequence[WheelEntry], words: Words) -> str:
    return words.list([words.n(f"wheel.count_{kind}", count) for kind, count in count_kinds(entries).items()])


def group_months(
    year: int, entries: Sequence[WheelEntry], before: Sequence[WheelEntry], words: Words
) -> Iterator[tuple[str, Sequence[WheelEntry]]]:
    """Group the entries by month, those of before the year first; months without any are left out."""
    if before:
        yield words.t("wheel.before", year=year), before
    for month in range(1, 13):
        found = [one for one in entries if one.day.month == month]
        if found:
            yield words.month_name(date(year, month, 1)).capitalize(), found
