"""Who may open each page and use each command, as it is meant to be: written out, not computed from the product.

A cell is somebody (a role, and how it is held), a page or a command, and whose institution it is about.
"""

from __future__ import annotations

from collections.abc import Mapping, Set
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from enum import StrEnum

from metrics.access import Grant, Role
from metrics.periods import find_danish_day

READER, REPORTER, CHIEF, DEPUTY = Role.READER, Role.REPORTER, Role.CHIEF, Role.DEPUTY
DESK, CONTROLLER, HEAD, ADMINISTRATOR, AUDITOR = (
    Role.DESK,
    Role.CONTROLLER,
    Role.HEAD,
    Role.ADMINISTRATOR,
    Role.AUDITOR,
)
READING = {READER, REPORTER, CHIEF, DEPUTY, DESK, CONTROLLER, HEAD, AUDITOR}
REPORTING = {REPORTER, CHIEF, DEPUTY, CONTROLLER}

OWN, NEIGHBOUR, ELSEWHERE = "eksempel-ankenaevn", "eksempel-tilsyn", "cpr"
"""An institution, another of the same ministry area, and one of another area."""
OWNERS = (OWN, NEIGHBOUR, ELSEWHERE)
AREAS = {
    OWN: "Digitaliserings- og Borgerministeriet (opdigtet)",
    NEIGHBOUR: "Digitaliserings- og Borgerministeriet (opdigtet)",
    ELSEWHERE: "Social- og Indenrigsministeriet",
}


class Held(StrEnum):
    """How far a grant reaches, or why it does not hold."""

    INSTITUTION = "institution"
    AREA = "area"
    ALL = "all"
    ENDED = "ended"
    NOT_BEGUN = "not_begun"
    NOTHING = "nothing"


REACHED: Mapping[Held, set[str]] = {
    Held.INSTITUTION: {OWN},
    Held.AREA: {OWN, NEIGHBOUR},
    Held.ALL: {OWN, NEIGHBOUR, ELSEWHERE},
    Held.ENDED: set(),
    Held.NOT_BEGUN: set(),
    Held.NOTHING: set(),
}


@dataclass(frozen=True, slots=True)
class Somebody:
    """A person with one grant, or with none."""

    role: Role | None
    held: Held

    @property
    def address(self) -> str:
        """What the sign-in knows them by."""
        return f"{self.role or 'nobody'}.{self.held}@example.dk"

    @property
    def reached(self) -> set[str]:
        """The institutions their role holds for."""
        return REACHED[self.held]

    def grant(self) -> Grant:
        """Their grant; those that do not hold are a day off."""
        assert self.role
        long_ago, today, day = date(2020, 1, 1), find_danish_day(datetime.now(UTC)), timedelta(days=1)
        end = today + 365 * day if self.role is DEPUTY else None  # a delegation is for a time
        match self.held:
            case Held.ALL:
                return Grant(self.role, long_ago, end)
            case Held.AREA:
                return Grant(self.role, long_ago, end, area=AREAS[OWN])
            case Held.ENDED:
                return Grant(self.role, long_ago, today - day, institution=OWN)
            case Held.NOT_BEGUN:
                return Grant(self.role, today + day, end, institution=OWN)
            case _:
                return Grant(self.role, long_ago, end, institution=OWN)


NOBODY = Somebody(None, Held.NOTHING)
GRANTED = [Somebody(role, held) for role in Role for held in Held if held is not Held.NOTHING]
EVERYBODY = [*GRANTED, NOBODY]

PAGES: dict[str, set[Role]] = {
    "overview": READING,
    "development": READING,
    "institution": READING,
    "plan": READING,
    "goal": READING,
    "direction": READING,
    "wheel": READING,
    "risk": READING,
    "report": READING,
    "meeting": {REPORTER, CHIEF, DEPUTY, CONTROLLER, HEAD},
    "annual": READING,
    "journal": READING,
    "whatif": READING,
    "plans": {CHIEF, CONTROLLER, HEAD},
    "administration": {REPORTER, CHIEF, DEPUTY, CONTROLLER, HEAD, ADMINISTRATOR},
    "audit": {AUDITOR},
}
OVER_ALL = {("administration", ADMINISTRATOR)}
"""Pages that a role opens only where it is held over everything."""


