"""For supervisors and auditors: the dashboard, the funnel of each dialogue, and the audit trail."""

from desk.oversight import audit_trail, dashboard

__all__ = [
    "audit_trail",
    "dashboard",
]
