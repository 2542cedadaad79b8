"""Questions that offer a choice: a menu, a list from the database, yes or no."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from flows.engine.questions import REPROMPT_OUTCOMES, Question, plain_key
from flows.protocol import Expects, ExpectsKind, Heard, Option

if TYPE_CHECKING:
    from flows.engine.context import Context

NEXT_PAGE = "next page"
"""Returned by `Menu.hear` instead of an outcome: show the next page of the same list. The space
keeps it apart from the names of outcomes."""


@dataclass(frozen=True, slots=True)
class Choice:
    """An entry of a list.

    value: saved as the answer when the entry is picked. Must be JSON.
    code: the key of the entry on a channel that picks by code.
    facts: the facts for the sentence of its line.
    """

    value: Any
    code: str
    facts: Mapping[str, Any]


@dataclass(frozen=True, kw_only=True)
class Menu(Question):
    """Offers the outcomes in `on`, numbered in their order; or the entries of a list.

    With `choices` the entries come from the database and are shown a page at a time. The session
    stores them as they were shown, so that a change in between cannot change what a key means. The
    outcomes are then "picked", with the entry's value saved as the answer `save`, and "none" for an
    empty list. `item_facts`: facts of an entry that the release before has shown without them.
    """

    choices: Callable[[Context], Sequence[Choice]] | None = None
    save: str = ""
    item_facts: Mapping[str, Any] = field(default_factory=dict)

    def outcomes(self) -> frozenset[str]:
        if self.choices is None:
            return frozenset(self.on)
        return frozenset({"picked", "none"} | (set(self.on) & set(REPROMPT_OUTCOMES)))

    def fixed_options(self) -> list[str]:
        return [outcome for outcome in self.on if outcome not in REPROMPT_OUTCOMES]

    def facts(self) -> Mapping[str, Any]:
        return {} if self.choices else {"options": len(self.fixed_options())}

    def prepare(self, context: Context) -> str | None:
        if self.choices is None:
            return None
        entries = self.choices(context)
        if not entries:
            return "none"
        context.answers["shown"] = [
            {"value": entry.value, "code": entry.code, "facts": dict(entry.facts)}
            for entry in entries
        ]
        context.answers.setdefault("list_page", 0)
        if not self._page(context):  # the list is shorter than when it was shown
            context.answers["list_page"] = 0
        return None

    def options(self, context: Context) -> tuple[Option, ...]:
        if self.choices is None:
            return tuple(
                option_line(context, str(number), context.words(self.key(context, f"-{outcome}")))
                for number, outcome in enumerate(self.fixed_options(), start=1)
            )
        item = self.key(context, "-item")
        lines = [
            option_line(context, key, context.words(item, {**self.item_facts, **entry["facts"]}))
            for key, entry in self._page(context)
        ]
        if self._more_key(context):
            lines.append(
                option_line(context, self._more_key(context), context.words("engine-list_more"))
            )
        return tuple(lines)

    def expects(self, context: Context) -> Expects:
        return Expects(ExpectsKind.KEY)

    def hear(self, context: Context, heard: Heard) -> str | None:
        key = plain_key(heard.text)
        if self.choices is None:
            by_key = {str(n): outcome for n, outcome in enumerate(self.fixed_options(), start=1)}
            return by_key.get(key)
        if key and key == self._more_key(context):
            context.answers["list_page"] += 1
            return NEXT_PAGE
        for shown_key, entry in self._page(context):
            if key == shown_key:
                context.answers[self.save] = entry["value"]
                return "picked"
        return None

    def _window(self, context: Context) -> tuple[int, int]:
        """How many entries fit on a page, and how many there are. On a list of several pages one
        place is taken by "more"."""
        entries = len(context.answers["shown"])
        room = context.traits.limits.options
        return (room if entries <= room else room - 1), entries

    def _page(self, context: Context) -> list[tuple[str, dict[str, Any]]]:
        size, _ = self._window(context)
        first = context.answers["list_page"] * size
        page = context.answers["shown"][first : first + size]
        by_code = context.traits.picks_by_code
        return [
            (entry["code"] if by_code else str(number), entry)
            for number, entry in enumerate(page, start=1)
        ]

    def _more_key(self, context: Context) -> str:
        size, entries = self._window(context)
        if (context.answers["list_page"] + 1) * size >= entries:
            return ""
        return "+" if context.traits.picks_by_code else str(size + 1)


_YES = "1 Y YES YEAH YEP OK SURE RIGHT CORRECT CONFIRM"
_YES_ZH = "是 是的 是啊 对 對 对的 對的 没错 沒錯 好 好的 嗯 行 可以 要 确认 確認 确定 確定"
_NO = "2 N NO NOPE"
_NO_ZH = "否 不 不是 不对 不對 不了 不用 不用了 不要 不要了 不需要 取消"
YES = frozenset(f"{_YES} {_YES_ZH}".split())
NO = frozenset(f"{_NO} {_NO_ZH}".split())

# Without the question mark: "yes?" is no consent.
_PUNCTUATION = re.compile(r"[.,!;:~…、。\"'“”]+")
_POLITE_WORDS = re.compile(r"(?:\s*(?:PLEASE|THANKS|THANK YOU|[谢謝][谢謝][您你]?))+\s*$")


def bare_answer(text: str) -> str:
    """The answer without punctuation and polite words: NO for "No, thanks."."""
    return _POLITE_WORDS.sub("", _PUNCTUATION.sub("", plain_key(text))).strip()


@dataclass(frozen=True, kw_only=True)
class YesNo(Menu):
    """Asks for yes or no; these are its outcomes.

    costly: a yes spends points. It is accepted by key only, not by speech, and the question creates
        the idempotency key of the action that follows, the answer `action_key`.

    The key is created when the question is first shown and kept in the session. So a yes that is
    delivered twice has the same key, and so has the yes of a member who is asked again because the
    call dropped before the answer was heard. A second, intended redemption gets a new key.
    """

    costly: bool = False

    def outcomes(self) -> frozenset[str]:
        return frozenset({"yes", "no"} | (set(self.on) & set(REPROMPT_OUTCOMES)))

    def prepare(self, context: Context) -> str | None:
        if self.costly and "action_key" not in context.answers:
            context.answers["action_key"] = context.services.ids.new()
        return None

    def options(self, context: Context) -> tuple[Option, ...]:
        return tuple(
            option_line(context, key, self._label(context, outcome))
            for key, outcome in (("1", "yes"), ("2", "no"))
        )

    def expects(self, context: Context) -> Expects:
        return Expects(ExpectsKind.KEY, speech=not self.costly, timeout_seconds=8)

    def hear(self, context: Context, heard: Heard) -> str | None:
        word = bare_answer(heard.text)
        for outcome, words in (("yes", YES), ("no", NO)):
            if word in words or word == bare_answer(self._label(context, outcome)):
                return outcome
        return None

    def _label(self, context: Context, outcome: str) -> str:
        own = self.key(context, f"-{outcome}")
        return context.words(own if context.has_words(own) else f"engine-{outcome}")


def option_line(context: Context, key: str, label: str) -> Option:
    return Option(key, context.words("engine-option", {"key": key, "label": label}))
