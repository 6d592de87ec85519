"""One plan, goal by goal: weight, targets, results of this year and the last, trend and status."""

from __future__ import annotations

from db.audit.exports import Export
from export import workbook
from metrics.access import Action, Resource
from pages.status.parts import decision_form
from pages.ui import data, downloads, frame
from pages.ui.downloads import File

page = frame.open_page("plan", titled=False)
moment = data.moment(page.as_of, page.known_at, page.reader, page.today)
plan = frame.asked_plan(page, moment)
owner = moment.catalogue.institutions[plan.institution]
whose = Resource(owner.id, owner.ministry_area)

page.show_title(f"{owner.name}: {plan.title}", fictional=owner.fictional)
frame.draw(data.plan_sheet(moment, plan.id, page.lang, page.link))
if page.may(Action.EXPORT, whose):
    name = f"{plan.id}-{page.as_of}.xlsx"
    downloads.offer(
        page.t("export.download"),
        File(Export.WORKBOOK, plan.id, (owner.id,), name, workbook.MEDIA_TYPE),
        lambda: workbook.workbook(
            moment.scores[plan.id], data.decided(moment, plan.id), moment.catalogue, page.words
        ),
    )


@frame.part
def decide() -> None:
    """The form for a decision, on a plan that is in force."""
    after = data.decided(moment, plan.id)
    decision_form.show(page, plan, after.decisions if after else ())


if plan.locked and not plan.closed and page.may(Action.DECIDE, whose):
    decide()
