"""Parses TwiML into verbs, as strictly as the carrier, which refuses a document with any
mistake."""

from __future__ import annotations

import xml.etree.ElementTree as ElementTree
from collections.abc import Mapping
from dataclasses import dataclass, field

from phone.webhook_client import Answer

BYTES_MAX = 64 * 1024
PROMPTS = frozenset({"Say", "Play", "Pause"})
VOICE_VERBS = PROMPTS | {
    "Gather", "Record", "Redirect", "Enqueue", "Dial", "Hangup", "Reject", "Leave",
}  # fmt: skip
SMS_VERBS = frozenset({"Message", "Redirect"})
NESTED = {
    "Gather": PROMPTS,
    "Dial": frozenset({"Number", "Queue", "Client", "Sip", "Conference"}),
    "Message": frozenset({"Body", "Media"}),
}


class BadTwiml(Exception):
    """The document cannot be executed; the message says why, with the carrier's error code."""


@dataclass(frozen=True)
class Verb:
    name: str
    text: str = ""
    attributes: Mapping[str, str] = field(default_factory=dict)
    children: tuple[Verb, ...] = ()

    def get(self, name: str, default: str = "") -> str:
        return self.attributes.get(name, default)

    def number(self, name: str, default: float) -> float:
        try:
            return float(self.attributes.get(name, default))
        except ValueError as problem:
            raise BadTwiml(f"{self.name} {name}={self.get(name)!r} is not a number") from problem

    def flag(self, name: str, default: bool) -> bool:
        return self.get(name, str(default)).lower() == "true"


def parse(body: str, verbs: frozenset[str] = VOICE_VERBS) -> tuple[Verb, ...]:
    if len(body.encode()) > BYTES_MAX:
        raise BadTwiml("11750: the document is larger than 64 kB")
    try:
        root = ElementTree.fromstring(body.encode())  # noqa: S314  our own hotline's TwiML
    except ElementTree.ParseError as problem:
        raise BadTwiml(f"12100: the document does not parse: {problem}") from problem
    if root.tag != "Response":
        raise BadTwiml(f"12102: the root is <{root.tag}>, not <Response>")
    return tuple(_verb(element, verbs, "Response") for element in root)


def read(answer: Answer, verbs: frozenset[str] = VOICE_VERBS) -> tuple[Verb, ...]:
    """The verbs of a webhook's answer. Raises BadTwiml if the carrier would refuse it."""
    if answer.failure:
        raise BadTwiml(f"11200: {answer.failure}")
    if not answer.ok:
        raise BadTwiml(f"11200: the webhook answered {answer.status}: {answer.body[:200].strip()}")
    if "xml" not in answer.content_type:
        raise BadTwiml(f"12300: the answer is {answer.content_type or 'untyped'}, not XML")
    return parse(answer.body, verbs)


def _verb(element: ElementTree.Element, allowed: frozenset[str], parent: str) -> Verb:
    if element.tag not in allowed:
        raise BadTwiml(f"12200: <{element.tag}> cannot stand in <{parent}>")
    nested = NESTED.get(element.tag)
    if nested is None:  # <Say> may hold speech markup
        marks = tuple(Verb(child.tag, attributes=child.attrib) for child in element)
        return Verb(element.tag, "".join(element.itertext()), element.attrib, marks)
    children = tuple(_verb(child, nested, element.tag) for child in element)
    return Verb(element.tag, element.text or "", element.attrib, children)
