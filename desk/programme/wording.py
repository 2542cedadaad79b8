"""Every sentence as a member gets it: heard on the phone, paid for as a text, seen on a screen."""

from __future__ import annotations

from dataclasses import dataclass

from flask import Blueprint, abort, render_template, request

from core.conversation import wording_versions
from desk.frame import READERS, DeskContext, language, requires_role
from flows.language import (
    LANGUAGES,
    Segments,
    Wording,
    WordingError,
    limit_chars,
    sms_segments,
    unit_widths,
    ussd_screens,
)
from flows.protocol import Channel

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
        return sms_segments.segments(self.sms)

    @property
    def screen_units(self) -> int:
        return sum(unit_widths(self.ussd))

    @property
    def screen_units_max(self) -> int:
        return limit_chars(self.ussd)

    @property
    def fits(self) -> bool:
        return ussd_screens.fits(self.ussd)


def serve(desk: Blueprint, context: DeskContext) -> None:
    @desk.get("/wording", endpoint="wording")
    @requires_role(*READERS)
    def every() -> str:
        spoken = request.args.get("in") or language()
        if spoken not in LANGUAGES:
            abort(400)
        asked = request.args.get("q", "").strip()
        found = list(_found(context.wording, asked.lower(), spoken))
        return render_template(
            "desk/wording.html",
            found=found[:MATCHES_MAX],
            count=len(found),
            asked=asked,
            spoken=spoken,
            reworded={
                key for which, key in context.read(wording_versions.in_use) if which == spoken
            },
            drafts=context.read(wording_versions.drafts),
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
    facts = wording.longest_facts(key, spoken)
    voice, sms, ussd = (_said(wording, key, spoken, way, facts) for way in Channel)
    return Preview(key, voice, sms, ussd)


def _said(wording: Wording, key: str, spoken: str, way: Channel, facts: dict[str, object]) -> str:
    """'' also where it needs what nobody knows beforehand."""
    try:
        return wording.say(key, spoken, way, facts)
    except WordingError:
        return ""
