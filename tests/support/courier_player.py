"""A courier for the tests, with books of its own and faults from a seed.

Each parcel has a story: what happens to it, when, and when the courier's own system knows of it,
which may be days later and in another order.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Any

from flask import Flask, abort, jsonify, request
from http_server import running
from provider_player import LATE, SECRET, Faulty, Report
from werkzeug.serving import make_server

from web import standard_webhooks

REFUSED_SHARE, RETURNED_SHARE, FAILED_SHARE = 0.15, 0.25, 0.4
KNOWN_AFTER = (timedelta(), timedelta(), timedelta(minutes=20), timedelta(days=2))


@dataclass
class Move:
    event_id: str
    kind: str
    at: datetime
    known_at: datetime
    is_reported: bool = False


@dataclass
class Carried:
    """One parcel in the courier's books."""

    reference: str
    what: dict[str, str]
    tracking: str
    known_at: datetime  # later than the request, if that was long under way
    is_refused: bool
    moves: list[Move] = field(default_factory=list)

    @property
    def end(self) -> str:
        """What really happened last."""
        if self.is_refused or not self.moves:
            return "refused" if self.is_refused else "asked"
        return max(self.moves, key=lambda move: move.at).kind


@dataclass
class CourierPlayer(Faulty):
    """Without a `draw` it accepts what it is asked, and nothing happens but by moves()."""

    books: list[Carried] = field(default_factory=list)
    refuses: bool = False

    def moves(self, kind: str, *, at: datetime | None = None, reference: str = "") -> None:
        """Something happens to the parcel, the last one if none is named."""
        parcel = next(each for each in reversed(self.books) if reference in ("", each.reference))
        name = f"E{len(parcel.moves)}"
        parcel.moves.append(Move(name, kind, at or self.now(), self.now()))

    def report(self, public_url: str, *, twice: bool = False) -> None:
        for report in self.reports(twice=twice):
            report.send(public_url)

    def reports(self, *, twice: bool = False) -> Iterator[Report]:
        """Reports what is known by now, in any order, maybe more than once."""
        known = [(parcel, move) for parcel in self.books for move in self.known_moves(parcel)]
        fresh = [(parcel, move) for parcel, move in known if twice or not move.is_reported]
        if self.draw is not None:
            self.draw.shuffle(fresh)
        for parcel, move in fresh:
            move.is_reported = True
            yield Report.of("couriers", parcel.reference, move.event_id, self.now())

    def app(self) -> Flask:
        app = Flask("courier")

        def shown(reference: str) -> Any:
            now = self.now()
            parcel = next(
                (p for p in self.books if p.reference == reference and p.known_at <= now), None
            )
            if parcel is None:
                abort(404)
            events = [
                {"id": move.event_id, "type": move.kind, "at": move.at.isoformat()}
                for move in self.known_moves(parcel)
            ]
            if self.draw is not None:
                self.draw.shuffle(events)
            status = "refused" if parcel.is_refused else "accepted"
            return jsonify(status=status, id=parcel.tracking, events=events)

        @app.put("/<reference>")
        def put(reference: str) -> Any:
            body = request.get_data()
            if not standard_webhooks.is_valid(SECRET, request.headers, body, self.now()):
                abort(401)
            what = json.loads(body)

            def carry_out(fault: str) -> Any:
                before = next((p for p in self.books if p.reference == reference), None)
                if before is not None and before.what != what:
                    abort(409)
                if before is None:
                    self._take(reference, what, fault)
                return None if fault == "late" else shown(reference)

            return self.answer(carry_out)

        @app.get("/<reference>")
        def get(reference: str) -> Any:
            if not standard_webhooks.is_valid(SECRET, request.headers, b"", self.now()):
                abort(401)
            return self.answer(lambda _: shown(reference))

        return app

    def known_moves(self, parcel: Carried) -> list[Move]:
        return [move for move in parcel.moves if move.known_at <= self.now()]

    def _take(self, reference: str, what: dict[str, str], fault: str) -> None:
        draw, known_at = self.draw, self.now() + (LATE if fault == "late" else timedelta())
        refused = draw.random() < REFUSED_SHARE if draw else self.refuses
        parcel = Carried(reference, what, f"SF{len(self.books):010}", known_at, refused)
        self.books.append(parcel)
        if draw is not None and not refused:
            parcel.moves = list(self._story(known_at, draw.random, draw.choice))

    def _story(
        self,
        begins: datetime,
        random: Callable[[], float],
        choice: Callable[[tuple[timedelta, ...]], timedelta],
    ) -> Iterator[Move]:
        kinds = ["picked_up"]
        kinds += ["failed"] * ((random() < FAILED_SHARE) + (random() < FAILED_SHARE))
        kinds.append("returned" if random() < RETURNED_SHARE else "delivered")
        at = begins
        for number, kind in enumerate(kinds):
            at += timedelta(hours=1 + 60 * random())
            yield Move(f"E{number}", kind, at, at + choice(KNOWN_AFTER))


@contextmanager
def playing_courier(player: CourierPlayer) -> Iterator[CourierPlayer]:
    with running(make_server("127.0.0.1", 0, player.app(), threaded=True)) as url:
        player.url = url
        yield player
