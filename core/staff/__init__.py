"""Staff: the agents who work at the desk, their roles, passwords, second factors and accounts at
the company's sign-in provider, the browsers they are signed in with, the audit trail of what they
view and change, and the release of their open work when they sign off.
"""

from core.staff import (
    agent_changes,
    agents,
    audit_trail,
    authentication,
    company_accounts,
    form_submissions,
    idle_timeout,
    passwords,
    security_keys,
    web_sessions,
)
from core.staff.agents import Agent, Presence, Role
from core.staff.audit_trail import TrailEntry, TrailFilter
from core.staff.company_accounts import CompanyAccount
from core.staff.errors import (
    AgentTaken,
    BadAgent,
    BadSecurityKey,
    CompanyAccountTaken,
    FirstPasswordExpired,
    FormReused,
    HashingBusy,
    NoSuchAgent,
)
from core.staff.form_submissions import FormSubmission
from core.staff.security_keys import SecurityKey, Site
from core.staff.web_sessions import WebSession

__all__ = [
    "Agent",
    "AgentTaken",
    "BadAgent",
    "BadSecurityKey",
    "CompanyAccount",
    "CompanyAccountTaken",
    "FirstPasswordExpired",
    "FormReused",
    "FormSubmission",
    "HashingBusy",
    "NoSuchAgent",
    "Presence",
    "Role",
    "SecurityKey",
    "Site",
    "TrailEntry",
    "TrailFilter",
    "WebSession",
    "agent_changes",
    "agents",
    "audit_trail",
    "authentication",
    "company_accounts",
    "form_submissions",
    "idle_timeout",
    "passwords",
    "security_keys",
    "web_sessions",
]
