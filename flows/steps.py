"""The kinds of steps that a dialogue is made of.

A step that asks shows itself (`options`, `expects`) and turns what was heard into an outcome, or
into None when it makes no sense here. Silence never reaches a step: the engine has its own ladder.
The outcomes `no_input` and `no_match`, where a step has them, replace the offer of an agent at the
ladder's end.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, ClassVar, get_args, get_type_hints

from flows.turn import Channel, Expects, Heard, Kind, Option, What

if TYPE_CHECKING:
    from flows.context import Context
    from flows.flow import Flow

LADDER = ("no_input", "no_match")
NEXT_PAGE = "next page"
"""Not an outcome: the same list, further down. No step can be called so."""


@dataclass(frozen=True, slots=True)
class Choice:
    """An entry of a list: `value` is saved, `code` is its key where members text it (SMS)."""

    value: Any
    code: str
    facts: Mapping[str, Any]


@dataclass(frozen=True, kw_only=True)
class Step:
    name: str = field(kw_only=False)
    on: Mapping[str, str] = field(default_factory=dict)
    asks: ClassVar[bool] = False

    def outcomes(self) -> frozenset[str]:
        """Every outcome that this step can have: each must be in `on`."""
        return frozenset(self.on)

    def key(self, context: Context, suffix: str = "") -> str:
        return f"{context.talk.top.flow}-{self.name}{suffix}"


@dataclass(frozen=True, kw_only=True)
class Asking(Step):
    """`rungs`: how often silence or a wrong answer is met with another try before help comes."""

    rungs: int = 3
    secret: bool = False
    asks: ClassVar[bool] = True

    def arrive(self, context: Context) -> str | None:
        """Make ready to ask; an outcome here means that there is nothing to ask."""
        return None

    def options(self, context: Context) -> tuple[Option, ...]:
        return ()

    def expects(self, context: Context) -> Expects:
        raise NotImplementedError

    def hear(self, context: Context, heard: Heard) -> str | None:
        raise NotImplementedError


@dataclass(frozen=True, kw_only=True)
class Menu(Asking):
    """One of the outcomes by its key, in the order of `on`; or one entry of a list.

    With `choices` the list comes from the database, is kept as it was shown (a list that changes
    between the showing and the key must not change what the key means) and is paged; outcomes are
    then "picked" (the value saved as `save`) and "none" (the list is empty).
    """

    choices: Callable[[Context], Sequence[Choice]] | None = None
    save: str = ""

    def outcomes(self) -> frozenset[str]:
        if self.choices is None:
            return frozenset(self.on)
        return frozenset({"picked", "none"} | (set(self.on) & set(LADDER)))

    def fixed(self) -> list[str]:
        return [outcome for outcome in self.on if outcome not in LADDER]

    def arrive(self, context: Context) -> str | None:
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
        return None

    def options(self, context: Context) -> tuple[Option, ...]:
        if self.choices is None:
            return tuple(
                option_line(context, str(number), context.words(self.key(context, f"-{outcome}")))
                for number, outcome in enumerate(self.fixed(), start=1)
            )
        item = self.key(context, "-item")
        lines = [
            option_line(context, key, context.words(item, entry["facts"]))
            for key, entry in self._page(context)
        ]
        if self._more_key(context):
            lines.append(
                option_line(context, self._more_key(context), context.words("engine-list_more"))
            )
        return tuple(lines)

    def expects(self, context: Context) -> Expects:
        return Expects(Kind.KEY)

    def hear(self, context: Context, heard: Heard) -> str | None:
        key = plain_key(heard.text)
        if self.choices is None:
            by_key = {str(n): outcome for n, outcome in enumerate(self.fixed(), start=1)}
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
        """How many fit a page, and how many there are: the last key of a page is kept for more."""
        entries = len(context.answers["shown"])
        room = context.manner.options_max
        return (room if entries <= room else room - 1), entries

    def _page(self, context: Context) -> list[tuple[str, dict[str, Any]]]:
        size, _ = self._window(context)
        first = context.answers["list_page"] * size
        page = context.answers["shown"][first : first + size]
        by_code = context.channel is Channel.SMS
        return [
            (entry["code"] if by_code else str(number), entry)
            for number, entry in enumerate(page, start=1)
        ]

    def _more_key(self, context: Context) -> str:
        size, entries = self._window(context)
        if (context.answers["list_page"] + 1) * size >= entries:
            return ""
        return "+" if context.channel is Channel.SMS else str(size + 1)


YES = frozenset(
    (
        "1",
        "Y",
        "YES",
        "OK",
        "SURE",
        "CONFIRM",
        "是",
        "是的",
        "对",
        "对的",
        "好",
        "好的",
        "要",
        "确认",
    )
)
NO = frozenset(("2", "N", "NO", "NOPE", "否", "不", "不是", "不对", "不用", "不要", "取消"))


@dataclass(frozen=True, kw_only=True)
class YesNo(Menu):
    """Outcomes "yes" and "no". A costly one takes keys only and fixes the key of what follows.

    The key is made when the question is first shown and kept in the talk: the same yes delivered
    twice carries the same key, and so does the yes of a member whose call dropped before the answer
    was heard, and who is asked again. A second, wanted redemption gets its own.
    """

    costly: bool = False

    def arrive(self, context: Context) -> str | None:
        if self.costly and "action_key" not in context.answers:
            context.answers["action_key"] = context.world.ids.new()
        return None

    def options(self, context: Context) -> tuple[Option, ...]:
        lines = []
        for key, outcome in (("1", "yes"), ("2", "no")):
            own = self.key(context, f"-{outcome}")
            label = context.words(own if context.has_words(own) else f"engine-{outcome}")
            lines.append(option_line(context, key, label))
        return tuple(lines)

    def expects(self, context: Context) -> Expects:
        return Expects(Kind.KEY, speech=not self.costly, timeout_seconds=8)

    def hear(self, context: Context, heard: Heard) -> str | None:
        word = plain_key(heard.text)
        return "yes" if word in YES else "no" if word in NO else None


@dataclass(frozen=True, kw_only=True)
class Ask(Asking):
    """Digits, from `digits_min` to `digits_max` of them. A secret is handed to the next action
    as `context.entered` and kept nowhere; anything else is saved as `save`.
    """

    digits_min: int
    digits_max: int
    save: str = ""

    def expects(self, context: Context) -> Expects:
        fixed = self.digits_min == self.digits_max
        return Expects(Kind.DIGITS, digits_max=self.digits_max if fixed else 0, timeout_seconds=8)

    def hear(self, context: Context, heard: Heard) -> str | None:
        entry = plain_key(heard.text).replace(" ", "").replace("-", "")
        if not (entry.isdecimal() and self.digits_min <= len(entry) <= self.digits_max):
            return None
        if self.secret:
            context.entered = context.hide(entry)
        else:
            context.answers[self.save] = entry
        return "given"


WORDS_MIN, WORDS_MAX = 2, 500


@dataclass(frozen=True, kw_only=True)
class Record(Asking):
    """The member's own words: recorded on the phone, typed elsewhere."""

    save: str

    def expects(self, context: Context) -> Expects:
        return Expects(Kind.RECORDING if context.channel is Channel.VOICE else Kind.WORDS)

    def hear(self, context: Context, heard: Heard) -> str | None:
        words = heard.text.strip()
        if heard.what is What.RECORDED:
            context.answers[f"{self.save}_url"] = words
            context.answers[self.save] = ""
            return "recorded"
        if len(words) < WORDS_MIN or context.channel is Channel.VOICE:
            return None
        context.answers[f"{self.save}_url"] = ""
        context.answers[self.save] = words[:WORDS_MAX]
        return "recorded"


