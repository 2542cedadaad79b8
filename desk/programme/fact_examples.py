"""What a fact of a sentence looks like to who rewords it: its value in a text, not its name."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping

from desk.programme.plain_sentence import ALL_CHANNELS, FIELDS, PlainSentence, source_of
from flows.language import Edit, Wording, WordingError
from flows.protocol import Channel

FIRST_MARK = 0x2460  # ①, which tells two facts with the same value apart


def examples(wording: Wording, key: str, spoken: str, plain: PlainSentence) -> dict[str, str]:
    """By its name, the example of each of the sentence's facts and choices."""
    longest = wording.longest_facts(key, spoken)

    def example(name: str) -> str:
        alone = dict.fromkeys(FIELDS, "") | {ALL_CHANNELS: f"{{{name}}}"}
        source = source_of(key, plain.fields | alone, plain)
        edited = wording.with_edit(Edit(spoken, key, source))
        try:
            return edited.say(key, spoken, Channel.SMS, longest).strip() or name
        except WordingError:  # a fact without a declared value
            return name

    return _told_apart({name: example(name) for name in plain.facts})


def _told_apart(found: Mapping[str, str]) -> dict[str, str]:
    count = Counter(found.values())
    seen: Counter[str] = Counter()
    apart: dict[str, str] = {}
    for name, value in found.items():
        mark = chr(FIRST_MARK + seen[value]) if count[value] > 1 else ""
        seen[value] += 1
        apart[name] = f"{value}{mark}"
    return apart
