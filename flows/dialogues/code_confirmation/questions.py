"""The questions for a one-time code, and which code may be entered at each."""

from __future__ import annotations

import math
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any, ClassVar

from core.members import BLANK, PIN, one_time_codes
from flows.dialogues.code_confirmation import words
from flows.dialogues.code_confirmation.changing import CODE_DIGITS, Answers, Change
from flows.engine import Ask, Context, Menu, digits_of, plain_key
from flows.language import LANGUAGES, facts_in_language
from flows.protocol import Frame, Heard

AGAIN_KEY = "1"
"""The key for another code, on the phone and on a screen."""
AFTER_EARLIER = "after_earlier"
"""The answer that tells that something else has just been done by its own code, in the same
reply."""
Purpose = Callable[[Answers], str]
"""Returns a text that identifies what the code confirms, from the dialogue's answers. A code is
accepted only for the purpose that it was issued for."""


@dataclass(frozen=True, kw_only=True)
class CodeEntry(Ask):
    """Asks for the code, as long as it is valid. Words may also say that none has come ("again"),
    ask what it confirms ("asked"), say that it is not wanted after all ("declined"), or change it:
    see Change.
    """

    purpose: Purpose
    change: Change | None = None
    declines: Callable[[str], bool] | None = None
    outlives_look_ups: ClassVar[bool] = True
    reminders: ClassVar[tuple[str, ...]] = ("code_is",)

    def is_open(self, context: Context, frame: Frame) -> bool:
        return open_code(context, bound_to(context, frame, self.purpose)) is not None

    def is_meant_for(self, context: Context, heard: Heard) -> bool:
        if self._about_code(context, heard) is not None:
            return True
        return self.change is not None and self.change.read(context, heard) is not None

    def hear(self, context: Context, heard: Heard) -> str | None:
        if about := self._about_code(context, heard):
            return about
        if self.change is None:
            return super().hear(context, heard)
        changed = self.change.take(context, heard) or self.change.offer(context, heard)
        return changed or super().hear(context, heard)

    def miss(self, context: Context, heard: Heard) -> str:
        missed = super().miss(context, heard)
        return "miss_code_length" if missed == "miss_entry" else missed

    def while_waiting(self, context: Context) -> tuple[str, Mapping[str, Any]]:
        return "engine-code_waits", {"code_minutes": minutes_left(context)}

    def reminder(self, context: Context, heard: Heard) -> str:
        """Words that are no code are told what the code is for."""
        return self.key(context, "_is") if any(map(str.isalpha, heard.text)) else ""

    def _about_code(self, context: Context, heard: Heard) -> str | None:
        if not context.traits.sessionless and plain_key(heard.text) == AGAIN_KEY:
            return "again"
        if self.declines is not None and self.declines(heard.text):
            return "declined"
        return words.about_code(heard.text)

    def recall(self, context: Context) -> None:
        """Says the code again, where replies hold it, and what it confirms."""
        issued = context.answers.get("code_issued")  # None: asked by the release before this one
        if issued is None or not context.traits.replies_to_number:
            return
        member_id, code_id = issued["reference"]
        context.code = (member_id, code_id)
        context.say("code_sent", code_minutes=minutes_left(context), code=BLANK)


