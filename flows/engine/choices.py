"""Questions that offer a choice: a menu, or a list from the database."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from flows.engine import list_answers, shown_list
from flows.engine.list_answers import NEXT_PAGE, NONE_WANTED, PREVIOUS_PAGE
from flows.engine.option_lines import option_lines
from flows.engine.questions import REPROMPT_OUTCOMES, Question, plain_key
from flows.engine.shown_list import Choice
from flows.language import answers
from flows.protocol import Expects, ExpectsKind, Heard, Option

if TYPE_CHECKING:
    from flows.engine.context import Context

ONLY = "only"
"""The name of the sentence that asks about a list's only entry."""
_KEYS = re.compile(r"[0-9*#]+")
"""What was keyed; anything else was said."""


@dataclass(frozen=True, kw_only=True)
class Menu(Question):
    """Offers the outcomes in `on`, numbered in their order; or the entries of a list.

    With `choices` the entries come from the database and are shown a page at a time. The session
    stores them as they were shown, so that a change in between cannot change what a key means. The
    outcomes are then "picked", with the entry's value saved as the answer `save`, and "none" for an
    empty list. An entry that is refused by its name is no longer shown; a yes takes the only one,
    and a no leaves the dialogue. The fact `own_code` is the code of an entry with another key, else
    "none".
    `item_facts`: facts of an entry that the release before has shown without them.

    An option is picked by its key, by its number in words, or by words that no other option has.

    yes, no: the outcomes that a yes and a no mean, if the question can be answered so.
    act: the kind of act that is asked about (a key of `act` in flows/language/answers/words.toml),
        whose verb is a yes too: 换吧 where points are to be redeemed.
    replies: what words mean to this question that are a yes or a no to no other.
    doubt_refuses: a doubt, or what speaks against the act, is a no: "not sure", "too expensive".
    spoken_choice: where sentences are spoken, the question only offers its options. A bare yes or
        no picks none of them.
    next_page: the outcome that turns the page, where a dialogue reads the pages itself.
    first_key: the key of the first outcome, where those before it are not offered yet.
    option_language: the language that the option of an outcome names, and in which it is spoken,
        by the outcome and the language of the session; '' for other options.
    """

    choices: Callable[[Context], Sequence[Choice]] | None = None
    save: str = ""
    yes: str = ""
    no: str = ""
    act: str = ""
    replies: Callable[[str], answers.Reply | None] | None = None
    doubt_refuses: bool = True
    spoken_choice: bool = False
    item_facts: Mapping[str, Any] = field(default_factory=dict)
    next_page: str = ""
    first_key: int = 1
    option_language: Callable[[str, str], str] | None = None

    def outcomes(self) -> frozenset[str]:
        if self.choices is None:
            return frozenset(self.on)
        return frozenset({"picked", "none"} | (set(self.on) & set(REPROMPT_OUTCOMES)))

    def fixed_options(self) -> list[str]:
        return [outcome for outcome in self.on if outcome not in REPROMPT_OUTCOMES]

    def by_key(self) -> dict[str, str]:
        """The outcomes that are options, by their keys."""
        return {str(n): each for n, each in enumerate(self.fixed_options(), start=self.first_key)}

    def facts(self) -> Mapping[str, Any]:
        return {} if self.choices else {"options": len(self.fixed_options())}

    def prepare(self, context: Context) -> str | None:
        if self.choices is None:
            return None
        entries = self.choices(context)
        if not entries:
            return "none"
        shown_list.show(context, entries)
        return None

    def sentence(self, context: Context) -> str:
        """Of a list with one entry, what asks whether that is wanted, if there is such a
        sentence."""
        only = self.key(context, f"-{ONLY}")
        is_only = self.choices is not None and list_answers.only_entry(context) is not None
        return only if is_only and context.has_words(only) else super().sentence(context)

    def options(self, context: Context) -> tuple[Option, ...]:
        return tuple(
            option_lines(
                context,
                self._labels,
                lambda key: self._language_of(context, key),
                self._codes(context),
            )
        )

    def _codes(self, context: Context) -> list[str]:
        """The keys that are codes of what they pick, such as the amount, where they are written."""
        if self.choices is None or context.traits.spoken:
            return []
        return [key for key, entry in shown_list.page(context) if key == entry["code"]]

    def _language_of(self, context: Context, key: str) -> str:
        if self.option_language is None:
            return ""
        return self.option_language(self.by_key()[key], context.session.language)

    def expects(self, context: Context) -> Expects:
        return Expects(ExpectsKind.KEY, speech=True)

    def miss(self, context: Context, heard: Heard) -> str:
        is_speech = context.traits.spoken and not _KEYS.fullmatch(heard.text)
        return "miss_speech" if is_speech else super().miss(context, heard)

    def hear(self, context: Context, heard: Heard) -> str | None:
        key = self._key_picked(context, heard.text) or self._key_corrected(context, heard.text)
        if self.choices is None:
            reply = self.by_key().get(key) or self._bare_reply(context, heard.text)
            return reply or self._page_asked(answers.page_of(heard.text))
        return self._hear_list(context, heard.text, key)

    def _page_asked(self, page: answers.Page | None) -> str | None:
        if not self.next_page or page is None:
            return None
        return self.next_page if page is answers.Page.NEXT else PREVIOUS_PAGE

    def _hear_list(self, context: Context, text: str, key: str) -> str | None:
        if key and key == shown_list.more_key(context):
            shown_list.turn_page(context)
            return NEXT_PAGE
        values = {shown: entry["value"] for shown, entry in shown_list.page(context)}
        value = values.get(key)
        if value is None and (only := list_answers.only_entry(context)) is not None:
            reply = self.reply(text)
            if reply is answers.Reply.NO:
                return NONE_WANTED
            value = only if reply is answers.Reply.YES else None
        if value is not None:
            context.answers[self.save] = value
            return "picked"
        turned = list_answers.turn_page(context, answers.page_of(text))
        return turned or list_answers.refuse(
            context,
            text,
            lambda thing: self._key_picked(context, thing),
            lambda entry: self._label_of(context, entry),
        )

    def _key_picked(self, context: Context, text: str) -> str:
        """The key of the option that `text` picks; "" if it picks none."""
        keys, key = self._keys(context), plain_key(text)
        if key in keys:
            return key
        option = answers.option_of(text)
        if option is None:
            labels = self._labels(context)
            if printed := [key for key in labels if is_as_printed(text, key, labels[key])]:
                return printed[0]
            named_in = [context, *(context.in_other_languages() if self.option_language else ())]
            named = (answers.option_named(text, self._labels(each)) for each in named_in)
            return next(filter(None, named), "")
        if option.is_place:  # a list may have other keys than 1, 2, 3
            return keys[option.number - 1] if 0 < option.number <= len(keys) else ""
        if str(option.number) in keys:
            return str(option.number)
        # "1" is a place where no key could be meant: 10 is the only entry of a list. In a menu it
        # may be the key of what is not offered yet.
        are_places_free = not any(key.isdecimal() and int(key) <= len(keys) for key in keys)
        is_place = self.choices is not None and are_places_free and 0 < option.number <= len(keys)
        return keys[option.number - 1] if is_place else ""

    def _key_corrected(self, context: Context, text: str) -> str:
        """The key of the option that was said last, where both that the words name are options."""
        said = answers.corrected(text)
        if said is None or not self._key_picked(context, said[0]):
            return ""
        return self._key_picked(context, said[1])

    def named_in_words(self, context: Context, text: str) -> str:
        """The outcome of the option that `text` names by its words; "" if it names none, or picks
        one by its key or its number."""
        if plain_key(text) in self._keys(context) or answers.option_of(text) is not None:
            return ""
        key = self._key_picked(context, text)
        return self.by_key()[key] if key else ""

    def _keys(self, context: Context) -> list[str]:
        """The keys of the options that are shown, in their order."""
        if self.choices is None:
            return list(self.by_key())
        keys = [key for key, _ in shown_list.page(context)]
        more_key = shown_list.more_key(context)
        return [*keys, more_key] if more_key else keys

    def _labels(self, context: Context) -> dict[str, str]:
        """By their keys, the words of the options that are shown."""
        if self.choices is None:
            return {
                key: context.words(self.key(context, f"-{outcome}"))
                for key, outcome in self.by_key().items()
            }
        labels = {key: self._label_of(context, entry) for key, entry in shown_list.page(context)}
        if more_key := shown_list.more_key(context):
            labels[more_key] = context.words("engine-list_more")
        return labels

    def _label_of(self, context: Context, entry: Mapping[str, Any]) -> str:
        facts = {**self.item_facts, **entry["facts"]}
        return context.words(self.key(context, "-item"), facts)

    def reply(self, text: str) -> answers.Reply | None:
        """What `text` means to this question as a yes or a no. A question is never a yes."""
        own = self.replies(text) if self.replies else None
        if own is answers.Reply.YES and answers.asks(text):
            return None
        return own or answers.reply_of(text, self.act, doubt_refuses=self.doubt_refuses)

    def _bare_reply(self, context: Context, text: str) -> str | None:
        """The outcome of a yes or a no that names no option; "never mind" is always a no."""
        if not (self.spoken_choice and context.traits.spoken):
            return self._outcome_of(self.reply(text))
        own = self.replies(text) if self.replies else None
        if own is answers.Reply.YES:
            return self._outcome_of(self.reply(text))
        is_no = own is answers.Reply.NO or answers.reply_of(text) is answers.Reply.CANCEL
        return self.no or None if is_no else None

    def _outcome_of(self, reply: answers.Reply | None) -> str | None:
        if reply is answers.Reply.YES:
            return self.yes or None
        return self.no or None if reply else None


def is_as_printed(text: str, key: str, label: str) -> bool:
    """Whether `text` is the whole line of an option, with its key: "1 登记" or "1.登记"."""
    return answers.is_same(text, f"{key} {label}") or answers.is_same(text, f"{key}{label}")
