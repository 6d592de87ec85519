"""What the reader has to do now, and each area they see: how its institutions are likely to end, and what is due."""

from __future__ import annotations

from metrics.access import Action
from pages.status.parts import overview_sheet, status_reads, to_do, track_record
from pages.status.parts.areas import areas_first, late_beside
from pages.ui import area_choice, empty_day, frame, moments, page_part, people, screen

page = frame.open_page("overview")


@page_part.make_part
def show_plans() -> None:
    """Show the areas, or the one that is chosen."""
    moment = moments.read_moment(page.as_of, page.known_at, page.reader, page.today)
    before = moments.make_before(page.known_at, page.reader, page.today)
    areas = moment.areas
    if not areas:
        empty_day.tell_no_plans(page)
        return
    empty_day.tell_nothing_reported(page, moment, moment.followed)
    many = area_choice.are_many({plan.institution for plan in moment.agreed}, areas)
    area = areas_first.show_many(page, moment, areas) if many else area_choice.ask_area(page, areas)
    if not many:
        late_beside.show_late(page, moment, area)
    if many and not area:
        return
    writer = page.writer(moment.catalogue)
    decides = people.find_permitted(moment.catalogue, page.reader, Action.DECIDE, page.today)
    only = area if many else ""
    screen.draw(status_reads.read_overview(moment, before, writer, decides=decides, only=only))
    if not many:
        screen.draw(overview_sheet.draw_only(areas.index(area) if area else None))


to_do.show_to_do(page)
show_plans()
if page.may(Action.DECIDE):
    track_record.show_track_record(page)
