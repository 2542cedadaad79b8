"""Every sentence as a member gets it: heard on the phone, paid for as a text, seen on a screen."""

from __future__ import annotations

from dataclasses import dataclass

from flask import Blueprint, abort, render_template, request

from core import wordings
from desk.access import READERS, may
from desk.office import Office, language
from flows import screens, segments
from flows.check import BESIDES, longest_facts
from flows.screens import limit_chars
from flows.segments import Segments, unit_widths
from flows.turn import Channel
from flows.wording import LANGUAGES, Wording, WordingError

MATCHES_MAX = 60


@dataclass(frozen=True, slots=True)
class Preview:
    """With facts as long as they come; '' where it is never said in that way."""

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
        found = list(_found(office.wording, asked.lower(), spoken))
        return render_template(
            "desk/wording.html",
            found=found[:MATCHES_MAX],
            count=len(found),
            asked=asked,
            spoken=spoken,
            reworded={key for which, key in office.look(wordings.in_use) if which == spoken},
            drafts=office.look(wordings.drafts),
        )


def _found(wording: Wording, asked: str, spoken: str) -> list[Preview]:
    """Whatever has it in its key or in its words."""
    previews = (preview(wording, key, spoken) for key in wording.keys(spoken))
    return [
        each
        for each in previews
        if any(asked in text.lower() for text in (each.key, each.voice, each.sms, each.ussd))
    ]


def preview(wording: Wording, key: str, spoken: str) -> Preview:
    facts = BESIDES | longest_facts(spoken)
    voice, sms, ussd = (_said(wording, key, spoken, way, facts) for way in Channel)
    return Preview(key, voice, sms, ussd)


def _said(wording: Wording, key: str, spoken: str, way: Channel, facts: dict[str, object]) -> str:
    """'' also where it needs what nobody knows beforehand."""
    try:
        return wording.say(key, spoken, way, facts)
    except WordingError:
        return ""
