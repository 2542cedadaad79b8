"""Signing in, the agent's own account, and the accounts of all agents."""

from desk.frame import Area, MenuEntry
from desk.staff import agents, company_sign_in, own_account, own_security_keys, sign_in

AREA = Area(
    pages=(
        sign_in.serve,
        company_sign_in.serve,
        own_account.serve,
        own_security_keys.serve,
        agents.serve,
    ),
    menu=(MenuEntry("agents", position=110, keys="g p"),),
)

__all__ = ["AREA"]
