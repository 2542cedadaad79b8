"""Conferences: who is in which room, and what the others hear of who comes and goes.

A call is only ever acted upon under its own lock, and never under another's: what one caller does
to the others happens later, beside it.
"""

from __future__ import annotations

import threading
from collections.abc import Callable
from dataclasses import dataclass, field

from phone.events import Event
from phone.line import Line
from phone.prompts import play_to
from phone.steps import Seat
from phone.timers import later


@dataclass
class Room:
    name: str
    sid: str
    started: bool = False
    seats: dict[str, tuple[Line, Seat]] = field(default_factory=dict)  # by the call's sid

    @property
    def talking(self) -> bool:
        return self.started and len(self.seats) > 1


class Rooms:
    def __init__(self, ids: Callable[[str], str]) -> None:
        self._ids = ids
        self._rooms: dict[str, Room] = {}
        self._lock = threading.Lock()

    def named(self, name: str) -> Room | None:
        """A conference of that name that is under way."""
        with self._lock:
            return self._rooms.get(name)

    def enter(self, call: Line, seat: Seat) -> None:
        with self._lock:
            room = self._rooms.setdefault(seat.name, Room(seat.name, self._ids("CF")))
            talked, others = room.talking, list(room.seats.values())
            room.seats[call.sid] = call, seat
            room.started = room.started or seat.starts
            talking = room.talking
        if not talking:
            play_to(call, seat.wait_url)
            return
        call.hear(Event("dial", seat.name))
        for other in [] if talked else others:
            _act_on(other, _connected)

    def leave(self, call: Line, seat: Seat) -> None:
        with self._lock:
            room = self._rooms.get(seat.name)
            if room is None or room.seats.pop(call.sid, None) is None:
                return
            others = list(room.seats.values())
            if seat.ends or not others:
                del self._rooms[seat.name]
        for other in others:
            if seat.ends:
                _act_on(other, _over)
            elif len(others) == 1:
                _act_on(other, _alone)

    def hold(self, sid: str, call_sid: str, held: bool, url: str) -> bool:
        """False: nobody of that id is in there."""
        with self._lock:
            room = next((room for room in self._rooms.values() if room.sid == sid), None)
            found = room.seats.get(call_sid) if room else None
        if found is None:
            return False
        found[1].held = held
        _act_on(found, lambda call, seat: play_to(call, url) if held else _connected(call, seat))
        return True


def leave_by_key(call: Line, seat: Seat) -> None:
    call.rooms.leave(call, seat)
    _over(call, seat)


def _act_on(whom: tuple[Line, Seat], act: Callable[[Line, Seat], None]) -> None:
    call, seat = whom

    def if_still_there() -> None:
        if call.step is seat:
            act(call, seat)

    later(0, lambda: call.happens(if_still_there))


def _connected(call: Line, seat: Seat) -> None:
    if not seat.held:
        call.hear(Event("dial", seat.name))


def _alone(call: Line, seat: Seat) -> None:
    play_to(call, seat.wait_url)


def _over(call: Line, seat: Seat) -> None:
    call.step = None
    if seat.action:
        call.fetch(seat.action, seat.result)
