"""The menus. The keys are numbered in the order of the options, and members know them by heart, so
add new options at the end."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Literal

from core.members import Act, permissions, profiles
from core.programme import local_day
from flows.dialogues.account.flow import PIN
from flows.dialogues.account.lost import REPORT_LOST
from flows.dialogues.address.flow import ADDRESS
from flows.dialogues.agent.flow import AGENT
from flows.dialogues.balance.flow import BALANCE
from flows.dialogues.choose_language.flow import LANGUAGE
from flows.dialogues.claim.flow import CLAIM
from flows.dialogues.complaint.flow import COMPLAINT
from flows.dialogues.complaint.grade import GRADE, is_asked
from flows.dialogues.complaint.status import COMPLAINT_STATUS
from flows.dialogues.exchange.flow import EXCHANGE
from flows.dialogues.give.flow import GIVE
from flows.dialogues.greeting.flow import ACCOUNT_GREETING
from flows.dialogues.history.flow import HISTORY
from flows.dialogues.join.flow import JOIN
from flows.dialogues.leave.flow import LEAVE
from flows.dialogues.numbers.flow import NUMBERS
from flows.dialogues.order_status.flow import NOT_RECEIVED, ORDER, ORDER_BY_NUMBER
from flows.dialogues.redeem.flow import REDEEM_CREDIT, REDEEM_DATA, REDEEM_GIFT
from flows.dialogues.resume.flow import RESUME
from flows.dialogues.suggestion.flow import SUGGESTION
from flows.dialogues.summary.flow import SUMMARY
from flows.dialogues.texts.flow import MARKETING
from flows.dialogues.tier.flow import TIER
from flows.dialogues.undelivered.flow import UNDELIVERED
from flows.dialogues.undelivered.flow import is_due as has_undelivered
from flows.engine import Call, Context, Dialogue, Do, End, Flow, Menu, ServiceMenu
from flows.language import LANGUAGES, answers
from flows.protocol import Frame

OptionLanguage = Callable[[str, str], str]


def menu(
    name: str,
    *,
    option_language: OptionLanguage | None = None,
    first_key: int = 1,
    **options: Flow,
) -> Flow:
    """A menu whose options each play a dialogue and return here. option_language, first_key: see
    `Menu`."""
    on = {option: option for option in options}
    return Flow(
        name,
        ServiceMenu("menu", on=on, option_language=option_language, first_key=first_key),
        *(Call(option, flow, then="menu") for option, flow in options.items()),
        members_only=False,
    )


def menu_once(name: str, **options: Flow) -> Flow:
    """A menu whose options each play a dialogue, after which it is left."""
    return Flow(
        name,
        Menu("menu", on={option: option for option in options}),
        *(Call(option, flow, then="over") for option, flow in options.items()),
        End("over", silent=True),
        members_only=False,
    )


def other_language(option: str, spoken: str) -> str:
    """The way to another language is said in that one."""
    return next(each for each in LANGUAGES if each != spoken) if option == "language" else ""


POINTS_MENU = menu("points_menu", balance=BALANCE, tier=TIER, history=HISTORY, by_text=SUMMARY)
REDEEM_MENU = menu(
    "redeem_menu",
    credit=REDEEM_CREDIT,
    data=REDEEM_DATA,
    gift=REDEEM_GIFT,
    give=GIVE,
    exchange=EXCHANGE,
)
ORDERS_MENU = menu(
    "orders_menu",
    latest=ORDER,
    number=ORDER_BY_NUMBER,
    complain=NOT_RECEIVED,
    address=ADDRESS,
)
COMPLAINTS_MENU = menu(
    "complaints_menu",
    new=COMPLAINT,
    status=COMPLAINT_STATUS,
    claim=CLAIM,
    suggestion=SUGGESTION,
)
MEMBERSHIP_MENU = menu("membership_menu", leave=LEAVE, numbers=NUMBERS)
OTHER_MENU = menu("other_menu", first_key=3, membership=MEMBERSHIP_MENU)
"""Its keys 1 and 2 are those of partner shops and the club."""
MORE_MENU = menu(
    "more_menu",
    option_language=other_language,
    pin=PIN,
    language=LANGUAGE,
    lost=REPORT_LOST,
    marketing=MARKETING,
    other=OTHER_MENU,
)

VOICE_HOME = menu(
    "voice_home",
    points=POINTS_MENU,
    redeem=REDEEM_MENU,
    orders=ORDERS_MENU,
    complaints=COMPLAINTS_MENU,
    more=MORE_MENU,
)
TEXT_HOME = menu(
    "text_home",
    balance=BALANCE,
    tier=TIER,
    history=HISTORY,
    redeem=REDEEM_MENU,
    orders=ORDERS_MENU,
    claim=CLAIM,
    complaint=COMPLAINTS_MENU,
    agent=AGENT,
    more=MORE_MENU,
)
SENIOR_REDEEM = menu_once(
    "senior_redeem",
    credit=REDEEM_CREDIT,
    data=REDEEM_DATA,
    gift=REDEEM_GIFT,
    give=GIVE,
    exchange=EXCHANGE,
)
"""Senior callers come back to their short menu after every dialogue."""
SENIOR_HOME = menu("senior_home", balance=BALANCE, redeem=SENIOR_REDEEM, agent=AGENT)
FROZEN_HOME = menu("frozen_home", complaint=COMPLAINT, agent=AGENT)
LEFT_HOME = menu("left_home", complaint=COMPLAINT, agent=AGENT)
STRANGER_HOME = menu("stranger_home", agent=AGENT, join=JOIN)
WITHHELD_HOME = menu("withheld_home", agent=AGENT)


def look_for_dropped(context: Context) -> Literal["dropped", "nothing"]:
    return "dropped" if context.session.parked else "nothing"


SENIOR_WELCOME = Flow(
    "senior_welcome",
    Menu(
        "offer",
        attempts_max=1,
        on={"self_service": "look", "no_input": "agent", "no_match": "agent"},
    ),
    Do("look", look_for_dropped, on={"dropped": "resume", "nothing": "account"}),
    Call("resume", RESUME, then="over"),
    Call("account", ACCOUNT_GREETING, then="over"),
    Call("agent", AGENT, then="over"),
    End("over", silent=True),
    passing=True,
)
"""Puts senior callers through to an agent unless they press 1 for self-service: they then hear the
balance and the short menu, or are asked whether to continue what a dropped call had begun."""


def home(context: Context) -> Flow:
    """The home menu for the caller's status and age, and for the channel."""
    caller = context.caller
    if caller is None:
        return STRANGER_HOME if profiles.shows_number(context.session.caller) else WITHHELD_HOME
    if permissions.refusal(caller, Act.LOOK) is not None:
        return _HOME_OF_STATUS[caller.status]
    if not context.traits.spoken:
        return TEXT_HOME
    return SENIOR_HOME if _is_senior(context) else VOICE_HOME


