"""Every sentence as a member gets it: heard on the phone, paid for as a text, seen on a screen."""

from __future__ import annotations

from dataclasses import dataclass

from flask import Blueprint, abort, render_template, request

from desk.access import READERS, may
from desk.office import Office, language
from flows import screens, segments
from flows.check import longest_facts
from flows.screens import limit_chars
from flows.segments import Segments, unit_widths
from flows.turn import Channel
from flows.wording import LANGUAGES, Wording, WordingError

MATCHES_MAX = 60
MORE_FACTS: dict[str, object] = {
    "about": "…",
    "decision": "…",
    "minutes": 30,
    "proved": "pin",
    "reason": "…",
    "was": "gold",
}
"""Of sentences that no dialogue says: what agents write, and what is told to agents."""


@dataclass(frozen=True, slots=True)
class Preview:
    key: str
    voice: str
    sms: str
    ussd: str

    @property
    def segments(self) -> Segments:
        return segments.segments(self.sms)

    @property
    def screen_units(self) -> int:
        return sum(unit_widths(self.ussd))

    @property
    def screen_units_max(self) -> int:
        return limit_chars(self.ussd)

    @property
    def fits(self) -> bool:
        return screens.fits(self.ussd)


def serve(desk: Blueprint, office: Office) -> None:
    @desk.get("/wording", endpoint="wording")
    @may(*READERS)
    def every() -> str:
        spoken = request.args.get("in") or language()
        if spoken not in LANGUAGES:
            abort(400)
        asked = request.args.get("q", "").strip()
        found = list(_found(office, asked.lower(), spoken))
        return render_template(
            "desk/wording.html",
            found=found[:MATCHES_MAX],
            count=len(found),
            asked=asked,
            spoken=spoken,
        )


def _found(office: Office, asked: str, spoken: str) -> list[Preview]:
    """Whatever has it in its key or in its words."""
    previews = (preview(office, key, spoken) for key in office.wording.keys(spoken))
    return [
        each
        for each in previews
        if any(asked in text.lower() for text in (each.key, each.voice, each.sms, each.ussd))
    ]


def preview(office: Office, key: str, spoken: str) -> Preview:
    facts = MORE_FACTS | longest_facts(spoken)
    voice, sms, ussd = (_said(office.wording, key, spoken, way, facts) for way in Channel)
    return Preview(key, voice, sms, ussd)


def _said(wording: Wording, key: str, spoken: str, way: Channel, facts: dict[str, object]) -> str:
    """'' where it is never said in that way, or needs what nobody knows beforehand."""
    try:
        return wording.say(key, spoken, way, facts)
    except WordingError:
        return ""
