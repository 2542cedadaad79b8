"""The topics of the outbox: everything that the program asks to be done outside, or texts about;
and the class of each text.

One closed list, because an event that nobody delivers is lost without a word: outbox.put() refuses
what is not here, and a test checks that jobs.deliveries has a deliverer for each. The values are
stored in rows; they may be added to, but not renamed.
"""

from collections.abc import Mapping
from enum import StrEnum


class Topic(StrEnum):
    # A handover's calls and messages: core.contact_centre.call_events.
    CALL_AGENT = "call_agent"
    CALL_MEMBER_BACK = "call_member_back"
    MOVE_MEMBER = "move_member"
    HOLD_MEMBER = "hold_member"
    HANG_UP = "hang_up"
    TEXT = "text"
    AGENT_REPLACED = "agent_replaced"  # a written conversation is back in the queue
    DELETE_RECORDING = "delete_recording"
    # Pictures that came with texts: core.contact_centre.pictures.
    FETCH_PICTURE = "fetch_picture"
    DELETE_PICTURE = "delete_picture"
    TOP_UP = "top_up"  # credit or data, which a provider adds: core.redemption.top_ups
    PARCEL = "parcel"  # a gift that a courier takes: core.redemption.parcels
    EXCHANGE_REQUESTED = "exchange_requested"  # of a partner: core.loyalty.partner_requests
    # Texts that tell a member of a change: flows.notifications.
    JOINED = "joined"
    ORDER_PLACED = "order_placed"
    ORDER_FULFILLED = "order_fulfilled"
    ORDER_CANCELLED = "order_cancelled"
    ORDER_RETURNED = "order_returned"
    PARCEL_NEWS = "parcel_news"
    VOUCHER = "voucher"  # with its code
    VOUCHER_AGAIN = "voucher_again"
    ADDRESS_WANTED = "address_wanted"  # asked for by the member, who cannot say it there
    ADDRESS_REMINDER = "address_reminder"
    COMPLAINT_FILED = "complaint_filed"
    COMPLAINT_RAISED = "complaint_raised"  # to level 2, by a second look
    COMPLAINT_DECIDED = "complaint_decided"
    COMPLAINT_CLOSED = "complaint_closed"
    CLAIM_FILED = "claim_filed"
    CLAIM_DECIDED = "claim_decided"
    EXCHANGE_ACCEPTED = "exchange_accepted"
    EXCHANGE_REFUSED = "exchange_refused"
    POINTS_SPENT = "points_spent"  # at a partner
    TRANSFER = "transfer"
    TRANSFER_REFUNDED = "transfer_refunded"
    POINTS_RECEIVED = "points_received"
    NOTICE = "notice"
    OFFER = "offer"
    MISSED = "missed"  # which texts did not arrive
    CODE = "code"
    SUMMARY = "summary"
    PICTURE_REFUSED = "picture_refused"
    TURN_OUTCOME = "turn_outcome"  # what became of a message whose outcome was unknown
    WEBHOOK = "webhook"  # an event that another system is told: core.messaging.webhooks


class TextClass(StrEnum):
    """What decides when a text may be sent, and whether at all."""

    TRANSACTION = "transaction"  # answers an act of the member's own: always
    SERVICE = "service"  # told without being asked: by day, unless the member refuses its kind
    MARKETING = "marketing"  # by day, from its own number, with consent and a limit by month


class UndeclaredText(Exception):
    """A text of a topic that TEXT_CLASSES does not have. It is not sent."""


TEXT_CLASSES: Mapping[str, TextClass] = {
    Topic.TEXT: TextClass.TRANSACTION,
    Topic.AGENT_REPLACED: TextClass.TRANSACTION,
    Topic.JOINED: TextClass.TRANSACTION,
    Topic.ORDER_PLACED: TextClass.TRANSACTION,
    Topic.ORDER_FULFILLED: TextClass.TRANSACTION,
    Topic.ORDER_CANCELLED: TextClass.TRANSACTION,
    Topic.ORDER_RETURNED: TextClass.TRANSACTION,
    Topic.PARCEL_NEWS: TextClass.SERVICE,
    Topic.VOUCHER: TextClass.TRANSACTION,
    Topic.VOUCHER_AGAIN: TextClass.TRANSACTION,
    Topic.ADDRESS_WANTED: TextClass.TRANSACTION,
    Topic.ADDRESS_REMINDER: TextClass.SERVICE,
    Topic.COMPLAINT_FILED: TextClass.TRANSACTION,
    Topic.COMPLAINT_RAISED: TextClass.TRANSACTION,
    Topic.COMPLAINT_DECIDED: TextClass.SERVICE,
    Topic.COMPLAINT_CLOSED: TextClass.SERVICE,
    Topic.CLAIM_FILED: TextClass.TRANSACTION,
    Topic.CLAIM_DECIDED: TextClass.SERVICE,
    Topic.EXCHANGE_ACCEPTED: TextClass.TRANSACTION,
    Topic.EXCHANGE_REFUSED: TextClass.TRANSACTION,
    Topic.POINTS_SPENT: TextClass.TRANSACTION,
    Topic.TRANSFER: TextClass.TRANSACTION,
    Topic.TRANSFER_REFUNDED: TextClass.TRANSACTION,
    Topic.POINTS_RECEIVED: TextClass.SERVICE,
    Topic.NOTICE: TextClass.SERVICE,
    Topic.OFFER: TextClass.MARKETING,
    Topic.MISSED: TextClass.TRANSACTION,
    Topic.CODE: TextClass.TRANSACTION,
    Topic.SUMMARY: TextClass.TRANSACTION,
    Topic.PICTURE_REFUSED: TextClass.TRANSACTION,
    Topic.TURN_OUTCOME: TextClass.TRANSACTION,
}


def class_of(topic: str) -> TextClass:
    """Raises UndeclaredText."""
    if topic not in TEXT_CLASSES:
        raise UndeclaredText(topic)
    return TEXT_CLASSES[topic]
