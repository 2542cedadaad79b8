"""All dialogues of the hotline. A new one is added to `declared`, in alphabetical order."""

from __future__ import annotations

from flows.dialogues.account.flow import DIALOGUE as ACCOUNT
from flows.dialogues.agent.flow import AGENT, OFFER
from flows.dialogues.agent.flow import DIALOGUE as TALK_TO_AGENT
from flows.dialogues.balance.flow import DIALOGUE as BALANCE
from flows.dialogues.choose_language.flow import DIALOGUE as CHOOSE_LANGUAGE
from flows.dialogues.choose_language.flow import speak
from flows.dialogues.claim.flow import DIALOGUE as CLAIM
from flows.dialogues.complaint.flow import DIALOGUE as COMPLAINT
from flows.dialogues.give.flow import DIALOGUE as GIVE
from flows.dialogues.history.flow import DIALOGUE as HISTORY
from flows.dialogues.identify.flow import DIALOGUE as IDENTIFICATION
from flows.dialogues.identify.flow import IDENTIFY
from flows.dialogues.menus.flow import DIALOGUE as MENUS
from flows.dialogues.menus.flow import TEXT_HOME, home, openings
from flows.dialogues.order_status.flow import DIALOGUE as ORDER_STATUS
from flows.dialogues.redeem.flow import DIALOGUE as REDEEM
from flows.dialogues.resume.flow import DIALOGUE as RESUME
from flows.dialogues.resume.flow import GUESS
from flows.dialogues.summary.flow import DIALOGUE as SUMMARY
from flows.dialogues.tier.flow import DIALOGUE as TIER
from flows.engine import Dialogues

DIALOGUES = Dialogues(
    declared=[
        ACCOUNT,
        BALANCE,
        CHOOSE_LANGUAGE,
        CLAIM,
        COMPLAINT,
        GIVE,
        HISTORY,
        IDENTIFICATION,
        MENUS,
        ORDER_STATUS,
        REDEEM,
        RESUME,
        SUMMARY,
        TALK_TO_AGENT,
        TIER,
    ],
    home=home,
    openings=openings,
    linked=TEXT_HOME,
    identify=IDENTIFY,
    offer=OFFER,
    guess=GUESS,
    agent=AGENT,
    speak=speak,
)
