"""Measures what is understood of the phrases in heldout/, which are not trained on: `make
understanding`.

members.tsv: what members say, with what they want. by_ear.tsv: the same, written by ear: of elderly
and terse people, in pinyin, in dialect, with typing errors. near_misses.tsv: wishes, and the
business of others in the words of a wish. polite.tsv: the same, as polite questions.
not_the_act.tsv: phrases that name a costly wish without wanting it, many of them questions whether
it is possible.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import chain

from corpus.phrases import labelled, wishes
from flows.language.understanding import Does, Label, Understanding, understand
from flows.language.understanding.features import normalised
from flows.language.understanding.labels import COSTLY, NO_WISH


@dataclass(frozen=True, slots=True)
class Judged:
    language: str
    label: Label
    text: str
    found: Understanding

    @property
    def is_wish(self) -> bool:
        return self.label not in NO_WISH

    @property
    def is_right(self) -> bool:
        """Carried out at once, and rightly so."""
        return self.found.does is Does.ACT and self.label in self.found.wishes

    @property
    def is_found(self) -> bool:
        """Carried out, asked back or offered."""
        return self.label in self.found.wishes

    @property
    def is_silent(self) -> bool:
        """Answered as not understood, or as something that others answer."""
        return self.found.does is Does.NONE

    @property
    def is_begun(self) -> bool:
        """A costly dialogue was begun."""
        return self.found.does is Does.ACT and self.found.wishes[0] in COSTLY

    @property
    def is_costly_error(self) -> bool:
        return self.is_begun and self.label not in self.found.wishes


def judged(file: str) -> list[Judged]:
    return [
        Judged(language, Label(label), text, understand(text))
        for language, label, text in labelled(f"heldout/{file}")
    ]


SPOKEN_BY_MEMBERS = ("members.tsv", "by_ear.tsv", "near_misses.tsv", "polite.tsv")


def shared_with_the_corpus() -> set[str]:
    """The held-out phrases that are trained on too, or choose the thresholds, which must be none:
    two phrases are the same if they are to the classifier, which sees no case and no marks."""
    trained_on = [*wishes(), *labelled("manner.tsv"), *labelled("validation.tsv")]
    seen = {normalised(phrase.text) for phrase in trained_on}
    files = (*SPOKEN_BY_MEMBERS, "not_the_act.tsv")
    held_out = chain.from_iterable(labelled(f"heldout/{file}") for file in files)
    return {phrase.text for phrase in held_out if normalised(phrase.text) in seen}


def share(given: Sequence[Judged], name: str) -> float:
    return sum(bool(getattr(each, name)) for each in given) / len(given)


def report(file: str, everyone: Sequence[Judged]) -> None:
    wanted = [each for each in everyone if each.is_wish]
    others = [each for each in everyone if not each.is_wish]
    print(file)
    print(f"right, or the right one of two     {share(wanted, 'is_found'):.1%} of {len(wanted)}")
    print(f"carried out at once, and right     {share(wanted, 'is_right'):.1%}")
    for language in ("zh", "en"):
        some = [each for each in wanted if each.language == language]
        print(f"  {language}: {share(some, 'is_found'):.1%}, {share(some, 'is_right'):.1%}")
    print(f"no wish, and not understood        {share(others, 'is_silent'):.1%} of {len(others)}")
    print(f"costly errors                      {sum(each.is_costly_error for each in everyone)}\n")


def main() -> None:
    if shared := shared_with_the_corpus():
        raise SystemExit(f"trained on, too: {shared}")
    everyone = []
    for file in SPOKEN_BY_MEMBERS:
        each_phrase = judged(file)
        report(file, each_phrase)
        everyone += each_phrase
    refused = judged("not_the_act.tsv")
    acted = [each for each in refused if each.is_begun]
    print(f"wishes only spoken of, but begun   {len(acted)} of {len(refused)}")
    confused = Counter(
        (each.label, "/".join(each.found.wishes) or "none")
        for each in everyone
        if each.is_wish and not each.is_found
    )
    print("\nnot found: label, what was found, times")
    for (label, found), times in confused.most_common(20):
        print(f"  {label:12} {found:24} {times}")
    print("\nmisses")
    for each in everyone:
        if (
            each.is_costly_error
            or (each.is_wish and not each.is_found)
            or (not each.is_wish and each.found.does is not Does.NONE)
        ):
            print(
                f"  {each.label:12} {each.found.does:6} {'/'.join(each.found.wishes):20}",
                each.text,
            )
    for each in acted:
        print(f"  BEGUN {each.label:10} {'/'.join(each.found.wishes):20} {each.text}")


if __name__ == "__main__":
    main()
