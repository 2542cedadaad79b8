"""The script of a call, and the steps at which it waits for the caller."""

from __future__ import annotations

from dataclasses import dataclass, field

from phone.events import Waiting
from phone.twiml import Verb

ROUND_S = 30  # the assumed length of the waitUrl document, for the time in the queue
DIALLED = {"DialCallStatus": "completed", "DialCallDuration": "1"}


@dataclass
class Script:
    """A document that is being executed. Relative URLs in it are relative to `url`."""

    url: str
    verbs: tuple[Verb, ...]
    position: int = 0

    def next(self) -> Verb | None:
        if self.position == len(self.verbs):
            return None
        self.position += 1
        return self.verbs[self.position - 1]


@dataclass
class GatherStep:
    verb: Verb
    action: str
    keys: str = ""
    prompts: int = 0  # how many events those in the <Gather> are

    def waiting(self) -> Waiting:
        wanted = self.verb.get("numDigits")
        heard = self.verb.get("input", "dtmf").split()
        return Waiting(
            "gather",
            timeout_s=self.verb.number("timeout", 5),
            digits="dtmf" in heard,
            speech="speech" in heard,
            language=self.verb.get("language", "en-US"),
            num_digits=int(self.verb.number("numDigits", 0)) if wanted else None,
            finish_on_key=self.verb.get("finishOnKey", "#"),
            barge_in=self.verb.flag("bargeIn", True),
            typed=len(self.keys),
            prompts=0 if self.keys else self.prompts,
        )


@dataclass
class RecordStep:
    verb: Verb
    action: str

    def waiting(self) -> Waiting:
        return Waiting(
            "record",
            timeout_s=self.verb.number("timeout", 5),
            finish_on_key=self.verb.get("finishOnKey", "1234567890*#"),
            max_length_s=int(self.verb.number("maxLength", 3600)),
        )


@dataclass
class DialStep:
    who: str
    action: str
    result: dict[str, str] = field(default_factory=dict)

    def waiting(self) -> Waiting:
        return Waiting("talk", who=self.who)


@dataclass(eq=False)
class ConferenceStep:
    """In a conference. `starts_conference`: it begins when this caller enters; `ends_conference`:
    it ends when this caller leaves; `star_leaves`: the * key leaves it."""

    name: str
    action: str
    wait_url: str
    starts_conference: bool
    ends_conference: bool
    star_leaves: bool
    on_hold: bool = False
    result: dict[str, str] = field(default_factory=lambda: dict(DIALLED))

    def waiting(self) -> Waiting:
        return Waiting("conference", who=self.name)


@dataclass
class Queue:
    name: str
    sid: str
    action: str
    wait_url: str
    resume: Script  # the script that continues if there is no action
    rounds: int = 0

    @property
    def seconds(self) -> int:
        return self.rounds * ROUND_S


Step = GatherStep | RecordStep | DialStep | ConferenceStep
