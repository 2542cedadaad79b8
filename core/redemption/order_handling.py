"""An agent's work on an order. Each action happens to an order once, whoever asks: its idempotency
key is made of the action and the order."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import Connection

from core.kernel import ActedMeanwhile, KeyReused
from core.ledger import HoldClosed
from core.members import profiles
from core.redemption import fulfilment, lifecycle, order_queue, parcels
from core.redemption.lifecycle import Action, ReversalReason
from core.redemption.order_queue import OrderCase
from core.staff import Agent


@dataclass(frozen=True, slots=True)
class OrderAction:
    """`reason` is for a reversal only."""

    number: str
    action: Action
    agent: Agent
    at: datetime
    reason: ReversalReason | None = None


def perform(conn: Connection, asked: OrderAction) -> OrderCase:
    """Returns the order as it was before.

    Raises NotPermitted for the agent's role, NotAllowed for the order's kind or status (and what
    fulfilment.reverse() raises), ActedMeanwhile if somebody else has changed the order at the same
    time, NotFound for the number.
    """
    profiles.lock(conn, order_queue.by_number(conn, asked.number).member_id)
    case = order_queue.by_number(conn, asked.number)  # which nobody changes from here on
    lifecycle.permit(case, asked.action, asked.agent.role)
    try:
        _PERFORM[asked.action](conn, asked, case)
    except (HoldClosed, KeyReused) as error:
        raise ActedMeanwhile(asked.number) from error
    return case


def _despatch(conn: Connection, asked: OrderAction, case: OrderCase) -> None:
    agent = asked.agent.agent
    fulfilment.despatch(conn, **_order(case), key=_key(asked, case), at=asked.at, by=agent)


def _deliver(conn: Connection, asked: OrderAction, case: OrderCase) -> None:
    fulfilment.deliver(conn, **_order(case), at=asked.at)


def _cancel(conn: Connection, asked: OrderAction, case: OrderCase) -> None:
    fulfilment.cancel(conn, **_order(case), key=_key(asked, case), at=asked.at)


def _fulfil(conn: Connection, asked: OrderAction, case: OrderCase) -> None:
    agent = asked.agent.agent
    fulfilment.fulfil(conn, **_order(case), key=_key(asked, case), at=asked.at, by=agent)


def _reverse(conn: Connection, asked: OrderAction, case: OrderCase) -> None:
    if asked.reason is None:
        raise ValueError("a reversal has a reason")
    lifecycle.permit_reason(asked.reason, asked.agent.role)
    fulfilment.reverse(
        conn,
        **_order(case),
        reason=asked.reason,
        key=_key(asked, case),
        at=asked.at,
        by=asked.agent.agent,
    )


def _hand_over(conn: Connection, asked: OrderAction, case: OrderCase) -> None:
    parcels.hand_over(conn, **_order(case), at=asked.at)


def _collected(conn: Connection, asked: OrderAction, case: OrderCase) -> None:
    parcels.collected(conn, **_order(case), at=asked.at)


def _take_back(conn: Connection, asked: OrderAction, case: OrderCase) -> None:
    parcels.take_back(conn, **_order(case))


def _order(case: OrderCase) -> dict[str, Any]:
    return {"member_id": case.member_id, "order_id": case.order_id}


def _key(asked: OrderAction, case: OrderCase) -> str:
    return f"desk:{asked.action}:{case.order_id}"


_PERFORM: dict[Action, Callable[[Connection, OrderAction, OrderCase], None]] = {
    Action.DESPATCH: _despatch,
    Action.DELIVER: _deliver,
    Action.CANCEL: _cancel,
    Action.REVERSE: _reverse,
    Action.FULFIL: _fulfil,
    Action.REFUSE: _cancel,
    Action.HAND_OVER: _hand_over,
    Action.COLLECTED: _collected,
    Action.TAKE_BACK: _take_back,
}
