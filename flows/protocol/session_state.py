"""The state of a session between two turns: plain JSON, so that any process can take the next
turn."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

from core.members import NOBODY
from flows.protocol.channels import Channel, channel_named
from flows.protocol.turn import Turn

TRAIL_MAX = 12
LINES_MAX = 60


@dataclass(slots=True)
class Frame:
    """A dialogue under way. `state` is the step it stands at: the name that transitions expects."""

    flow: str
    state: str
    answers: dict[str, Any] = field(default_factory=dict)


@dataclass(slots=True)
class Session:
    """One session with one caller.

    `whose`: the member that the caller's number belongs to. When it passes to another, what was
    begun and proved here does not pass with it.
    `stack`: the dialogue under way last, home first. `trail`: earlier stacks, for 'back'.
    `proofs`: how the caller is known beyond the number ("pin"); never survives the session.
    `resting`: an answer was given and the step we stand at has not been asked yet.
    `parked`: the stack of a dropped session, until the member says whether to go on with it.
    `cursor`: how much of a text that grows (USSD) has been heard. `hung_up`: the line is known to
    be down. `lines`: what was said so far, secrets masked, for the agent who takes over.
    """

    channel: Channel
    session_id: str
    caller: str
    language: str
    whose: int = NOBODY
    stack: list[Frame] = field(default_factory=list)
    trail: list[list[Frame]] = field(default_factory=list)
    proofs: list[str] = field(default_factory=list)
    silences: int = 0
    misses: int = 0
    seq: int = -1
    resting: bool = False
    over: bool = False
    parked: list[Frame] = field(default_factory=list)
    lines: list[list[str]] = field(default_factory=list)
    last: Turn | None = None
    cursor: int = 0
    hung_up: bool = False
    heard_at: float = 0.0

    @property
    def top(self) -> Frame:
        return self.stack[-1]

    def remember(self) -> None:
        """Keep where we stand for 'back'; the same place asked again is one place."""
        snapshot = copy_of(self.stack)
        if not self.trail or self.trail[-1] != snapshot:
            self.trail = [*self.trail, snapshot][-TRAIL_MAX:]

    def note(self, who: str, words: str) -> None:
        self.lines = [*self.lines, [who, words]][-LINES_MAX:]

    def to_json(self) -> dict[str, Any]:
        """Shares its parts with the session: dataclasses.asdict() copies every leaf, 0.5 ms a
        turn."""
        return {
            **{name: getattr(self, name) for name in PLAIN_FIELDS},
            "stack": _plain(self.stack),
            "trail": [_plain(stack) for stack in self.trail],
            "parked": _plain(self.parked),
            "last": self.last.to_json() if self.last else None,
        }

    @classmethod
    def from_json(cls, data: dict[str, Any]) -> Session:
        return cls(
            **{
                **data,
                "channel": channel_named(data["channel"]),
                "stack": _frames(data["stack"]),
                "trail": [_frames(stack) for stack in data["trail"]],
                "parked": _frames(data["parked"]),
                "last": Turn.from_json(data["last"]) if data["last"] else None,
            }
        )


def copy_of(stack: list[Frame]) -> list[Frame]:
    return [Frame(frame.flow, frame.state, dict(frame.answers)) for frame in stack]


PLAIN_FIELDS = tuple(
    name
    for name in Session.__dataclass_fields__
    if name not in ("stack", "trail", "parked", "last")
)


def _plain(stack: list[Frame]) -> list[dict[str, Any]]:
    return [{"flow": frame.flow, "state": frame.state, "answers": frame.answers} for frame in stack]


def _frames(data: list[dict[str, Any]]) -> list[Frame]:
    """Answers of their own: a turn that is tried again begins with what was kept, not with what
    the try before has made of it."""
    return [Frame(frame["flow"], frame["state"], dict(frame["answers"])) for frame in data]
