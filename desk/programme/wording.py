"""The list of all sentences, each as members get it on every channel."""

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
from flows.protocol import Channel, ChannelLimits, traits_of

MATCHES_MAX = 60


@dataclass(frozen=True, slots=True)
class ChannelPreview:
    """One sentence on one channel; `words` is '' where it is never said there."""

    channel: Channel
    words: str

    @property
    def limits(self) -> ChannelLimits:
        return traits_of(self.channel).limits

    @property
    def segments(self) -> Segments:
        """What it costs, where the channel counts SMS segments."""
        return sms_segments.segments(self.words)

    @property
    def screen_units(self) -> int:
        return sum(unit_widths(self.words))

    @property
    def screen_units_max(self) -> int:
        return limit_chars(self.words)

    @property
    def fits_screen(self) -> bool:
        return ussd_screens.fits(self.words)


@dataclass(frozen=True, slots=True)
class Preview:
    """One sentence on every channel, with the longest value of each fact."""

    key: str
    channels: tuple[ChannelPreview, ...]

    def contains(self, text: str) -> bool:
        """Whether the key, or the words on some channel, contain `text` in any case."""
        words = (each.words for each in self.channels)
        return any(text in each.lower() for each in (self.key, *words))


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
    previews = (preview(wording, key, spoken) for key in wording.keys(spoken))
    return [each for each in previews if each.contains(asked)]


def preview(wording: Wording, key: str, spoken: str) -> Preview:
    facts = wording.longest_facts(key, spoken)
    said = (ChannelPreview(each, _said(wording, key, spoken, each, facts)) for each in Channel)
    return Preview(key, tuple(said))


def _said(
    wording: Wording, key: str, spoken: str, channel: Channel, facts: dict[str, object]
) -> str:
    """'' also where the sentence needs a fact that only the moment of saying it can give."""
    try:
        return wording.say(key, spoken, channel, facts)
    except WordingError:
        return ""
