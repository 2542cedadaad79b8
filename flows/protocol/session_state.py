"""The state of a session between two turns, as plain JSON: any process can take the next turn."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

from core.members import NOBODY
from flows.protocol.channels import Channel, UnknownChannel, channel_named
from flows.protocol.turn import Turn

TRAIL_MAX = 12
"""Stacks kept for 'back'."""
LINES_MAX = 60
"""Lines of the transcript kept for an agent."""


@dataclass(slots=True)
class Frame:
    """A dialogue in progress: its name, its current step and the answers given so far. The step is
    called `state` because `transitions` sets that attribute.
    """

    flow: str
    state: str
    answers: dict[str, Any] = field(default_factory=dict)


@dataclass(slots=True)
class Session:
    """The state of one caller's dialogue between two turns.

    caller: the number in E.164, or an id of this call's own where the number is withheld.
    member_id: the member to whom that number belongs. If the number passes to another member, the
        stack and the proofs of this session are not used for that member.
    stack: the dialogues in progress, the home menu first and the innermost last.
    trail: earlier stacks, for 'back'; at most TRAIL_MAX.
    proofs: the proofs of identity given in this session ("pin"); they end with it.
    silences, misses: how often in a row nothing was heard, or no answer was understood.
    seq: the number of the last turn, from 0; -1 before the first.
    resting: an answer was given, and the step at the top of the stack has not been asked yet.
    over: a dialogue has ended the session.
    parked: the stack of a dropped session, until the member says whether to continue it.
    parked_offers: in how many sessions the member was asked so.
    code_stack: the stack that the last one-time code was sent for, as it goes on after the code:
        the code is taken also while the member waits for the next one.
    left_codes: the one-time codes that were sent for something that the member has left since.
    done: the dialogue that has just changed something, and what it answers beside its questions:
        its `flow`, the facts it `told` by topic, and `whose` it was.
    moved: what has moved points last in this session: the `flow`, the `facts` of its sentence that
        says what was done, and `whose` it was.
    lines: (speaker, words) of the transcript with secrets masked; at most LINES_MAX.
    last: the last turn, for 'repeat'.
    cursor: how many characters of a cumulative text (USSD) have been heard.
    apologised_seq, apologised_cursor: the turn number (voice) and the length of the cumulative text
        (USSD) of a message that was answered with an apology. The session is as it was before that
        message, which may be delivered again.
    hung_up: the carrier has reported the end of the call.
    heard_at: when the last message came, as a Unix timestamp in seconds.
    recent: what the loop guard remembers of the number, even from earlier sessions.
    texts_blocked: the carrier delivers no text to the number, as of the last turn.
    """

    channel: Channel
    session_id: str
    caller: str
    language: str
    member_id: int = NOBODY
    stack: list[Frame] = field(default_factory=list)
    trail: list[list[Frame]] = field(default_factory=list)
    proofs: list[str] = field(default_factory=list)
    silences: int = 0
    misses: int = 0
    seq: int = -1
    resting: bool = False
    over: bool = False
    parked: list[Frame] = field(default_factory=list)
    parked_offers: int = 0
    code_stack: list[Frame] = field(default_factory=list)
    left_codes: list[dict[str, Any]] = field(default_factory=list)
    done: dict[str, Any] = field(default_factory=dict)
    moved: dict[str, Any] = field(default_factory=dict)
    lines: list[list[str]] = field(default_factory=list)
    last: Turn | None = None
    cursor: int = 0
    apologised_seq: int = -1
    apologised_cursor: int = 0
    hung_up: bool = False
    heard_at: float = 0.0
    recent: dict[str, Any] = field(default_factory=dict)
    texts_blocked: bool = False

    @property
    def top(self) -> Frame:
        """The innermost dialogue under way."""
        return self.stack[-1]

    def remember(self) -> None:
        """Add the stack to the trail, unless it is there already as the last one."""
        snapshot = copy_of(self.stack)
        if not self.trail or self.trail[-1] != snapshot:
            self.trail = [*self.trail, snapshot][-TRAIL_MAX:]

    def note(self, who: str, words: str) -> None:
        """Add a line to the transcript."""
        self.lines = [*self.lines, [who, words]][-LINES_MAX:]

    def to_json(self) -> dict[str, Any]:
        """The session as JSON values, some of which are shared with it. dataclasses.asdict() would
        copy every one, which takes 0.5 ms a turn.
        """
        return {
            **{name: getattr(self, name) for name in PLAIN_FIELDS},
            "whose": self.member_id,
            "stack": _plain(self.stack),
            "trail": [_plain(stack) for stack in self.trail],
            "parked": _plain(self.parked),
            "code_stack": _plain(self.code_stack),
            "last": self.last.to_json() if self.last else None,
        }

    @classmethod
    def read(cls, data: dict[str, Any] | None) -> Session | None:
        """A stored session. None if there is none or it is unreadable: damaged, or stored by a
        release whose sessions had another shape."""
        try:
            session = cls.from_json(data) if data else None
        except (AttributeError, KeyError, TypeError, ValueError, UnknownChannel):
            return None
        if session and all(isinstance(getattr(session, name), _KINDS[name]) for name in _KINDS):
            return session
        return None

    @staticmethod
    def member_id_in(data: dict[str, Any] | None) -> int:
        """Whose a stored session is, before it is read; NOBODY also where it is not readable."""
        found = (data or {}).get("whose")
        return found if isinstance(found, int) else NOBODY

    @classmethod
    def from_json(cls, data: dict[str, Any]) -> Session:
        plain = {name: data[name] for name in PLAIN_FIELDS if name in data}
        return cls(
            **{
                **plain,
                "member_id": data["whose"],
                "channel": channel_named(data["channel"]),
                "stack": _frames(data["stack"]),
                "trail": [_frames(stack) for stack in data["trail"]],
                "parked": _frames(data["parked"]),
                "code_stack": _frames(data.get("code_stack", [])),  # new in this release
                "last": Turn.from_json(data["last"]) if data["last"] else None,
            }
        )


def copy_of(stack: list[Frame]) -> list[Frame]:
    """A stack whose answers can change without changing those of the original."""
    return [Frame(frame.flow, frame.state, dict(frame.answers)) for frame in stack]


PLAIN_FIELDS = tuple(
    name
    for name in Session.__dataclass_fields__
    if name not in ("member_id", "stack", "trail", "parked", "code_stack", "last")
)
"""Fields that are JSON already, and stored under their own names."""
_KINDS: dict[str, type | tuple[type, ...]] = {
    **dict.fromkeys(("session_id", "caller", "language"), str),
    **dict.fromkeys(("member_id", "silences", "misses", "seq", "cursor"), int),
    **dict.fromkeys(("apologised_seq", "apologised_cursor"), int),
    **dict.fromkeys(("proofs", "lines"), list),
    "done": dict,
    "moved": dict,
    "heard_at": (int, float),
}


def _plain(stack: list[Frame]) -> list[dict[str, Any]]:
    return [{"flow": frame.flow, "state": frame.state, "answers": frame.answers} for frame in stack]


def _frames(data: list[dict[str, Any]]) -> list[Frame]:
    """The frames, with copies of the answers: a turn that is retried must start from the stored
    answers, not from those that the failed attempt has changed.
    """
    return [Frame(frame["flow"], frame["state"], dict(frame["answers"])) for frame in data]
