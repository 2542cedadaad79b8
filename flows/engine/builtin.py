"""The engine's own declaration: the commands that work at every question, and its sentences."""

from __future__ import annotations

from core.contact_centre import picture_intake
from flows.engine.dialogue import Dialogue
from flows.engine.keywords import Argument, Keyword
from flows.engine.own_words import WORDS_MAX
from flows.protocol import Channel, channels_where

MAIN_MENU, BACK, CHINESE, ENGLISH = "main", "back", "zh", "en"
HELP = "help"  # how to answer the open question; where none is open, the menu
AGENT = "agent"  # the agent dialogue declares its keyword
MARKETING_STOP = "stop_marketing"  # and the one of the texts this
SLOWER = "slower"  # repeat the reply, and speak more slowly from then on
SIMPLER = "simpler"  # repeat the reply, in simpler words if there are any
CONFIRM = "confirm"  # "Y 123456": the code is the answer to the question at hand
COMMANDS = frozenset({MAIN_MENU, HELP, BACK, CHINESE, ENGLISH, CONFIRM})
"""Commands that the engine carries out itself; any other keyword opens a dialogue."""

SENTENCES = (
    "engine-greeting",
    "engine-person",
    "engine-option",
    "engine-list_more",
    "engine-yes",
    "engine-no",
    "engine-silence",
    "engine-silence_again",
    "engine-silence_words",
    "engine-silence_words_again",
    "engine-miss",
    "engine-miss_again",
    "engine-miss_entry",
    "engine-miss_entry_again",
    "engine-miss_several",
    "engine-miss_several_again",
    "engine-miss_words",
    "engine-miss_secret_said",
    "engine-miss_secret_said_again",
    "engine-miss_words_again",
    "engine-miss_digits",
    "engine-miss_digits_again",
    "engine-miss_code_length",
    "engine-miss_code_length_again",
    "engine-code_waits",
    "engine-code_goes_to",
    "engine-left_code",
    "engine-miss_other_code",
    "engine-miss_other_code_again",
    "engine-miss_early",
    "engine-miss_early_again",
    "engine-miss_no_code",
    "engine-miss_no_code_again",
    "engine-dropped",
    "engine-dropped_next",
    "engine-left",
    "engine-nothing_begun",
    "engine-hello",
    "engine-identity",
    "engine-heard",
    "engine-no_hurry",
    "engine-distress",
    "engine-emergency",
    "engine-fraud",
    "engine-bereaved",
    "engine-misdialed",
    "engine-acknowledged",
    "engine-slower",
    "engine-praised",
    "engine-thanks",
    "engine-goodbye",
    "engine-weather",
    "engine-still_open",
    "engine-language",
    "engine-restarted",
    "engine-refused_stranger",
    "engine-refused_frozen",
    "engine-refused_suspended",
    "engine-refused_arrears",
    "engine-refused_left",
    "engine-sorry",
    "engine-sorry_agent",
    "engine-sorry_pending",
    "engine-not_done",
    "engine-not_clear",
    "engine-busy",
    "engine-not_wished",
    "engine-no_next",
    "engine-no_previous",
    "engine-shorter_list",
    "engine-cancelling",
    "engine-option_language",
    "engine-anything_else",
    "engine-not_offered",
    "engine-elsewhere_bill",
    "engine-elsewhere_network",
    "engine-elsewhere_service",
)
"""Sentences that are said on every channel."""

WITHOUT_SESSIONS = (
    "engine-automatic",
    "engine-unanswered",
    "engine-not_again",
    "engine-too_long",
    "engine-too_many_keywords",
    "engine-pictures_added",
    "engine-pictures_for_case",
    "engine-pictures_kept",
    "engine-pictures_too_many",
    "engine-pictures_not_kept",
)
"""Where every message stands alone: it may come from a machine, or with pictures."""

WITH_KEYWORDS = ("engine-help", "engine-help_choose")
WHERE_SPOKEN = (
    "engine-miss_speech",
    "engine-miss_speech_again",
    "engine-press_yes",
    "engine-press_yes_again",
    "engine-person_entry",
    "engine-ways_entry",
)
ON_SCREENS = ("engine-footer", "engine-more")

BUILTIN = Dialogue(
    "flows.language.wording",
    keywords=[
        Keyword(MAIN_MENU, zh="H 菜单", en="H MENU"),
        Keyword(HELP, zh="? 帮助", en="?", carriers="HELP INFO"),
        Keyword(BACK, zh="返回", en="BACK"),
        Keyword(ENGLISH, en="EN ENGLISH"),
        Keyword(CHINESE, zh="ZH 中文"),
        Keyword(CONFIRM, argument=Argument.CODE, zh="确认", en="Y"),
    ],
    facts={
        "code_minutes": 60,
        "hours": picture_intake.OFFERED_HOURS,
        "key": "1",
        "label": "",
        "most": WORDS_MAX,
        "left": 88_888,
        "points": 88_888,
        "title": "",
        "excerpt": "8" * 15,
        "last": "0001",
        "phone": "138****0001",
    },
    says={
        **dict.fromkeys(SENTENCES, tuple(Channel)),
        **dict.fromkeys(WITHOUT_SESSIONS, channels_where(lambda traits: traits.sessionless)),
        **dict.fromkeys(WITH_KEYWORDS, channels_where(lambda traits: traits.keywords)),
        **dict.fromkeys(WHERE_SPOKEN, channels_where(lambda traits: traits.spoken)),
        **dict.fromkeys(ON_SCREENS, channels_where(lambda traits: traits.limits.ussd_screens)),
        "engine-ways": channels_where(lambda traits: not traits.limits.ussd_screens),
    },
)
