"""Connects agents with their accounts at the company's sign-in provider.

An account is known by the address of the provider and by the name that the provider never gives to
another one (`iss` and `sub`, OpenID Connect Core 1.0 §5.7). Names and mail addresses are not used:
somebody else may get them one day.
"""

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import Connection, bindparam, delete, select, true

from core.kernel import InsertIfNew
from core.schema import agent as agent_table
from core.schema import company_account
from core.staff.agents import Agent, by_name
from core.staff.errors import CompanyAccountTaken


@dataclass(frozen=True, slots=True)
class CompanyAccount:
    issuer: str
    subject: str


_CONNECT = InsertIfNew(company_account)
_AGENT_OF = (
    select(company_account.c.agent)
    .join(agent_table, agent_table.c.agent == company_account.c.agent)
    .where(
        company_account.c.issuer == bindparam("issuer"),
        company_account.c.subject == bindparam("subject"),
        agent_table.c.active == true(),
    )
)
_OF_AGENT = select(company_account.c.connected_at).where(
    company_account.c.agent == bindparam("agent")
)
_DISCONNECT = delete(company_account).where(company_account.c.agent == bindparam("agent"))


def connect(conn: Connection, agent: str, account: CompanyAccount, at: datetime) -> None:
    """The account that the agent had connected before is replaced. Raises CompanyAccountTaken."""
    disconnect(conn, agent)
    values = {
        "issuer": account.issuer,
        "subject": account.subject,
        "agent": agent,
        "connected_at": at,
    }
    if not _CONNECT(conn, values):
        raise CompanyAccountTaken(agent)


def disconnect(conn: Connection, agent: str) -> bool:
    """Returns False if the agent had connected none."""
    return conn.execute(_DISCONNECT, {"agent": agent}).rowcount == 1


def agent_of(conn: Connection, account: CompanyAccount) -> Agent | None:
    """The agent who has connected the account; None if nobody has, or the agent is disabled."""
    found = conn.execute(_AGENT_OF, {"issuer": account.issuer, "subject": account.subject}).first()
    return by_name(conn, found.agent) if found else None


def connected_at(conn: Connection, agent: str) -> datetime | None:
    """Since when the agent has an account connected; None if there is none."""
    found: datetime | None = conn.execute(_OF_AGENT, {"agent": agent}).scalar()
    return found
