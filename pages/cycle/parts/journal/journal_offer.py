"""What of the journal is asked for, and the extract of it that can be fetched."""

from __future__ import annotations

from dataclasses import replace

import streamlit as st

from db.audit.exports import Export
from export.filing.journal_file import EXTRACT_TYPES, ExtractFormat, write_extract
from metrics.access import Action
from metrics.filing.journal import JournalQuery
from metrics.plan.terms import Party
from pages.cycle.parts.journal import journal_reads
from pages.cycle.parts.journal.journal_reads import OpenJournal
from pages.ui import downloads, screen, widgets
from pages.ui.downloads import OfferedFile
from pages.ui.draw import marks

INSTITUTION, PLAN, SINCE, UNTIL, MISSING = "institution", "plan", "from", "to", "missing"


def ask_query(opened: OpenJournal) -> OpenJournal:
    """Show the filters; return the journal with what they ask for."""
    page, t = opened.page, opened.page.t
    names = {key: opened.catalogue.find_institution(key, page.today).name for key in _list_owners(opened)}
    owners = sorted(names, key=lambda key: names[key])
    options: dict[str, list[str]] = {INSTITUTION: owners, MISSING: [*opened.parties]}
    with st.container(horizontal=True, key="m-filters"):
        owner = widgets.draw_choice(
            INSTITUTION,
            t("page.institution"),
            ["", *owners],
            lambda key: names[key] if key else t("journal.any_institution"),
        )
        plans = [plan for plan in opened.plans.values() if plan.locked and owner in ("", plan.institution)]
        options[PLAN] = [plan.id for plan in sorted(plans, key=lambda one: (one.start, one.id), reverse=True)]
        plan = widgets.draw_choice(
            PLAN,
            t("page.plan"),
            ["", *options[PLAN]],
            lambda key: _name_plan(opened, key, names) if key else t("journal.any_plan"),
        )
        since = widgets.ask_day(SINCE, t("record.from"), page.lang)
        until = widgets.ask_day(UNTIL, t("record.to"), page.lang)
        missing = ""
        if opened.parties:
            missing = widgets.draw_choice(
                MISSING,
                t("journal.show"),
                ["", *opened.parties],
                lambda key: t(f"journal.without_{key}") if key else t("journal.every"),
            )
    for unknown in filter(None, (widgets.find_unknown(name, found) for name, found in options.items())):
        screen.say(t("overview.unknown", value=unknown))
    found = JournalQuery(plan, owner, "", since, until, Party(missing) if missing else None)
    return replace(opened, query=found)


def _list_owners(opened: OpenJournal) -> set[str]:
    return {owner for entry in opened.entries for owner in entry.document.owners}


def _name_plan(opened: OpenJournal, key: str, names: dict[str, str]) -> str:
    plan = opened.plans[key]
    return f"{names.get(plan.institution, plan.institution)}: {plan.title}"


def offer_extract(opened: OpenJournal) -> None:
    """Offer an extract of a plan's documents and facts; where no plan is chosen, say that one is to be."""
    page, query = opened.page, opened.query
    st.header(page.t("filed.extract_title"), anchor=False)
    if not query.plan:
        screen.draw(marks.draw_lead(page.t("journal.choose_plan")))
        return
    owner = opened.plans[query.plan].institution
    if owner not in opened.scopes[Action.EXPORT]:
        return
    screen.draw(marks.draw_lead(page.t("journal.extract_note")))
    with st.container(horizontal=True, vertical_alignment="bottom", key="m-papers"):
        form = ExtractFormat(
            widgets.draw_choice(
                "format",
                page.t("paper.choose_format"),
                [*ExtractFormat],
                lambda code: page.t(f"journal.format_{code}"),
            )
        )
        name = f"{query.plan}-{page.t('journal.file')}-{page.today}.{form}"
        file = OfferedFile(Export.EXTRACT, query.plan, (owner,), name, EXTRACT_TYPES[form])
        downloads.offer_file(
            page.t("journal.get_extract"),
            file,
            lambda: write_extract(journal_reads.read_extract(opened), form, page.words),
        )
