"""What a channel's folder adds to the channel's declaration in flows.protocol: how its requests are
served, and how a turn is rendered.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime

from flask import Blueprint

from core.kernel import Database, Settings
from flows.engine import Conversation, ParseInSession
from flows.language import Wording
from flows.protocol import Channel, Turn


@dataclass(frozen=True, slots=True)
class ChannelServices:
    """What the routes of a channel are given; `new_id` makes a random id of 32 hex digits."""

    conversation: Conversation
    database: Database
    wording: Wording
    now: Callable[[], datetime]
    new_id: Callable[[], str]
    settings: Settings

    @property
    def public_url(self) -> str:
        """Where carriers reach the hotline, without a slash at its end."""
        return self.settings.public_url.rstrip("/")


@dataclass(frozen=True, slots=True)
class ChannelAdapter:
    """One channel between its carrier and the dialogues.

    render: a turn as the carrier takes it; a pure function.
    routes: the webhooks, as a blueprint.
    parse_in_session: finishes the parsing of a request where only the session tells what of it is
        new; None where a request can be read on its own.
    """

    channel: Channel
    render: Callable[[Turn], str]
    routes: Callable[[ChannelServices], Blueprint]
    parse_in_session: ParseInSession | None = None


def by_channel(adapters: Iterable[ChannelAdapter]) -> Mapping[Channel, ChannelAdapter]:
    """The adapters by their channel; ValueError where a declared channel has none, or two."""
    listed = list(adapters)
    found = {adapter.channel: adapter for adapter in listed}
    if missing := set(Channel) - set(found):
        raise ValueError(f"channels without an adapter: {', '.join(sorted(missing))}")
    if len(found) < len(listed):
        raise ValueError("a channel with two adapters")
    return found
