"""The wishes that free words can express."""

from __future__ import annotations

from enum import StrEnum


class Label(StrEnum):
    """What a member wants. `corpus/` has a file for each."""

    BALANCE = "balance"
    TIER = "tier"
    HISTORY = "history"
    REDEEM = "redeem"
    CREDIT = "credit"
    DATA = "data"
    ORDER = "order"
    CLAIM = "claim"
    COMPLAINT = "complaint"
    STATUS = "status"
    AGENT = "agent"
    GIVE = "give"
    PIN = "pin"
    LOST = "lost"
    STOP = "stop"
    NOTICES = "notices"
    LANGUAGE = "language"
    PARTNER = "partner"
    NUMBERS = "numbers"
    JOIN = "join"
    LEAVE = "leave"
    CLUB = "club"
    EXCHANGE = "exchange"
    SURVEY = "survey"
    SUGGESTION = "suggestion"
    MENU = "menu"
    SUBSCRIBE = "subscribe"
    BENEFITS = "benefits"
    RECEIPT = "receipt"
    PAY = "pay"
    ELSEWHERE_BILL = "elsewhere_bill"
    ELSEWHERE_NETWORK = "elsewhere_network"
    ELSEWHERE_SERVICE = "elsewhere_service"
    NONE = "none"

    @property
    def public_name(self) -> str:
        """As `hotline flows understand` prints it. What was told apart later counts as the wish
        beside it in the menu; wishes that others answer count as none."""
        if self.is_elsewhere:
            return Label.NONE.value
        return Label.JOIN.value if self is Label.NUMBERS else self.value

    @property
    def is_elsewhere(self) -> bool:
        """Whether others than this hotline answer the wish."""
        return self in ELSEWHERE


ELSEWHERE = frozenset({Label.ELSEWHERE_BILL, Label.ELSEWHERE_NETWORK, Label.ELSEWHERE_SERVICE})
NO_WISH = ELSEWHERE | {Label.NONE}

COSTLY = frozenset(
    {
        Label.REDEEM,
        Label.CREDIT,
        Label.DATA,
        Label.CLAIM,
        Label.COMPLAINT,
        Label.GIVE,
        Label.PIN,
        Label.LOST,
        Label.LEAVE,
        Label.EXCHANGE,
        Label.PAY,
        Label.SUBSCRIBE,
    }
)
"""Wishes that end in something which an agent would have to undo, or in consent to advertising.
They are never carried out because of words that only mention them; most open at a question of their
own."""

ON_SECOND_THOUGHT = frozenset({Label.LEAVE, Label.SUBSCRIBE})
"""Wishes that a change of mind may bring as well as end."""

FORGOTTEN = "forgotten"
"""What follows the wish for the PIN in the words of whoever has forgotten it."""
