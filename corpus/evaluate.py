"""Measures what is understood of the phrases in heldout/, which are not trained on: `make
understanding`.

members.tsv: what members say, with what they want. not_the_act.tsv: phrases that name a costly
wish without wanting it.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from flows.language.understanding import Does, Label, Understanding, understand
from flows.language.understanding.labels import COSTLY, NO_WISH

HELD_OUT = Path(__file__).with_name("heldout")


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
    def is_costly_error(self) -> bool:
        acted = self.found.does is Does.ACT and self.found.wishes[0]
        return bool(acted in COSTLY and acted != self.label)


def judged(file: str) -> list[Judged]:
    return [
        Judged(language, Label(label), text, understand(text))
        for language, label, text in _lines(file)
    ]


def _lines(file: str) -> Iterator[tuple[str, str, str]]:
    for line in (HELD_OUT / file).read_text(encoding="utf-8").splitlines():
        language, label, text = line.split("\t")
        yield language, label, text


def share(given: Sequence[Judged], name: str) -> float:
    return sum(bool(getattr(each, name)) for each in given) / len(given)


def main() -> None:
    everyone = judged("members.tsv")
    wishes = [each for each in everyone if each.is_wish]
    others = [each for each in everyone if not each.is_wish]
    refused = [each for each in judged("not_the_act.tsv")]
    print(f"right, or the right one of two     {share(wishes, 'is_found'):.1%} of {len(wishes)}")
    print(f"carried out at once, and right     {share(wishes, 'is_right'):.1%}")
    for language in ("zh", "en"):
        some = [each for each in wishes if each.language == language]
        print(f"  {language}: {share(some, 'is_found'):.1%}, {share(some, 'is_right'):.1%}")
    silent = sum(each.found.does is Does.NONE for each in others)
    print(f"no wish, answered as not understood {silent / len(others):.1%} of {len(others)}")
    print(f"costly errors                      {sum(each.is_costly_error for each in everyone)}")
    acted = [
        each for each in refused if each.found.does is Does.ACT and each.found.wishes[0] in COSTLY
    ]
    print(f"wishes only spoken of, but begun   {len(acted)} of {len(refused)}")
    confused = Counter(
        (each.label, "/".join(each.found.wishes) or "none") for each in wishes if not each.is_found
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
                f"  {each.label:12} {each.found.does:6} {'/'.join(each.found.wishes):20} {each.text}"
            )
    for each in acted:
        print(f"  BEGUN {each.label:10} {'/'.join(each.found.wishes):20} {each.text}")


if __name__ == "__main__":
    main()