class About(StrEnum):
    """What a command is about, and so how far a right to use it has to reach."""

    INSTITUTION = "institution"
    AREA = "area"
    ALL = "all"
    ONESELF = "oneself"


@dataclass(frozen=True, slots=True)
class Command:
    """Which roles may use a command, and what it is about."""

    roles: Set[Role]
    about: About = About.INSTITUTION


COMMANDS: dict[str, Command] = {
    "draft": Command({CHIEF, CONTROLLER}),
    "discard": Command({CHIEF, CONTROLLER}),
    "restore": Command({CHIEF, CONTROLLER}),
    # What is typed in the editor, of a plan and of one still to be made.
    "type": Command({CHIEF, CONTROLLER}),
    "type_new": Command({CHIEF, CONTROLLER}, About.ONESELF),
    "forget_typed": Command({CHIEF, CONTROLLER}),
    # A file that is signed already is the word of both parties, which nobody who signs in may give.
    "sign_file": Command(set()),
    "sign_department": Command({HEAD}),
    "sign_institution": Command({CHIEF}),
    "sign_last_department": Command({HEAD}),
    "sign_last_institution": Command({CHIEF}),
    "change": Command({CHIEF, HEAD}),
    "settle": Command({CHIEF, HEAD}),
    "amendment_start": Command({CHIEF, CONTROLLER}),
    "amendment_save": Command({CHIEF, CONTROLLER}),
    "amendment_explain": Command({CHIEF, CONTROLLER}),
    "propose_department": Command({HEAD}),
    "propose_institution": Command({CHIEF}),
    "agree_department": Command({HEAD}),
    "agree_institution": Command({CHIEF}),
    "proposal_withdraw": Command({CHIEF, CONTROLLER, HEAD}),
    "finding_answer": Command({CHIEF, CONTROLLER, HEAD}),
    "reopen": Command(set()),  # by both parties, as their document says
    "report": Command(REPORTING),
    "claim": Command(REPORTING),
    "confirm": Command({CONTROLLER, DESK}),
    "import": Command(REPORTING),
    "keep an answer": Command(REPORTING),
    "cases": Command(REPORTING),
    "withdraw": Command(REPORTING),
    "break": Command(REPORTING),
    "decide": Command({CONTROLLER, HEAD}),
    "report_fill": Command({REPORTER, CHIEF, DEPUTY}),
    "sheet_keep": Command({REPORTER, CHIEF, DEPUTY}),
    "sheet_forget": Command({REPORTER, CHIEF, DEPUTY}),
    "figures_give": Command({CONTROLLER, DESK}),
    "evidence_attach": Command({REPORTER, CHIEF, DEPUTY}),
    "evidence_remove": Command({REPORTER, CHIEF, DEPUTY}),
    "evidence": Command(READING),
    "report_sent": Command({REPORTER, CHIEF, DEPUTY}),
    "report_taken_back": Command({REPORTER, CHIEF, DEPUTY}),
    "report_returned": Command({CHIEF, DEPUTY}),
    "report_approved": Command({CHIEF, DEPUTY}),
    "report_shared": Command({REPORTER, CHIEF, DEPUTY}),
    "report_answered": Command({CHIEF, DEPUTY}),
    "report_reopened": Command({REPORTER, CHIEF, DEPUTY}),
    "report_replied": Command({CHIEF, DEPUTY}),
    "report_asked": Command({CONTROLLER, DESK}),
    "report_received": Command({CONTROLLER}),
    "report_confirmed": Command({CONTROLLER, DESK}),
    "report_doubted": Command({CONTROLLER, DESK}),
    "report_refused": Command({CONTROLLER, DESK}),
    "report_noted": Command({CONTROLLER, DESK}),
    "report_excepted": Command({CONTROLLER}),
    "meeting_planned": Command({CONTROLLER, HEAD}),
    "meeting_cancelled": Command({CONTROLLER, HEAD}),
    "meeting_series": Command({CONTROLLER, HEAD}),
    "meeting_opened": Command({CONTROLLER, HEAD}),
    "meeting_attended": Command({CONTROLLER, HEAD}),
    "meeting_closed": Command({CONTROLLER, HEAD}),
    "meeting_reopened": Command({CONTROLLER, HEAD}),
    "meeting_commented": Command({CHIEF}),
    "meeting_approved_department": Command({CONTROLLER, HEAD}),
    "meeting_approved_institution": Command({CHIEF}),
    "meeting_of_area": Command({CONTROLLER, HEAD}, About.AREA),
    "meeting_capture": Command({CONTROLLER, HEAD}),
    "meeting_note": Command({CONTROLLER, HEAD}),
    "annual_write": Command({REPORTER, CHIEF, DEPUTY}),
    "annual_approved": Command({CHIEF, DEPUTY}),
    "annual_agreed": Command({HEAD}),
    "annual_returned": Command({HEAD}),
    "journal_institution": Command({REPORTER, CHIEF, DEPUTY}),
    "journal_department": Command({CONTROLLER, HEAD}),
    "journal_filed": Command({CONTROLLER, HEAD}),
    "journal_archived": Command({CONTROLLER, HEAD}),
    "annual_compared": Command({REPORTER, CHIEF, DEPUTY, CONTROLLER}),
    "annual_closed": Command({CHIEF, HEAD}),
    "direction_bring": Command({CHIEF, CONTROLLER}),
    "direction_report": Command(REPORTING),
    "direction_confirm": Command({CONTROLLER, DESK}),
    "duties_bring": Command({CHIEF, CONTROLLER}),
    "duties_report": Command(REPORTING),
    "duties_confirm": Command({CONTROLLER, DESK}),
    "workbook": Command(READING),
    "extract": Command(READING),
    "plan_file": Command(READING),
    "paper": Command(READING),
    "own_paper": Command({CONTROLLER, HEAD}),
    "archive": Command({REPORTER, CHIEF, DEPUTY}),
    "own_archive": Command({CONTROLLER, HEAD}),
    "deadlines": Command(READING),
    "record": Command({AUDITOR}),
    # A thought about a plan is no change to it.
    "scenario_save": Command(READING),
    "scenario_change": Command(READING),
    "scenario_remove": Command(READING),
    "scenario_share": Command(READING),
    "indicator": Command({CHIEF, CONTROLLER}),
    "indicator_of_file": Command({CHIEF, CONTROLLER}),
    "institution": Command({ADMINISTRATOR}, About.ALL),
    "institution_of_file": Command({ADMINISTRATOR}, About.ALL),
    "threshold": Command({CONTROLLER, HEAD}, About.AREA),
    "grant": Command({ADMINISTRATOR}, About.ALL),
    "revoke": Command({ADMINISTRATOR}, About.ALL),
    "delegate": Command({CHIEF}),
    "end_delegation": Command({CHIEF}),
    # A copy of the database holds the record.
    "backup": Command({AUDITOR}, About.ALL),
    "calendar_open": Command(READING, About.ONESELF),
    "calendar_open_of_other": Command({ADMINISTRATOR}, About.ALL),
    "calendar_close_of_other": Command({ADMINISTRATOR}, About.ALL),
}


def shown(who: Somebody, page: str) -> set[str]:
    """The institutions that a page shows somebody; it is closed to those it shows none."""
    if (page, who.role) in OVER_ALL and who.held is not Held.ALL:
        return set()
    return who.reached if who.role in PAGES[page] else set()


def permitted(who: Somebody, command: str, owner: str) -> bool:
    """Whether somebody may use a command on what belongs to an institution."""
    row = COMMANDS[command]
    within = {
        About.INSTITUTION: owner in who.reached,
        About.AREA: {other for other in OWNERS if AREAS[other] == AREAS[owner]} <= who.reached,
        About.ALL: who.held is Held.ALL,
        About.ONESELF: bool(who.reached),
    }
    return who.role in row.roles and within[row.about]
