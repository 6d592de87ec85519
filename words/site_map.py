"""The pages there are: the one table that addresses, navigation, menu, rights and logs go by."""

from __future__ import annotations

from dataclasses import dataclass

from metrics.access import Action
from metrics.plan.versions import SIGNING

PLANNING = (Action.DRAFT, *SIGNING.values())
"""What is done to a plan before it is agreed."""


@dataclass(frozen=True, slots=True)
class PageRow:
    """One page, which opens for whoever is permitted one of `needed` to one institution at least.

    It also opens for whoever is permitted one of `needed_over_all` to everything.
    """

    key: str
    path: str
    script: str
    needed: tuple[Action, ...] = (Action.SEE,)
    needed_over_all: tuple[Action, ...] = ()
    in_menu: bool = False
    is_start: bool = False

    @property
    def address(self) -> str:
        """Where links to the page lead: the start page answers at the root as well as at its path."""
        return "/" if self.is_start else self.path


# The menu shows its pages in this order.
SITE_MAP = (
    PageRow("overview", "/overblik", "pages/status/overview.py", in_menu=True, is_start=True),
    PageRow("development", "/udvikling", "pages/status/development.py", in_menu=True),
    PageRow("institution", "/institution", "pages/status/institution.py"),
    PageRow("plan", "/plan", "pages/status/plan.py"),
    PageRow("goal", "/maal", "pages/status/goal.py"),
    PageRow("direction", "/retning", "pages/status/direction.py"),
    PageRow("wheel", "/aarshjul", "pages/status/wheel.py"),
    PageRow("risk", "/risiko", "pages/outlook/risk.py", in_menu=True),
    PageRow("report", "/indberetning", "pages/cycle/report.py", in_menu=True),
    PageRow(
        "meeting",
        "/kvartalsmoede",
        "pages/cycle/meeting.py",
        (Action.READ_MINUTES,),
        in_menu=True,
    ),
    PageRow("annual", "/aarsopgoerelse", "pages/cycle/annual.py", in_menu=True),
    PageRow("journal", "/journal", "pages/cycle/journal.py"),
    PageRow("whatif", "/hvad-nu-hvis", "pages/outlook/whatif.py", in_menu=True),
    PageRow("plans", "/planer", "pages/admin/plans.py", PLANNING, in_menu=True),
    PageRow(
        "administration",
        "/administration",
        "pages/admin/administration.py",
        (Action.DECIDE, Action.REPORT, Action.DELEGATE, Action.RECEIVE),
        (Action.GRANT,),
        in_menu=True,
    ),
    PageRow("audit", "/spor", "pages/admin/audit.py", (Action.SEE_AUDIT,), in_menu=True),
)
BY_KEY = {row.key: row for row in SITE_MAP}
MENU = tuple(row for row in SITE_MAP if row.in_menu)
