"""The inputs that the walk tries at a step: sensible answers, mistakes, commands and free words."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import replace
from functools import partial
from typing import Any

from unclear import unclear_words

from core.seed import PIN
from flows.dialogues import DIALOGUES
from flows.dialogues.agent.callback_questions import When
from flows.engine import Ask, Engine, Menu, Queue, Record, Step, YesNo, pages_of
from flows.protocol import Channel, Heard, HeardKind, Session, traits_of

WRONG_PIN, NEW_PIN, WEAK_PIN = "246813", "864209", "111111"
RECORDING = "https://api.twilio.example/recordings/RE1"
COMMAND_WORDS = ("main", "back", "zh", "en", *DIALOGUES.by_command)
# Arguments of a keyword. Each keyword is also tried without any.
ARGUMENTS = {
    "redeem": ("1", "4", "9999999999999999999999"),
    "credit": ("10", "50", "10 13712"),
    "data": ("1", "0.5", "1 13712"),
    "orders": ("20260003", "99999999"),
    "address": ("Flat 201, Building 3, 1 Zhongshan Road, Tianhe District, Guangzhou",),
    "claim": ("20260601", "1", "12345678901234567890"),
    "complain": ("My bill is wrong.", "算了", "电话是多少", "20260002"),
    "suggest": ("More gifts, please.", "your app"),
    "withdraw_complaint": ("20260002", "99999999", "all"),
    "complaint_status": ("20260002", "99999999"),
}
# Entries at questions for digits where a number of the right length alone would reach little.
ENTRIES = {
    "redeem_gift.number": ("1", "4", "9999"),
    "order_by_number.number": ("20260003", "99999999"),
    "claim.yuan": ("58", "85"),
    "claim.receipt": ("12345678901234567890", "123456", "没有单号"),
    "identify.pin": (PIN, WRONG_PIN, "1"),
    "pin.new": (NEW_PIN, WEAK_PIN),
    "pin.again": (NEW_PIN, WRONG_PIN),
    "identify.new": (NEW_PIN, WEAK_PIN),
    "identify.again": (NEW_PIN, WRONG_PIN),
    "give.receiver": ("13800000001", "13800000002", "13899999999"),
    "give.amount": ("100", "5001", "20000"),
    "change_numbers.entered": ("13900000001", "13800000001", "2584567890"),
    "exchange.points": ("100", "150", "5100", "20000"),
    "callback_time.when": ("1530", "0300"),
}
# Where own words are asked for: a complaint that does not tell what it is about, a receipt of which
# the day and the amount are missing, and a suggestion that only names something.
BROKEN = "The cup came broken."
OWN_WORDS = {
    "complaint": ("My bill is wrong.",),
    "claim": ("Shell",),
    "suggestion": (BROKEN, "your app"),
}
# In place of a code: what is confirmed may be changed to these.
OTHER_NUMBERS = {
    "redeem_gift.code": ("1",),
    "give.code": ("300",),
    "exchange.code": ("300",),
}

# Asked back, offered, refused, answered by others, additions, gifts that are named, an order that
# is missed and a decision that is not accepted; at the home menu, from where they lead on.
FREE_WORDS = (
    "怎么投诉？",
    "I want to complain, your courier was rude",
    unclear_words("zh"),
    "我不想换礼品了",
    "my phone bill is too high",
    "withdraw my complaint",
    "补充投诉",
    "我要换耳机",
    "换保温杯还是手机支架好，给我换一个",
    "我的礼品还没收到",
    "话费没到账",
    "I want a second look",
    "今天凌晨一点给我回电",
    "我妈的手机丢了",
    "卡丢了",
    "会员卡丢了",
    "我要换个号码",
    "后悔了，刚才换的不要了",
)


class Inputs:
    """The inputs of one caller. `tries_mistakes`: silence and wrong answers are among them.
    `changes_max`: at how many nodes of a question each mistake, command and wish in free words is
    tried; None for all. `changes`: how often each was tried, by this caller or others like it."""

    def __init__(
        self,
        engine: Engine,
        channel: Channel,
        number: str,
        *,
        tries_mistakes: bool,
        changes_max: int | None,
        changes: Counter[Any],
    ) -> None:
        self._changes_max, self._changes = changes_max, changes
        self._wishes: Counter[Any] = Counter()
        self._engine, self._channel, self._number = engine, channel, number
        self._traits = traits_of(channel)
        self._tries_mistakes = tries_mistakes

    def at(self, session: Session, newest_code: Callable[[], str | None]) -> Iterator[Heard]:
        """The inputs to try where the session is. `newest_code`: reads the code that was sent
        last."""
        if session.over:
            if self._traits.sessionless:
                yield self.input(HeardKind.ENTERED, "JF")
            elif self._engine.worth_resuming(session):
                yield self.input(HeardKind.HUNG_UP)
            return
        step = (
            None
            if session.resting
            else self._engine.dialogues.flows[session.top.flow].steps[session.top.state]
        )
        if isinstance(step, Queue):
            for result in ("bridged", "left", "failed"):
                yield self.input(HeardKind.LEFT_QUEUE, result)
            return
        assert session.last is None or not session.last.ends
        for answer in answers_at(session, step, newest_code() if code_asked(step) else None):
            yield self.input(
                HeardKind.RECORDED if answer == RECORDING else HeardKind.ENTERED, answer
            )
        for counted, changes in self._changes_at(session, step):
            yield from filter(partial(self._is_tried, session, step, counted), changes)
        if not self._traits.sessionless and self._is_hang_up_tried(session):
            yield self.input(HeardKind.HUNG_UP)

    def _changes_at(
        self, session: Session, step: Step | None
    ) -> Iterator[tuple[Counter[Any], Iterator[Heard]]]:
        """What answers no question, and where it is counted: mistakes and commands once for all
        callers of a kind, but free words for each, since what they ask about is the caller's."""
        if self._tries_mistakes:
            yield self._changes, self._mistakes(session, step)
        yield self._changes, self._commands(session)
        yield self._wishes, self._free_words(session)

    def _is_tried(
        self, session: Session, step: Step | None, counted: Counter[Any], heard: Heard
    ) -> bool:
        where = "resting" if step is None else f"{session.top.flow}.{session.top.state}"
        tried = (where, session.silences, session.misses, heard.kind, heard.command, heard.text)
        counted[tried] += 1
        return self._changes_max is None or counted[tried] <= self._changes_max

    def _is_hang_up_tried(self, session: Session) -> bool:
        """Hanging up is tried where the session can be resumed, and not again after mistakes."""
        return (
            _without_mistakes(session)
            and session.top.flow != "offer"
            and self._engine.worth_resuming(session)
        )

    def _mistakes(self, session: Session, step: Step | None) -> Iterator[Heard]:
        """Silence and wrong answers, each up to the last attempt. They are not mixed."""
        if not session.misses:
            sessionless = self._traits.sessionless
            yield self.input(HeardKind.ENTERED if sessionless else HeardKind.SILENCE)
        wrong = wrong_answer(session, step)
        if wrong is not None and not session.silences:
            yield self.input(HeardKind.ENTERED, wrong)
        if self._traits.limits.ussd_screens and session.last and len(pages_of(session.last)) > 1:
            yield self.input(HeardKind.ENTERED, "98")
        if self._traits.keywords and _without_mistakes(session):
            for word, command in (("TSCXX", "complaint_status"), ("MENUU", "main")):
                yield replace(
                    self.input(HeardKind.ENTERED, word), command=command, guessed=word[:-1]
                )

    def _commands(self, session: Session) -> Iterator[Heard]:
        """All commands. None after a mistake, which changes nothing for a command, and only one
        within a dialogue if mistakes are not tried: the others leave it as for other callers."""
        if not _without_mistakes(session):
            return
        keyed = tuple(self._traits.command_keys.values())
        commands = COMMAND_WORDS if self._traits.keywords else keyed
        is_full = self._tries_mistakes or len(session.stack) == 1
        for command in commands if is_full else ("back",):
            yield replace(self.input(HeardKind.COMMAND), command=command)
            if self._traits.keywords:
                for argument in ARGUMENTS.get(command, ()):
                    yield replace(self.input(HeardKind.COMMAND, argument), command=command)

    def _free_words(self, session: Session) -> Iterator[Heard]:
        if len(session.stack) == 1 and _without_mistakes(session):
            confidence = 0.9 if self._traits.spoken else None
            for words in FREE_WORDS:
                yield replace(self.input(HeardKind.ENTERED, words), confidence=confidence)

    def input(self, kind: HeardKind, words: str = "") -> Heard:
        return Heard(self._channel, "walk", self._number, f"{kind}:{words}", kind, text=words)


