"""What a TwiML document plays to the caller, in order.

The documents themselves are read, not the events of the simulated phone: the rate of a voice stands
in the markup of its words.
"""

from __future__ import annotations

import re
import xml.etree.ElementTree as ElementTree
from collections.abc import Iterator
from dataclasses import dataclass

SENTENCE = re.compile(r"[^。！？.!?]*(?:\.(?=\d)[^。！？.!?]*)*(?:[。！？.!?]+[”」'\")]*\s*|$)")
RATE = re.compile(r"(\d+)%")
CONTAINERS = frozenset({"Response", "Gather"})


@dataclass(frozen=True, slots=True)
class Sentence:
    """`rate`: its speed as a share of the voice's normal one."""

    text: str
    language: str
    rate: float = 1.0


@dataclass(frozen=True, slots=True)
class Pause:
    seconds: float


@dataclass(frozen=True, slots=True)
class Beep:
    """The tone before a recording."""


@dataclass(frozen=True, slots=True)
class Music:
    """Music in the queue. It is not speech, and nobody waits for its end."""


Part = Sentence | Pause | Beep | Music


def played(document: str) -> list[Part]:
    return list(_parts(ElementTree.fromstring(document)))  # noqa: S314  our own TwiML


def _parts(element: ElementTree.Element) -> Iterator[Part]:
    match element.tag:
        case "Say":
            yield from _said(element, _language(element), 1.0)
        case "Pause":
            yield Pause(float(element.get("length", 1)))
        case "Record":
            yield Beep()
        case "Play":
            yield Music()
        case tag if tag in CONTAINERS:
            for child in element:
                yield from _parts(child)


def _said(element: ElementTree.Element, language: str, rate: float) -> Iterator[Part]:
    """The words of <Say>, and the speech markup that the hotline uses. Raises ValueError for any
    other, which would be measured as if it were not there."""
    if element.tag == "prosody":
        found = RATE.fullmatch(element.get("rate", ""))
        if not found:
            raise ValueError(f"<prosody> without a rate in per cent: {element.attrib}")
        rate *= int(found[1]) / 100
    elif element.tag == "break":
        yield Pause(float(element.get("time", "").removesuffix("ms")) / 1000)
    elif element.tag != "Say":
        raise ValueError(f"<{element.tag}> in <Say> is not known here")
    yield from _sentences(element.text, language, rate)
    for child in element:
        yield from _said(child, language, rate)
        yield from _sentences(child.tail, language, rate)


def _sentences(text: str | None, language: str, rate: float) -> Iterator[Sentence]:
    for found in SENTENCE.finditer(text or ""):
        if words := " ".join(found[0].split()):
            yield Sentence(words, language, rate)


def _language(say: ElementTree.Element) -> str:
    return "zh" if say.get("language", "en-US").startswith(("cmn", "zh")) else "en"
