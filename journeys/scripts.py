"""The ten journeys: what members call for most."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from core.seed import PEOPLE, PIN

LANGUAGES = ("zh", "en")
RECORDS = "(records 5 s)"
RECEIPT = "20260618"
GOLD, SILVER, SENIOR = (PEOPLE[member].number for member in (1, 2, 5))


@dataclass(frozen=True, slots=True)
class Goal:
    """`name`: what the member wants to know, or to have done. It is reached in the first sentence
    in which `said` is found: a regular expression by language, of facts rather than of wording.
    `is_act`: it is not reached before the last entry, which confirms it."""

    key: str
    name: str
    said: Mapping[str, str]
    is_act: bool = False


@dataclass(frozen=True, slots=True)
class Journey:
    """`entries`: what is keyed at each question, as in a transcript, until every goal is reached.
    What is not needed for that is not keyed. `in_words`: by language, the same for a caller who
    says what they want; where it is missing the call is not made in words."""

    key: str
    title: str
    about: str
    number: str
    entries: tuple[str, ...]
    goals: tuple[Goal, ...]
    in_words: Mapping[str, tuple[str, ...]] = field(default_factory=dict)


AGENT_ZH, AGENT_EN = "人工|客服", "agent|putting you through|connecting you"

JOURNEYS = (
    Journey(
        "balance",
        "The balance",
        "A known caller wants to know how many points there are, and what expires.",
        GOLD,
        (),
        (
            Goal("points", "hears the balance", {"zh": "一万[两二]千三百四十五分", "en": "12,345"}),
            Goal("expiry", "hears what expires", {"zh": "两千分", "en": r"(?<!\d)2,000"}),
        ),
    ),
    Journey(
        "tier",
        "The tier, and what the next one takes",
        "A gold member asks how much is missing for diamond.",
        GOLD,
        ("1", "2"),
        (
            Goal("tier", "hears the tier", {"zh": "金卡", "en": "Gold"}),
            Goal("next", "hears what the next tier takes", {"zh": "钻石", "en": "Diamond"}),
        ),
        {"zh": ("(says) 我还差多少升级",), "en": ("(says) what does the next tier take",)},
    ),
    Journey(
        "gift",
        "A gift",
        "A member has the gifts read out, and orders the phone stand for 300 points.",
        GOLD,
        ("2", "3", PIN, "2", "1", "1"),
        (
            Goal("choice", "hears the first gift", {"zh": "三百分", "en": "300 points"}),
            Goal("ordered", "has ordered", {"zh": "手机支架", "en": "Phone stand"}, is_act=True),
        ),
    ),
    Journey(
        "credit",
        "Phone credit",
        "A member exchanges 1,000 points for 10 yuan of phone credit.",
        GOLD,
        ("2", "1", PIN, "1", "1"),
        (Goal("delivered", "has the credit", {"zh": "话费", "en": "credit"}, is_act=True),),
    ),
    Journey(
        "order",
        "Where is my order",
        "A member asks about the thermos cup that is on its way.",
        GOLD,
        ("3", "1", PIN),
        (Goal("due", "hears when it arrives", {"zh": "六月六日", "en": "June 6"}),),
        {"zh": ("(says) 我的订单到哪了", PIN), "en": ("(says) where is my order", PIN)},
    ),
    Journey(
        "complaint",
        "A complaint",
        "A member records a complaint of 5 seconds, and has its number.",
        GOLD,
        ("4", "1", RECORDS, "1"),
        (Goal("filed", "has the number of the complaint", {"zh": "编号", "en": "number is"}),),
    ),
    Journey(
        "claim",
        "Missing points",
        "A member claims the points of a purchase by the number of the receipt.",
        GOLD,
        ("4", "3", f"{RECEIPT}#", "1"),
        (
            Goal(
                "filed",
                "has the number of the claim",
                {"zh": "编号", "en": "number is"},
                is_act=True,
            ),
        ),
    ),
    Journey(
        "give",
        "Points for somebody else",
        "A member gives 500 points to another member.",
        GOLD,
        ("2", "4", PIN, f"{SILVER.removeprefix('+86')}#", "500#", "1"),
        (Goal("given", "has given them", {"zh": "五百分", "en": "500 points"}, is_act=True),),
    ),
    Journey(
        "agent",
        "A person",
        "A member wants to talk to an agent.",
        GOLD,
        ("0",),
        (
            Goal(
                "queued", "hears that an agent comes", {"zh": AGENT_ZH, "en": AGENT_EN}, is_act=True
            ),
        ),
        {"zh": ("(says) 转人工",), "en": ("(says) let me talk to a person",)},
    ),
    Journey(
        "senior",
        "A caller of 68",
        "A caller of 65 or over is on the way to an agent without a key, and asks for the balance.",
        SENIOR,
        ("1",),
        (
            Goal(
                "offer",
                "hears that an agent comes",
                {"zh": AGENT_ZH, "en": AGENT_EN},
            ),
            Goal("points", "hears the balance", {"zh": "五千分", "en": "5,000"}),
        ),
        {"zh": ("(says) 我还有多少分",), "en": ("(says) how many points do I have",)},
    ),
)
