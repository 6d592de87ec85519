"""The yearly wheel: what returns in an institution's year, month by month, how each time stands, and a form for it."""

from __future__ import annotations

from pages.status.parts.duties import duty_choice, duty_form, duty_sheet
from pages.ui import frame, moments, page_part, screen

page = frame.open_page("wheel", titled=False)
moment = moments.read_moment(page.as_of, page.known_at, page.reader, page.today)
views = duty_choice.find_asked_duties(page, moment)
writer, owner = page.writer(moment.catalogue), views[0].owner

has_plans = any(plan.institution == owner.id for plan in moment.agreed)
screen.draw(duty_sheet.draw_wheel_trail(views[0], writer, has_plans=has_plans))
page.show_title(page.t("wheel.title", institution=owner.name, year=views[0].year), fictional=owner.fictional)
for view in views:
    screen.draw(duty_sheet.draw_duty_summary(view, page.words), duty_sheet.draw_times(view, writer))


@page_part.make_part
def show_duty_form() -> None:
    """Show the form for the first of the plans that something may be said of."""
    duty_form.show_duty_form(page, *said_of[0])


said_of = [(view, kinds) for view in views if (kinds := duty_form.list_duty_kinds(page, moment, view))]
if said_of:
    show_duty_form()
for view in views:
    screen.draw(duty_sheet.draw_duties(view, page.words))
