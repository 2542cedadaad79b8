"""Declares the sentences of this folder: `words.zh.ftl` and `words.en.ftl`."""

from __future__ import annotations

from core.contact_centre import picture_intake
from core.service import complaint_handling
from flows.language import Phrasebook
from flows.protocol import Channel

SENTENCES = (
    "text-joined",
    "text-order_placed",
    "text-order_unaddressed",
    "text-address_wanted",
    "text-address_reminder",
    "text-order_fulfilled",
    "text-order_not_added",
    "text-order_cancelled",
    "text-order_returned",
    "text-parcel_picked_up",
    "text-parcel_failed",
    "text-parcel_delivered",
    "text-parcel_returned",
    "text-voucher",
    "text-complaint_decided",
    "text-complaint_decided_grade",
    "text-complaint_closed",
    "text-claim_granted",
    "text-claim_refused",
    "text-exchange_accepted",
    "text-exchange_refused",
    "text-points_spent",
    "text-transfer",
    "text-transfer_refunded",
    "text-points_received",
    "text-expiry",
    "text-tier",
    "text-resumed",
    "text-offer",
    "text-picture_too_big",
    "text-picture_other_type",
    "text-picture_not_fetched",
    "text-outcome_done",
    "text-outcome_not_done",
    "text-outcome_unknown",
)

WORDS_OF_AGENTS = {"zh": "…", "en": "..."}
"""Stands for free text of an agent or of an offer. It has no longest value: what is too long is
refused when it is submitted."""

WORDS_OF_REPLIES = {"zh": "…", "en": "..."}
"""Stands for a reply of the hotline. If it does not fit, another sentence is said."""

PHRASEBOOK = Phrasebook(
    __package__,
    facts={
        "at": "23:59",
        "by": "2026-12-28",
        "code": "W" * 24,
        "decision": WORDS_OF_AGENTS,
        "grades": complaint_handling.SATISFACTION_MAX,
        "left": 88_888,
        "memo": "W" * 40,
        "megabytes": picture_intake.MEGABYTES_MAX,
        "name": {"zh": "保温杯和茶具", "en": "Thermos and cups"},
        "number": "88888888",
        "on": "2026-12-28",
        "order": "88888888",
        "page": "jf.example.cn/hy",
        "partner_points": 88_888,
        "points": 88_888,
        "reason": WORDS_OF_AGENTS,
        "reply": WORDS_OF_REPLIES,
        "tier": "diamond",
        "tracking": "WW-88888888888888888888W",
        "to": "138****0001",
        "until": "2026-12-28",
        "was": "diamond",
        "words": WORDS_OF_AGENTS,
    },
    says=dict.fromkeys(SENTENCES, (Channel.SMS,)),
)
