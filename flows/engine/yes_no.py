"""The question that is answered with yes or no, and what a costly one asks for besides."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any

from flows.engine.choices import Menu, is_as_printed
from flows.engine.questions import REPROMPT_OUTCOMES
from flows.language import SmallTalk, answers
from flows.protocol import Expects, ExpectsKind, Heard, HeardKind

if TYPE_CHECKING:
    from flows.engine.context import Context

YES_KEY, NO_KEY = "1", "2"
_WITH_KEY = re.compile(rf"([{YES_KEY}{NO_KEY}])[\s.:,、，。：]*(\D+)")


@dataclass(frozen=True, kw_only=True)
class YesNo(Menu):
    """Asks for yes or no; these are its outcomes.

    costly: a yes spends points, or does something else that an agent would have to undo. Where
        sentences are spoken it is accepted by key only: who says it is asked to press the key. The
        question creates the idempotency key of the action that follows, the answer `action_key`.

    keyed_whole: where keys are collected, all that is keyed is waited for, up to the pound key. A
        PIN that is entered too early is then no yes, whatever it begins with.
    more: further outcomes, which are options behind yes and no.
    keyword: the keyword of the dialogue. Alone it is a yes, since it names what is asked about.

    The key is created when the question is first shown and kept in the session. So a yes that is
    delivered twice has the same key, and so has the yes of a member who is asked again because the
    call dropped before the answer was heard. A second, intended redemption gets a new key.
    """

    costly: bool = False
    keyed_whole: bool = False
    more: tuple[str, ...] = ()
    keyword: str = ""
    yes: str = "yes"
    no: str = "no"

    def outcomes(self) -> frozenset[str]:
        return frozenset({"yes", "no", *self.more} | (set(self.on) & set(REPROMPT_OUTCOMES)))

    def prepare(self, context: Context) -> str | None:
        if self.costly and "action_key" not in context.answers:
            context.answers["action_key"] = context.services.ids.new()
        return None

    def expects(self, context: Context) -> Expects:
        if self.keyed_whole:
            return Expects(ExpectsKind.DIGITS, digits_max=0, speech=True)
        return Expects(ExpectsKind.KEY, speech=True, timeout_seconds=8)

    def miss(self, context: Context, heard: Heard) -> str:
        is_spoken_yes = self.costly and self._meant(context, heard.text) == "yes"
        return "press_yes" if is_spoken_yes else super().miss(context, heard)

    def while_waiting(self, context: Context) -> tuple[str, Mapping[str, Any]]:
        return ("engine-no_hurry", {}) if self.costly else super().while_waiting(context)

    def interpret(self, heard: Heard) -> Heard:
        if self.keyword and heard.command == self.keyword and not (heard.text or heard.guessed):
            return replace(heard, kind=HeardKind.ENTERED, command="", text=YES_KEY)
        return heard

    def hear(self, context: Context, heard: Heard) -> str | None:
        is_wait = answers.small_talk_of(heard.text) is SmallTalk.WAIT
        if self.costly and context.traits.spoken and is_wait:
            return None  # who asks for time refuses nothing
        if (picked := self._more_picked(context, heard.text)) is not None:
            return picked
        outcome = self._meant(context, heard.text)
        # A recogniser writes "1" for a spoken "one", too.
        is_keyed = heard.text == YES_KEY and heard.confidence is None
        if outcome == "yes" and self.costly and context.traits.spoken and not is_keyed:
            return None
        return outcome

    def _meant(self, context: Context, text: str) -> str | None:
        option = answers.option_of(text)
        if option is not None:
            return {YES_KEY: "yes", NO_KEY: "no"}.get(str(option.number))
        for outcome in ("yes", "no"):
            label = self._label(context, outcome)
            key = YES_KEY if outcome == "yes" else NO_KEY
            if answers.is_same(text, label) or is_as_printed(text, key, label):
                return outcome
        if self.spoken_choice and context.traits.spoken:
            return self._chosen(context, text)
        return self._outcome_of(self._reply_with_key(text))

    def _chosen(self, context: Context, text: str) -> str | None:
        """The option that is named by its words; "never mind" changes nothing."""
        named = answers.option_named(text, self._labels(context))
        return {YES_KEY: "yes", NO_KEY: "no"}[named] if named else self._bare_reply(context, text)

    def _reply_with_key(self, text: str) -> answers.Reply | None:
        """The reply, also with the key of the same answer before it: "1 登记吧"."""
        with_key = _WITH_KEY.fullmatch(text.strip())
        if with_key is None:
            return self.reply(text)
        key, words = with_key.groups()
        reply = self.reply(words)
        is_yes = reply is answers.Reply.YES
        return reply if is_yes == (key == YES_KEY) else None

    def _more_picked(self, context: Context, text: str) -> str | None:
        picked = self.by_key().get(self._key_picked(context, text), "") if self.more else ""
        return picked if picked in self.more else None

    def _labels(self, context: Context) -> dict[str, str]:
        both = {YES_KEY: self._label(context, "yes"), NO_KEY: self._label(context, "no")}
        others = {key: each for key, each in self.by_key().items() if each in self.more}
        return both | {
            key: context.words(self.key(context, f"-{each}")) for key, each in others.items()
        }

    def _label(self, context: Context, outcome: str) -> str:
        own = self.key(context, f"-{outcome}")
        return context.words(own if context.has_words(own) else f"engine-{outcome}")
