"""Points that are spent at a partner, which gives the member something for them, and is owed for
them."""

from datetime import datetime

from sqlalchemy import Connection, insert

from core.kernel import NotFound, idempotency
from core.ledger import PostingResult, ledger, lock, require_positive
from core.loyalty.accrual import partner as account_of
from core.members import permissions, profiles, spending_limits
from core.messaging import Topic, outbox
from core.organisation import moves
from core.programme import current_rules
from core.schema import spending

KIND = "partner"
"""As that of points which a partner grants: the history names the partner's shop in both cases."""

_RECORD = insert(spending)


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
    """Every refusal comes before the first write. `memo`: what for, as the partner calls it; a text
    says it to the member.

    Raises NotFound: there is no such partner or member; NotAllowed: the member's status;
    NotOpenYet, NotEnoughPoints, KeyReused; LimitReached: 'points_per_day'.
    """
    if partner not in current_rules().earning.partners:
        raise NotFound(f"no partner {partner}")
    require_positive(points)
    contra = account_of(partner)
    profiles.lock(conn, member_id)  # so that the status does not change meanwhile
    account = lock(conn, member_id)
    before = idempotency.replay(conn, member_id, key, ledger.spend_request(points, contra, KIND))
    if before is not None:
        return PostingResult(**before)
    permissions.check(profiles.by_id(conn, member_id), permissions.Act.SPEND)
    spending_limits.check_open(conn, member_id, account.balance)
    spending_limits.check_day(conn, member_id, points, at)
    posted = ledger.spend(
        conn,
        member_id=member_id,
        amount=points,
        contra=contra,
        kind=KIND,
        key=key,
        at=at,
        memo=memo,
    )
    row = {"member_id": member_id, "version": posted.version, "partner": partner, "points": points}
    row |= {"at": at, "org": moves.place_at(conn, member_id, at)}
    conn.execute(_RECORD, row)
    told = {"points": points, "memo": memo}
    outbox.put(conn, member_id, Topic.POINTS_SPENT, f"spending:{posted.version}", told, at)
    return posted
