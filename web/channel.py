"""`ChannelAdapter`: what a channel's folder adds to the declaration of the channel in
flows.protocol.channels.
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
    """The dependencies of a channel's routes. `new_id` makes a random id of 32 hex digits."""

    conversation: Conversation
    database: Database
    wording: Wording
    now: Callable[[], datetime]
    new_id: Callable[[], str]
    settings: Settings

    @property
    def root(self) -> str:
        """The path of PUBLIC_URL, with which every path in an answer begins; '' if it has none."""
        return self.settings.public_path

    @property
    def public_url(self) -> str:
        """The URL at which carriers reach the hotline, without a slash at its end."""
        return self.settings.public_url.rstrip("/")


@dataclass(frozen=True, slots=True)
class ChannelAdapter:
    """Connects one channel to the dialogues.

    path: with which the paths of its webhooks begin, such as '/sms/'.
    content_type: of what its webhooks are answered.
    render: a pure function that renders a turn in the format of the carrier.
    when_busy: renders the turn that is the answer to a webhook which cannot be taken now. Takes the
        turn, the path and query of the webhook, and the path of PUBLIC_URL. Returns None for a
        webhook whose answer nobody hears or reads.
    routes: makes the blueprint with the webhooks.
    parse_in_session: completes the parsing of a request that depends on its session; None if no
        request does.
    """

    channel: Channel
    path: str
    content_type: str
    render: Callable[[Turn], str]
    when_busy: Callable[[Turn, str, str], str | None]
    routes: Callable[[ChannelServices], Blueprint]
    parse_in_session: ParseInSession | None = None


def by_channel(adapters: Iterable[ChannelAdapter]) -> Mapping[Channel, ChannelAdapter]:
    """The adapters by channel. Raises ValueError if a declared channel has none or two."""
    listed = list(adapters)
    found = {adapter.channel: adapter for adapter in listed}
    if missing := set(Channel) - set(found):
        raise ValueError(f"channels without an adapter: {', '.join(sorted(missing))}")
    if len(found) < len(listed):
        raise ValueError("a channel with two adapters")
    return found
