"""For supervisors and auditors: the dashboard, the funnel of each dialogue, cases by cause, why
members leave, words that were not understood, the audit trail, and what other systems were told."""

from desk.frame import Area, MenuEntry
from desk.oversight import (
    audit_trail,
    case_report,
    dashboard,
    funnel,
    leaving,
    liability,
    not_understood,
    webhooks,
)

AREA = Area(
    pages=(
        dashboard.serve,
        funnel.serve,
        liability.serve,
        case_report.serve,
        leaving.serve,
        not_understood.serve,
        audit_trail.serve,
        webhooks.serve,
    ),
    menu=(
        MenuEntry(
            "wall",
            position=70,
            keys="g w",
            also=("funnel", "liability", "cases", "leaving", "not-understood", "webhooks"),
        ),
        MenuEntry("trail", position=120, keys="g t"),
    ),
)

__all__ = ["AREA"]
