"""The topics of the outbox: everything that the program asks to be done outside, or texts about.

One closed list, because an event that nobody delivers is lost without a word: outbox.put() refuses
what is not here, and a test checks that jobs.deliveries has a deliverer for each. The values are
stored in rows; they may be added to, but not renamed.
"""

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
    # Texts that tell a member of a change: flows.notifications.
    ORDER_PLACED = "order_placed"
    ORDER_FULFILLED = "order_fulfilled"
    ORDER_CANCELLED = "order_cancelled"
    ORDER_RETURNED = "order_returned"
    COMPLAINT_FILED = "complaint_filed"
    COMPLAINT_DECIDED = "complaint_decided"
    COMPLAINT_CLOSED = "complaint_closed"
    CLAIM_FILED = "claim_filed"
    CLAIM_DECIDED = "claim_decided"
    TRANSFER = "transfer"
    TRANSFER_REFUNDED = "transfer_refunded"
    POINTS_RECEIVED = "points_received"
    NOTICE = "notice"
    CODE = "code"
    SUMMARY = "summary"
    PICTURE_REFUSED = "picture_refused"
    TURN_OUTCOME = "turn_outcome"  # what became of a message whose outcome was unknown
    # To exchange partners; delivered once partners are connected.
    EXCHANGE_REQUESTED = "exchange_requested"
