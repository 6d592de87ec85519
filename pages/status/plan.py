"""One plan, goal by goal: weights, targets and results of this year and the last, trends and statuses."""

from __future__ import annotations

from db.audit.exports import Export
from export import workbook
from metrics.access import Action
from metrics.periods import find_danish_day
from metrics.plan.institution_history import find_resource
from pages.status.parts import decision_form, plan_sheet, status_reads, waiting_sheet
from pages.status.parts.direction import direction_reads, serving_sheet
from pages.ui import downloads, frame, moments, page_part, plan_choice, screen
from pages.ui.downloads import OfferedFile
from pages.ui.papers import paper_offer
from pages.ui.snapshot import read_part

page = frame.open_page("plan", titled=False)
moment = moments.read_moment(page.as_of, page.known_at, page.reader, page.today)
plan = plan_choice.find_asked_plan(page, moment)
moment = moment.of(plan)
owner = moment.catalogue.find_owner(plan)
before = moments.make_before(page.known_at, page.reader, page.today)
whose = find_resource(moment.catalogue.histories, plan.institution, page.today)

screen.draw(plan_sheet.draw_plan_trail(plan, page.writer(moment.catalogue)))
plan_choice.show_plan_title(page, moment, plan, f"{owner.name}: {plan.title}")
proposals = read_part(plan.institution).proposals if moment.until is None and page.as_of >= page.today else {}
if plan.id in proposals:
    screen.draw(waiting_sheet.draw_proposed(proposals[plan.id], plan, page.words))
screen.draw(status_reads.read_plan_sheet(moment, plan.id, before, page.writer(moment.catalogue)))
if page.may(Action.DECIDE, whose):
    screen.draw(status_reads.draw_plan_pay(moment, plan, page.words))
screen.draw(
    serving_sheet.draw_direction_of_plan(
        plan, direction_reads.find_directions_of(page, moment, plan), page.writer(moment.catalogue)
    )
)
plan_choice.show_shared_scenarios(page, moment, plan)
if page.may(Action.EXPORT, whose):
    facts = moment.facts
    name = workbook.write_file_name(plan.id, facts.as_of, find_danish_day(facts.known_at), page.words)
    downloads.offer_file(
        page.t("export.download"),
        OfferedFile(Export.WORKBOOK, plan.id, (owner.id,), name, workbook.MEDIA_TYPE),
        lambda: workbook.write_workbook(
            moment.scores[plan.id],
            status_reads.read_decided(moment, plan.id),
            moment.catalogue,
            page.words,
            page.today,
        ),
    )


@page_part.make_part
def show_papers() -> None:
    """Show which papers may be had, and in which formats."""
    paper_offer.show_papers(page, moment, plan, before, kinds)


if kinds := paper_offer.list_kinds(page, whose):
    show_papers()


@page_part.make_part
def show_decision_form() -> None:
    """Show the form for a decision."""
    after = status_reads.read_decided(moment, plan.id)
    decision_form.show_form(page, plan, after.decisions if after else ())


if plan.locked and page.may(Action.DECIDE, whose):
    show_decision_form()
