"""The life of an order: its states, the actions that lead from one to the next, and who may take
them.

    held ──despatch──> sent ──deliver──> delivered
      │                 │                    │
      │                 └──────reverse───────┴──> returned
      └──give_up──> cancelled

    held ──fulfil──> delivered ──reverse──> returned
      └──refuse──> cancelled

    delivered ──reverse──> returned

The first is a gift's. Where a courier takes it, `hand_over` has the courier asked, and it stays
held until the courier has it; meanwhile nobody cancels it or sends it otherwise. The second is that
of a service (credit, data), whose provider says whether it was added. The third that
of an e-voucher, whose code is given at once. An agent works through
core.redemption.order_handling, which asks permit(); jobs, providers and couriers call
core.redemption.fulfilment.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import Protocol

from core.kernel import NotAllowed
from core.redemption.errors import NotPermitted
from core.staff import Role

GIFT, VOUCHER = "gift", "voucher"
LISTED = (GIFT, VOUCHER)
"""Kinds that are in the list of gifts, and have a stock."""
KINDS = (*LISTED, "credit", "data")
SERVICES = frozenset(KINDS) - set(LISTED)
SUPERVISORS = frozenset({Role.SUPERVISOR})
STATUSES = ("held", "sent", "delivered", "cancelled", "returned")


class Action(StrEnum):
    """The values are stored in the audit trail and are part of the desk's addresses."""

    DESPATCH = "despatch"
    DELIVER = "deliver"
    CANCEL = "give_up"
    REVERSE = "reverse"
    FULFIL = "fulfil"
    REFUSE = "refuse"
    HAND_OVER = "hand_over"
    COLLECTED = "collected"
    TAKE_BACK = "take_back"


class ParcelState(StrEnum):
    ASKED = "asked"  # nobody knows yet whether the courier has the gift
    REFUSED = "refused"
    TAKEN_BACK = "taken_back"
    PICKED_UP = "picked_up"
    FAILED = "failed"  # one attempt to deliver it; the next one may succeed
    DELIVERED = "delivered"
    RETURNED = "returned"  # to us


PARCEL_TROUBLE = (ParcelState.REFUSED, ParcelState.FAILED, ParcelState.RETURNED)
"""States in which a person has to see to a parcel."""


class ReversalReason(StrEnum):
    DEFECT = "defect"
    NOT_RECEIVED = "not_received"
    OUR_FAILURE = "our_failure"


_ACTION_ROLES = frozenset({Role.AGENT, Role.SUPERVISOR})


@dataclass(frozen=True, slots=True)
class Transition:
    """From any of `sources` to `target`, for orders of `kinds`, by agents of `roles`.
    `with_courier`: while a courier has been asked to take the gift; all others are not possible
    then."""

    sources: frozenset[str]
    target: str
    kinds: frozenset[str] = frozenset({GIFT})
    roles: frozenset[Role] = _ACTION_ROLES
    with_courier: bool = False

    def starts_from(self, order: OrderState) -> bool:
        return (
            order.kind in self.kinds
            and order.status in self.sources
            and is_with_courier(order) == self.with_courier
        )


TRANSITIONS = {
    Action.DESPATCH: Transition(frozenset({"held"}), "sent"),
    Action.DELIVER: Transition(frozenset({"sent"}), "delivered"),
    Action.CANCEL: Transition(frozenset({"held"}), "cancelled"),
    Action.REVERSE: Transition(frozenset({"sent", "delivered"}), "returned", frozenset(KINDS)),
    # In place of a provider that does not answer: whoever is wrong gives credit away, or takes
    # points for nothing, so a supervisor decides it.
    Action.FULFIL: Transition(frozenset({"held"}), "delivered", SERVICES, SUPERVISORS),
    Action.REFUSE: Transition(frozenset({"held"}), "cancelled", SERVICES, SUPERVISORS),
    Action.HAND_OVER: Transition(frozenset({"held"}), "held"),
    # In place of a courier that does not answer, likewise.
    Action.COLLECTED: Transition(frozenset({"held"}), "sent", roles=SUPERVISORS, with_courier=True),
    Action.TAKE_BACK: Transition(frozenset({"held"}), "held", roles=SUPERVISORS, with_courier=True),
}
# A reversal for that reason is bound to no kind and no time limit, so a supervisor decides it.
_REASON_ROLES = {ReversalReason.OUR_FAILURE: SUPERVISORS}


class OrderState(Protocol):
    """What the rules ask about an order."""

    @property
    def kind(self) -> str: ...
    @property
    def status(self) -> str: ...
    @property
    def parcel_state(self) -> str | None: ...


def permit(order: OrderState, action: Action, role: Role) -> None:
    """Raises NotPermitted for the role; NotAllowed: 'no_gift', 'a_gift', 'with_courier',
    'not_with_courier', or the order's status."""
    transition = TRANSITIONS[action]
    if role not in transition.roles:
        raise NotPermitted(role)
    if order.kind not in transition.kinds:
        raise NotAllowed("a_gift" if order.kind == GIFT else "no_gift")
    if order.status not in transition.sources:
        raise NotAllowed(order.status)
    if is_with_courier(order) != transition.with_courier:
        raise NotAllowed("not_with_courier" if transition.with_courier else "with_courier")


def permit_reason(reason: ReversalReason, role: Role) -> None:
    """Raises NotPermitted: only a supervisor declares a failure of ours."""
    if reason not in reasons_for(role):
        raise NotPermitted(role)


def actions_for(order: OrderState, role: Role) -> tuple[Action, ...]:
    """What an agent of that role may do with the order as it is."""
    return tuple(
        action
        for action, transition in TRANSITIONS.items()
        if role in transition.roles and transition.starts_from(order)
    )


def reasons_for(role: Role) -> tuple[ReversalReason, ...]:
    """The reasons for which an agent of that role may reverse an order."""
    return tuple(
        reason for reason in ReversalReason if role in _REASON_ROLES.get(reason, _ACTION_ROLES)
    )


class AddressedOrder(OrderState, Protocol):
    @property
    def address(self) -> str | None: ...


def lacks_address(order: AddressedOrder) -> bool:
    """A gift that cannot be sent yet, because nobody knows where to."""
    return order.kind == GIFT and order.status == "held" and order.address is None


def is_with_courier(order: OrderState) -> bool:
    """Whether a courier has been asked to take the gift, and has not said yet that it has."""
    return order.status == "held" and order.parcel_state == ParcelState.ASKED


def is_undelivered(order: OrderState) -> bool:
    """A gift that has still to reach the member, so that its address matters."""
    return order.kind == GIFT and order.status in ("held", "sent")


def next_due(status: str, send_by: date, deliver_by: date) -> date | None:
    """The day by which the order must leave its state; None if it need not."""
    return {"held": send_by, "sent": deliver_by}.get(status)
