"""All dialogues of the hotline, put together."""

from __future__ import annotations

from flows.account import STOP_MARKETING
from flows.agent import AGENT, OFFER
from flows.balance import BALANCE
from flows.claim import CLAIM
from flows.complaint import COMPLAINT, COMPLAINT_STATUS
from flows.history import HISTORY
from flows.identify import IDENTIFY
from flows.language import LANGUAGE, speak
from flows.menus import (
    FROZEN_HOME,
    SENIOR_HOME,
    SENIOR_WELCOME,
    STRANGER_HOME,
    TEXT_HOME,
    VOICE_HOME,
    WITHHELD_HOME,
    home,
    openings,
)
from flows.order_status import ORDER
from flows.redeem import REDEEM_CREDIT, REDEEM_GIFT
from flows.registry import Dialogues
from flows.resume import GUESS, RESUME
from flows.tier import TIER

DIALOGUES = Dialogues(
    home=home,
    openings=openings,
    linked=TEXT_HOME,
    by_keyword={
        "balance": BALANCE,
        "tier": TIER,
        "history": HISTORY,
        "redeem": REDEEM_GIFT,
        "credit": REDEEM_CREDIT,
        "orders": ORDER,
        "claim": CLAIM,
        "complain": COMPLAINT,
        "complaint_status": COMPLAINT_STATUS,
        "agent": AGENT,
        "stop_marketing": STOP_MARKETING,
    },
    identify=IDENTIFY,
    offer=OFFER,
    agent=AGENT,
    guess=GUESS,
    speak=speak,
    roots=[
        VOICE_HOME,
        TEXT_HOME,
        SENIOR_HOME,
        FROZEN_HOME,
        STRANGER_HOME,
        WITHHELD_HOME,
        SENIOR_WELCOME,
        LANGUAGE,
        RESUME,
    ],
)