@dataclass(frozen=True, kw_only=True)
class Queue(Asking):
    """Waits in line for an agent. Silence does not exist here: the music plays."""

    def outcomes(self) -> frozenset[str]:
        return frozenset({"bridged", "left", "failed"})

    def expects(self, context: Context) -> Expects:
        return Expects(Kind.QUEUE)

    def hear(self, context: Context, heard: Heard) -> str | None:
        if heard.what is not What.LEFT_QUEUE:
            return None
        return heard.text if heard.text in ("bridged", "left") else "failed"


@dataclass(frozen=True, kw_only=True)
class Do(Step):
    """Runs an action. Its outcomes are those of the Literal that the action returns, so that the
    type checker and the flow's own check read the same list. `says` names what it may say itself.
    `effect` marks an action that changes something: it runs once for a message, ever.
    """

    action: Callable[[Context], str] = field(kw_only=False)
    says: Sequence[str] = ()
    effect: bool = False

    def outcomes(self) -> frozenset[str]:
        returned = get_type_hints(self.action)["return"]
        return frozenset(get_args(returned))


@dataclass(frozen=True, kw_only=True)
class Call(Step):
    """Plays another dialogue, then goes `then`, or where `on` says for the End it came to.

    `give` names the answers that the other dialogue is to know.
    """

    flow: Flow = field(kw_only=False)
    then: str
    give: Sequence[str] = ()

    def destination(self, ending: str) -> str:
        return self.on.get(ending, self.then)


@dataclass(frozen=True, kw_only=True)
class End(Step):
    """The dialogue is over: says its sentence unless `silent`; `hangs_up` ends the session too."""

    silent: bool = False
    hangs_up: bool = False


def option_line(context: Context, key: str, label: str) -> Option:
    return Option(key, context.words("engine-option", {"key": key, "label": label}))


def plain_key(text: str) -> str:
    """Full-width, lower case or spaced: the same key."""
    return unicodedata.normalize("NFKC", text).strip().rstrip("。.!").upper()