def more_services(context: Context, text: str) -> Frame | None:
    """The menu that the home menu shows as "more", where the words ask for it."""
    has_more = home(context) in (TEXT_HOME, VOICE_HOME)
    return MORE_MENU.start() if has_more and answers.asks_for_more(text) else None


def openings(context: Context) -> Sequence[Flow]:
    """The dialogues played before the menu when a session begins, in this order."""
    caller = context.caller
    if context.session.parked and home(context) is not SENIOR_HOME:
        return [RESUME]
    if context.traits.sessionless:
        return []
    news = [UNDELIVERED] if has_undelivered(context) else []
    news += [GRADE] if is_asked(context) else []
    if not context.traits.spoken:
        return news
    language = [LANGUAGE] if caller is None or caller.language is None else []
    return [*language, *news, *_GREETINGS.get(home(context).name, ())]


def _is_senior(context: Context) -> bool:
    caller = context.caller
    return caller is not None and profiles.is_senior(caller, local_day(context.at))


_HOME_OF_STATUS = {"frozen": FROZEN_HOME, "left": LEFT_HOME}
"""Of a member who may not look anything up. An unknown status has none: such a caller is answered
with the apology, which offers an agent."""

_GREETINGS = {VOICE_HOME.name: (ACCOUNT_GREETING,), SENIOR_HOME.name: (SENIOR_WELCOME,)}
"""By the home menu: what follows the greeting."""

HOMES = (
    VOICE_HOME,
    TEXT_HOME,
    SENIOR_HOME,
    FROZEN_HOME,
    LEFT_HOME,
    STRANGER_HOME,
    WITHHELD_HOME,
)

DIALOGUE = Dialogue(
    __package__,
    *HOMES,
    POINTS_MENU,
    REDEEM_MENU,
    ORDERS_MENU,
    COMPLAINTS_MENU,
    MORE_MENU,
    MEMBERSHIP_MENU,
    OTHER_MENU,
    SENIOR_REDEEM,
    SENIOR_WELCOME,
    facts={"options": 9},
    entry_points=[*HOMES, SENIOR_WELCOME],
    never_spoken=[TEXT_HOME],
)
