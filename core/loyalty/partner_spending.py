"""Points that are spent at a partner, which gives the member something for them, and is owed for
them."""

from datetime import datetime

from sqlalchemy import Connection

from core.kernel import NotFound
from core.ledger import PostingResult, ledger
from core.loyalty.accrual import partner as account_of
from core.members import permissions, profiles
from core.programme import current_rules

KIND = "partner"
"""As that of points which a partner grants: the history names the partner's shop in both cases."""


def spend(
    conn: Connection,
    *,
    member_id: int,
    partner: str,
    points: int,
    memo: str,
    key: str,
    at: datetime,
) -> PostingResult:
    """`memo`: what for, as the partner calls it. Raises NotAllowed (the member's status),
    NotEnoughPoints, KeyReused, NotFound: there is no such partner or member."""
    if partner not in current_rules().earning.partners:
        raise NotFound(f"no partner {partner}")
    profiles.lock(conn, member_id)  # so that the status does not change meanwhile
    permissions.check(profiles.by_id(conn, member_id), permissions.Act.SPEND)
    return ledger.spend(
        conn,
        member_id=member_id,
        amount=points,
        contra=account_of(partner),
        kind=KIND,
        key=key,
        at=at,
        memo=memo,
    )