def _without_mistakes(session: Session) -> bool:
    return not (session.silences or session.misses)


def answers_at(session: Session, step: Step | None, code: str | None) -> Iterator[str]:
    """The sensible answers at a step; at a resting session (no step) any digit."""
    if isinstance(step, Menu):
        yield from (option.key for option in session.last.options if session.last)  # type: ignore[union-attr]
        if isinstance(step, YesNo):
            yield "YES" if session.language == "en" else "不用"
    elif isinstance(step, Ask):
        where = f"{session.top.flow}.{session.top.state}"
        entries = (code or "000000", "111111", *OTHER_NUMBERS.get(where, ()))
        yield from entries if code_asked(step) else entries_at(session, step)
    elif isinstance(step, When):
        yield from ENTRIES[f"{session.top.flow}.{session.top.state}"]
    elif isinstance(step, Record):
        is_spoken = traits_of(session.channel).spoken
        yield from (
            (RECORDING,)
            if is_spoken
            else (
                *OWN_WORDS.get(session.top.flow, (BROKEN,)),
                "I lost my phone",
                "any news on it",
            )
        )
    elif step is None:
        yield "1"


def entries_at(session: Session, step: Ask) -> Iterator[str]:
    where = f"{session.top.flow}.{step.name}"
    yield from ENTRIES.get(where, ("7" * step.digits_min, "7" * step.digits_max))


def code_asked(step: Step | None) -> bool:
    return step is not None and step.name in ("code", "agreement")


def wrong_answer(session: Session, step: Step | None) -> str | None:
    """An answer that the step does not accept; None if it accepts anything."""
    if isinstance(step, Menu | When):
        return "77"
    if isinstance(step, Ask):
        return "7" * (step.digits_min - 1) if step.digits_min > 1 else "A"
    if isinstance(step, Record):
        return "5"
    return None