@dataclass(frozen=True, kw_only=True)
class CodeWait(Menu):
    """Asks for a key once the wait for the next code is over, since the last one confirms something
    else. Who repeats the wish after it gets the code. A key that comes too early is told so, and
    counts as a failed answer: after the last one an agent is offered. Where codes are typed, the
    last one is taken as well, for what it confirms: the outcome "code". Words may change what the
    next one is for: see Change."""

    change: Change | None = None

    def fixed_options(self) -> list[str]:
        return [self.yes, self.no]

    def is_meant_for(self, context: Context, heard: Heard) -> bool:
        return self.change is not None and self.change.read(context, heard) is not None

    def while_waiting(self, context: Context) -> tuple[str, Mapping[str, Any]]:
        return "engine-no_hurry", {}

    def is_open(self, context: Context, frame: Frame) -> bool:
        return _seconds_to_wait(context, frame) > 0

    def takes_earlier_code(self, context: Context) -> bool:
        return has_earlier_code(context)

    def sentence(self, context: Context) -> str:
        is_known = {"earlier", "earlier_for"} <= context.answers.keys()
        if not is_known:  # asked by the release before this one
            note_earlier_code(context)
        return super().sentence(context)

    def recall(self, context: Context) -> None:
        """Says the rest of the wait, and whether the last code is still taken."""
        note_earlier_code(context)
        context.answers["wait"] = max(1, _seconds_to_wait(context, context.session.top))

    def miss(self, context: Context, heard: Heard) -> str:
        if super().hear(context, heard) == "go_on":
            return "miss_early"
        return "miss_no_code" if _is_code(heard) else super().miss(context, heard)

    def hear(self, context: Context, heard: Heard) -> str | None:
        if _is_code(heard) and has_earlier_code(context):
            context.entered = context.hide(digits_of(heard.text))
            return "code"
        if self.change is not None and (changed := self.change.take(context, heard)):
            return changed
        outcome = super().hear(context, heard)
        if not self.is_open(context, context.session.top):
            return outcome
        self.recall(context)
        return None if outcome == "go_on" else outcome


def has_earlier_code(context: Context) -> bool:
    """Whether a code was sent for something else that may still be entered here."""
    is_taken = not context.traits.spoken and not context.declined
    return is_taken and bool(context.session.code_stack)


def note_earlier_code(context: Context) -> None:
    """Saves for the sentence of the wait whether an earlier code is taken, and what it is for."""
    is_void = context.answers.get("is_changed")
    context.answers.update(earlier="void" if is_void else "none", earlier_for="")
    if not has_earlier_code(context):
        return
    asking = context.session.code_stack[-1]
    say, channel = context.services.wording.say, context.channel
    own, title = f"{asking.flow}-code_for", f"{asking.flow}-title"
    key = own if context.has_words(own) else title
    what = {
        language: say(key, language, channel, facts_in_language(language, asking.answers))
        for language in LANGUAGES
    }
    context.answers.update(earlier="taken", earlier_for=what)


def minutes_left(context: Context, frame: Frame | None = None) -> int:
    """How long the open code is still valid, rounded down; at least 1. frame: the dialogue that
    asked for it, if not the innermost one."""
    asking = frame or context.session.top
    issued = asking.answers.get("code_issued")  # None: asked by the release before this one
    until = issued["until"] if issued else context.at.timestamp()
    return max(1, int((until - context.at.timestamp()) // 60))


def bound_to(context: Context, frame: Frame, purpose: Purpose) -> one_time_codes.Purpose:
    """What the code confirms: a request on a channel. A member who leaves the dialogue and asks
    there for the same again may enter the code that was sent before: it confirms the same, and
    once. A code that a call has asked for confirms nothing by text: who asked on the call may be
    somebody else."""
    asked = purpose(frame.answers)
    request, formerly = f"{asked} by {context.channel}", asked
    has_proved = context.traits.replies_to_number or PIN in context.session.proofs
    return one_time_codes.Purpose(frame.flow, request, not has_proved, formerly)


def open_code(context: Context, purpose: one_time_codes.Purpose) -> one_time_codes.OpenCode | None:
    member_id = context.member.member_id
    return one_time_codes.find_open(
        context.conn, member_id=member_id, purpose=purpose, at=context.at
    )


def _seconds_to_wait(context: Context, frame: Frame) -> int:
    until = float(frame.answers.get("wait_until", 0))
    return math.ceil(until - context.at.timestamp())


def _is_code(heard: Heard) -> bool:
    entry = digits_of(heard.text)
    return entry.isdecimal() and len(entry) == CODE_DIGITS
