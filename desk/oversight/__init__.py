"""For supervisors and auditors: the dashboard, the funnel of each dialogue, and the audit trail."""

from desk.frame import Area, MenuEntry
from desk.oversight import audit_trail, dashboard, funnel, liability

AREA = Area(
    pages=(dashboard.serve, funnel.serve, liability.serve, audit_trail.serve),
    menu=(
        MenuEntry("wall", position=70, keys="g w", also=("funnel", "liability")),
        MenuEntry("trail", position=120, keys="g t"),
    ),
)

__all__ = ["AREA"]
