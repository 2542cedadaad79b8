"""All dialogues of the hotline: the folders of this package that declare a `DIALOGUE`.

The folders are discovered at import, so a new dialogue need not be listed here. `hotline flows
check` reports a folder that has sentences, but no declaration.
"""

from __future__ import annotations

from collections.abc import Iterator
from importlib import import_module
from pkgutil import iter_modules

from flows import dialogues
from flows.dialogues.account import disowned, lost
from flows.dialogues.address import flow as address
from flows.dialogues.agent import callback_time, text_instead
from flows.dialogues.agent.flow import AGENT, OFFER
from flows.dialogues.cancel_order import flow as cancel_order
from flows.dialogues.choose_language.flow import set_language
from flows.dialogues.code_confirmation import next_one
from flows.dialogues.complaint import (
    about,
    addition,
    damaged,
    grade,
    second_look,
    status,
    withdrawal,
)
from flows.dialogues.give import told as give
from flows.dialogues.identify.flow import IDENTIFY
from flows.dialogues.leave import flow as leave
from flows.dialogues.menus.flow import TEXT_HOME, home, more_services, openings
from flows.dialogues.missed_callback import flow as missed_callback
from flows.dialogues.numbers import flow as numbers
from flows.dialogues.order_status import flow as order_status
from flows.dialogues.redeem import flow as redeem
from flows.dialogues.redeem import in_stock, prices, properties, receivers
from flows.dialogues.resume.flow import GUESS
from flows.dialogues.rules_asked import flow as rules_asked
from flows.dialogues.summary import wanted as summary
from flows.dialogues.texts import flow as texts
from flows.dialogues.understood.flow import ASK_WISH, OFFER_WISHES, WISH_OR_WORDS
from flows.engine import Context, Dialogue, Dialogues
from flows.protocol import Frame


def _declared() -> Iterator[Dialogue]:
    for module in iter_modules(dialogues.__path__, f"{dialogues.__name__}."):
        if module.ispkg:
            declared = getattr(import_module(f"{module.name}.flow"), "DIALOGUE", None)
            if declared is not None:
                yield declared


def continuation(context: Context, text: str) -> Frame | None:
    taken_by = (
        callback_time.continuation,
        missed_callback.continuation,
        second_look.continuation,
        status.asked_decision,
        status.asked_after,
        withdrawal.continuation,
        addition.continuation,
        order_status.continuation,
        damaged.continuation,
        address.continuation,
        redeem.continuation,
        more_services,
    )
    return next(filter(None, (take(context, text) for take in taken_by)), None)


def objection(context: Context, text: str) -> Frame | None:
    taken_by = (withdrawal.regretted, about.corrected, second_look.objection)
    return next(filter(None, (take(context, text) for take in taken_by)), None)


def asked_anywhere(context: Context, text: str) -> Frame | None:
    taken_by = (
        text_instead.asked,
        callback_time.asked,
        summary.asked,
        texts.asked,
        leave.asked,
        lost.asked,
        disowned.asked,
        cancel_order.asked,
        numbers.asked,
        redeem.asked,
    )
    return next(filter(None, (take(context, text) for take in taken_by)), None)


DIALOGUES = Dialogues(
    declared=tuple(_declared()),
    home=home,
    openings=openings,
    deep_link_home=TEXT_HOME,
    identify=IDENTIFY,
    offer=OFFER,
    guess=GUESS,
    agent=AGENT,
    ask_wish=ASK_WISH,
    offer_wishes=OFFER_WISHES,
    wish_or_words=WISH_OR_WORDS,
    set_language=set_language,
    answer_to_text=grade.answer_to_text,
    continuation=continuation,
    objection=objection,
    tells=(
        leave.tell,
        next_one.tell,
        give.tell,
        receivers.tell,
        address.tell,
        in_stock.tell,
        prices.tell,
        properties.tell,
        rules_asked.tell,
        grade.tell,
    ),
    asked_anywhere=asked_anywhere,
    cancelling=cancel_order.just_ordered,
    undone=cancel_order.undone,
)
