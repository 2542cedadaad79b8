"""Kannel for the tests: it takes texts, with faults from a seed, and reports what becomes of each,
in any order and maybe more than once."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import parse_qs, urlsplit

from failing_texts import Taken
from flask import Flask, request
from http_server import running
from provider_player import Faulty
from werkzeug.serving import make_server

from core.messaging import Event, SentText, TextCarrier

USER, PASSWORD, SECRET = "hotline", "a-kannel-password", "a-kannel-secret"
ACCEPTED = "0: Accepted for delivery", 202
AT_SMSC = 8
STORIES = ((AT_SMSC, 1), (AT_SMSC, 4, 1), (AT_SMSC, 2), (16,))
STATUSES = {1: "delivered", 2: "undelivered", 16: "failed"}


@dataclass
class Sent:
    """A text in Kannel's books. `kinds`: what is to be reported of it, the last one at the end."""

    whose: int
    event_id: str
    address: str
    kinds: tuple[int, ...]
    reported: set[int] = field(default_factory=set)

    @property
    def end(self) -> str:
        return STATUSES[self.kinds[-1]]

    def path(self, kind: int) -> str:
        """The path and query that Kannel fetches."""
        found = urlsplit(self.address.replace("%%", "\0").replace("%d", str(kind)))
        return f"{found.path}?{found.query}".replace("\0", "%")


@dataclass
class KannelPlayer(Faulty):
    """Without a `draw` each text is delivered. `topics`: those of the texts' events, which Kannel
    is not told."""

    books: list[Sent] = field(default_factory=list)
    taken: list[Taken] = field(default_factory=list)
    topics: dict[tuple[int, str], str] = field(default_factory=dict)

    def report_at_once(self, fetch: Callable[[str], int]) -> None:
        """That the SMSC has a text, or refuses it, is known within seconds."""
        self._report([(sent, sent.kinds[0]) for sent in self.books if not sent.reported], fetch)

    def report(self, fetch: Callable[[str], int], *, twice: bool) -> None:
        """All that is left to be reported, in any order; `twice`: and what was reported before."""
        fresh = [
            (sent, kind)
            for sent in self.books
            for kind in sent.kinds
            if twice or kind not in sent.reported
        ]
        if self.draw is not None:
            self.draw.shuffle(fresh)
        self._report(fresh, fetch)

    def _report(self, fresh: list[tuple[Sent, int]], fetch: Callable[[str], int]) -> None:
        """Fetches the pages; what is not answered is reported again another time."""
        for sent, kind in fresh:
            assert fetch(sent.path(kind)) == 200
            sent.reported.add(kind)

    def app(self) -> Flask:
        app = Flask("kannel")

        @app.get("/cgi-bin/sendsms")
        def sendsms() -> Any:
            given = request.args
            if (given["username"], given["password"]) != (USER, PASSWORD):
                return "Authorization failed for sendsms", 403
            return self.answer(lambda _: self._take(given["to"], given["text"], given["dlr-url"]))

        return app

    def _take(self, number: str, words: str, address: str) -> tuple[str, int]:
        named = parse_qs(urlsplit(address.replace("%%", "%")).query)
        whose, event_id = int(named["m"][0]), named["e"][0]
        kinds = self.draw.choice(STORIES) if self.draw else STORIES[0]
        self.books.append(Sent(whose, event_id, address, kinds))
        topic = self.topics[whose, event_id]
        self.taken.append(Taken(whose, event_id, topic, number, words))
        return ACCEPTED


@dataclass
class NotedTopics:
    """A carrier in front of Kannel, which tells the player what each text is about."""

    carrier: TextCarrier
    player: KannelPlayer

    def send_text(self, number: str, words: str, event: Event, *, sender: str) -> SentText:
        self.player.topics[event.member_id, event.event_id] = event.topic
        return self.carrier.send_text(number, words, event, sender=sender)

    def texts_sent(self, *asked: Any, **more: Any) -> list[SentText]:
        return self.carrier.texts_sent(*asked, **more)


@contextmanager
def playing_kannel(player: KannelPlayer) -> Iterator[KannelPlayer]:
    with running(make_server("127.0.0.1", 0, player.app(), threaded=True)) as url:
        player.url = url
        yield player
