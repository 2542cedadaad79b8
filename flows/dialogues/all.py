"""All dialogues of the hotline, put together."""

from __future__ import annotations

from flows.dialogues.account.flow import STOP_MARKETING
from flows.dialogues.agent.flow import AGENT, OFFER
from flows.dialogues.balance.flow import BALANCE
from flows.dialogues.choose_language.flow import LANGUAGE, speak
from flows.dialogues.claim.flow import CLAIM
from flows.dialogues.complaint.flow import COMPLAINT, COMPLAINT_STATUS
from flows.dialogues.history.flow import HISTORY
from flows.dialogues.identify.flow import IDENTIFY
from flows.dialogues.menus.flow import (
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
from flows.dialogues.order_status.flow import ORDER
from flows.dialogues.redeem.flow import REDEEM_CREDIT, REDEEM_GIFT
from flows.dialogues.resume.flow import GUESS, RESUME
from flows.dialogues.tier.flow import TIER
from flows.engine import Dialogues

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
