"""A member's telephone on each channel: builds the carrier's parameters and parses them with the
channel's own request parser.

For a new channel, add a subclass of Telephone: the dialogues' tests then run on it.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import ClassVar

from flows.protocol import Channel, Heard, Turn, traits_of
from ivr import request_parsing as voice
from sms import request_parsing as sms
from ussd import request_parsing as ussd

RECORDING = "https://api.twilio.example/2010-04-01/Recordings/RE1"


class Telephone:
    """`new_number` returns the next number for a session's or message's id. `commands` maps the
    channel's global commands to their keys or words."""

    channel: ClassVar[Channel]
    commands: ClassVar[Mapping[str, str]]

    def __init__(self, number: str, new_number: Callable[[], int]) -> None:
        self.number, self.new_number = number, new_number
        self.session_id = ""

    def call(self, *keys: str) -> Heard | None:
        """Starts a session; None on channels where the first message does. `keys`: a deep link's,
        as in *105*1#."""
        self.session_id = f"session-{self.new_number()}"
        return None

    def enter(self, keys: str, turn: Turn | None) -> Heard:
        """Enters keys or text in answer to `turn`."""
        raise NotImplementedError

    def say(self, words: str, turn: Turn | None) -> Heard:
        """Says something in the member's own words, such as a complaint."""
        return self.enter(words, turn)

    def speak(self, words: str, confidence: float, turn: Turn | None) -> Heard:
        """Answers in words, which a call's recogniser of speech hears with that confidence."""
        return self.enter(words, turn)

    def stay_silent(self, turn: Turn | None) -> Heard:
        return self.enter(" ", turn)

    def hang_up(self) -> Heard | None:
        """Ends the session; None if the network does not report that."""
        return None


def commands_by_key(channel: Channel) -> dict[str, str]:
    return {command: key for key, command in traits_of(channel).command_keys.items()}


class VoiceTelephone(Telephone):
    channel = Channel.VOICE
    commands = commands_by_key(Channel.VOICE)

    def call(self, *keys: str) -> Heard:
        super().call(*keys)
        return voice.call_started(self._form())

    def enter(self, keys: str, turn: Turn | None) -> Heard:
        return self.answer({"Digits": keys}, turn)

    def say(self, words: str, turn: Turn | None) -> Heard:
        """Sends a recording; the words themselves are not transmitted."""
        recorded = {"RecordingUrl": RECORDING, "RecordingDuration": "7", "Digits": "#"}
        return self.answer(recorded, turn)

    def speak(self, words: str, confidence: float, turn: Turn | None) -> Heard:
        return self.answer({"SpeechResult": words, "Confidence": str(confidence)}, turn)

    def stay_silent(self, turn: Turn | None) -> Heard:
        return self.answer({}, turn)

    def leave_queue(self, result: str, turn: Turn | None) -> Heard:
        return self.answer({"QueueResult": result}, turn)

    def hang_up(self) -> Heard:
        return voice.hung_up(self._form())

    def answer(self, form: dict[str, str], turn: Turn | None) -> Heard:
        assert turn is not None
        number = str(turn.number + 1)  # as in the action URL of the TwiML
        return voice.turn_answered(self._form() | form, {"n": number})

    def _form(self) -> dict[str, str]:
        return {"CallSid": self.session_id, "From": self.number}


class SmsTelephone(Telephone):
    channel = Channel.SMS
    commands: ClassVar = {"back": "BACK", "main": "h", "agent": "人工"}

    def enter(self, keys: str, turn: Turn | None) -> Heard:
        sid = f"SM{self.new_number()}"
        return sms.message({"From": self.number, "Body": keys, "MessageSid": sid})


class UssdTelephone(Telephone):
    channel = Channel.USSD
    commands = commands_by_key(Channel.USSD)
    _sent = ""

    def call(self, *keys: str) -> Heard:
        super().call(*keys)
        self._sent = "*".join(keys)
        return self._heard()

    def enter(self, keys: str, turn: Turn | None) -> Heard:
        self._sent = f"{self._sent}*{keys}" if self._sent else keys
        return self._heard()

    def stay_silent(self, turn: Turn | None) -> Heard:
        return self.enter("", turn)

    def _heard(self) -> Heard:
        form = {"sessionId": self.session_id, "phoneNumber": self.number, "text": self._sent}
        return ussd.request_heard(form)


TELEPHONES: Mapping[Channel, type[Telephone]] = {
    telephone.channel: telephone for telephone in Telephone.__subclasses__()
}
