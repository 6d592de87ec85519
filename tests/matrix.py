"""Who may open each page and use each command, as it is meant to be: written out, not computed from the product."""

from __future__ import annotations

from metrics.access import Role

READER, REPORTER, CHIEF = Role.READER, Role.REPORTER, Role.CHIEF
CONTROLLER, HEAD, ADMINISTRATOR, AUDITOR = Role.CONTROLLER, Role.HEAD, Role.ADMINISTRATOR, Role.AUDITOR
READING = {READER, REPORTER, CHIEF, CONTROLLER, HEAD, AUDITOR}

PAGES: dict[str, set[Role]] = {
    "overview": READING,
    "plan": READING,
    "goal": READING,
    "risk": READING,
    "whatif": READING,
    "plans": {CHIEF, CONTROLLER},
    "audit": {AUDITOR},
}

COMMANDS: dict[str, set[Role]] = {
    "draft": {CHIEF, CONTROLLER},
    "sign": {CHIEF, HEAD},
    "change": {CHIEF, HEAD},
    "report": {REPORTER, CHIEF, CONTROLLER},
    "confirm": {REPORTER, CHIEF, CONTROLLER},
    "import": {REPORTER, CHIEF, CONTROLLER},
    "break": {REPORTER, CHIEF, CONTROLLER},
    "decide": {CONTROLLER, HEAD},
    "workbook": READING,
    "plan_file": READING,
    "deadlines": READING,
    "record": {AUDITOR},
    # A thought about a plan is no change to it.
    "scenario_save": READING,
    "scenario_change": READING,
    "scenario_remove": READING,
    # What belongs to no institution takes a right over all, which nobody here has.
    "grant": set(),
    "revoke": set(),
    "backup": set(),
}
