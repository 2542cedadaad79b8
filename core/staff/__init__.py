"""Staff: the agents who work at the desk, their roles and sign-in with a second factor, the audit
trail of what they view and change, and the release of their open work when they sign off.
"""

from core.staff import agent_changes, agents, audit_trail, authentication, idle_timeout
from core.staff.agent_changes import PASSWORD_CHARS_MIN
from core.staff.agents import Agent, Presence, Role
from core.staff.audit_trail import TrailEntry, TrailFilter
from core.staff.errors import AgentTaken, BadAgent, NoSuchAgent

__all__ = [
    "PASSWORD_CHARS_MIN",
    "Agent",
    "AgentTaken",
    "BadAgent",
    "NoSuchAgent",
    "Presence",
    "Role",
    "TrailEntry",
    "TrailFilter",
    "agent_changes",
    "agents",
    "audit_trail",
    "authentication",
    "idle_timeout",
]
