"""Checks all dialogues together, when a process starts and in `hotline flows check`.

Every sentence must exist in every language and fit its channel with the longest value of each fact,
and everything that a dialogue declares must be used (flows.authoring.declarations). Errors within
one flow are found at import, by flows.engine.flow.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator
from contextlib import suppress

from core.programme import current_rules
from flows.authoring.declarations import declaration_problems, optional_sentences
from flows.authoring.problems import Place, Problem
from flows.authoring.tier_names import tier_name_problems
from flows.engine import Dialogues, Flow, FlowError, Menu, YesNo
from flows.language import LANGUAGES, Wording, WordingError, sms_segments, ussd_screens
from flows.protocol import Channel, traits_of


def check(dialogues: Dialogues, wording: Wording) -> None:
    """Raises FlowError if there is any problem; the message has one line for each."""
    if problems := list(problems_of(dialogues, wording)):
        raise FlowError("\n".join(map(str, problems)))


def problems_of(dialogues: Dialogues, wording: Wording) -> Iterator[Problem]:
    yield from sentence_problems(dialogues, wording)
    yield from declaration_problems(dialogues, wording)


def sentence_problems(dialogues: Dialogues, wording: Wording) -> Iterator[Problem]:
    """Sentences that cannot be said or do not fit. Kinds: tier_without_name, cannot_be_said,
    options (too many in a menu), segments (too many SMS segments), gsm7 (a character that doubles
    the price of an English text), screen (longer than a USSD screen)."""
    yield from tier_name_problems(wording, [tier.name for tier in current_rules().tiers])
    sentences = _sentences(dialogues, wording)
    for language in LANGUAGES:
        for channel in Channel:
            for key, channels in sentences.items():
                if channel in channels:
                    yield from _said(key, wording, language, channel)
            for flow in dialogues.flows.values():
                with suppress(WordingError):  # a missing sentence is reported above
                    spoken_here = flow.name not in dialogues.never_spoken
                    yield from _menus(flow, wording, language, channel, spoken=spoken_here)


def _sentences(dialogues: Dialogues, wording: Wording) -> dict[str, Collection[Channel]]:
    """Every sentence by its key, and the channels that it is said on."""
    everywhere = tuple(Channel)
    said: dict[str, Collection[Channel]] = {}
    for flow in dialogues.flows.values():
        said |= dict.fromkeys(flow.sentences(), everywhere)
        said |= {
            key: everywhere for key in optional_sentences(flow) if key in wording.keys(LANGUAGES[0])
        }
    for book in wording.phrasebooks:
        said |= book.says
    return said


def _said(key: str, wording: Wording, language: str, channel: Channel) -> Iterator[Problem]:
    place = Place(key, language, channel)
    try:
        words = wording.say(key, language, channel, wording.longest_facts(key, language))
    except WordingError as error:
        yield Problem("cannot_be_said", place, str(error))
    else:
        yield from misfits([words], place)


def _menus(
    flow: Flow, wording: Wording, language: str, channel: Channel, *, spoken: bool
) -> Iterator[Problem]:
    """Menus that, with their options, do not fit one screen or one text, or have too many options
    to be read out."""
    traits = traits_of(channel)
    for step in flow.steps.values():
        if not isinstance(step, Menu) or isinstance(step, YesNo) or step.choices:
            continue
        options = step.fixed_options()
        place = Place(f"{flow.name}.{step.name}", language, channel)
        if (spoken or not traits.spoken) and len(options) > traits.limits.options:
            yield Problem("options", place, str(len(options)))
        key = f"{flow.name}-{step.name}"
        facts = wording.longest_facts(key, language)
        lines = [wording.say(key, language, channel, facts)]
        for shown, option in step.by_key().items():
            lines.append(f"{shown} {wording.say(f'{key}-{option}', language, channel, facts)}")
        if traits.limits.ussd_screens:
            lines.append(wording.say("engine-footer", language, channel, {}))
        elif not traits.spoken:
            lines.append(wording.say("engine-ways", language, channel, {}))
        yield from misfits(lines, place)


def misfits(lines: list[str], place: Place) -> Iterator[Problem]:
    assert place.channel is not None
    whole = "\n".join(lines)
    limits = traits_of(place.channel).limits
    if limits.sms_segments is not None:
        size = sms_segments.segments(whole)
        if size.count > limits.sms_segments:
            yield Problem("segments", place, str(size.count))
        if place.language == "en" and not sms_segments.gsm7(whole):
            yield Problem("gsm7", place, "".join(sms_segments.offending(whole)))
    if limits.ussd_screens and not ussd_screens.fits(whole):
        yield Problem("screen", place, whole)
