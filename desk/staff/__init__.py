"""Signing in, one's own account, and the agents' accounts."""

from desk.staff import agents, own_account, sign_in
from desk.staff.rate_limit import Attempts

__all__ = [
    "Attempts",
    "agents",
    "own_account",
    "sign_in",
]
