"""Answers the webhooks of the two legs of a call with an agent: what to do next, as TwiML."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from flask import request
from sqlalchemy import Connection

from core.contact_centre import (
    HandoverRow,
    call_reports,
    conversations,
    find_handover,
    offers,
    queue,
)
from core.members import PIN, profiles
from core.programme import local_day
from flows.language import LANGUAGES
from flows.protocol import USUAL_RATE_PERCENT, Channel
from ivr import agent_call_twiml, call_addresses
from ivr.outages import NO_DATABASE
from ivr.render import enqueue, say
from web.channel import ChannelServices
from web.errors import BadRequest
from web.parameters import choice, member_id, required_id, whole_number, word

ACCEPT_KEY = "1"


@dataclass(frozen=True, slots=True)
class CallLegs:
    """Each method answers one webhook. The handover, and the attempt to reach the agent, are named
    in the query of the present request."""

    services: ChannelServices

    def whisper(self) -> str:
        """Tells the agent who has answered who calls, what about, and whether the PIN was given."""
        row = self.handover()
        if row.status != "offered" or row.tries != number_in_address("t"):
            return self.goodbye_to_agent("gone")
        language = language_in_address()
        attempt = {"t": number_in_address("t"), "lang": language}
        action = self._address(call_addresses.KEYED, row, **attempt)
        words = self.services.database.read(lambda conn: self._introduction(conn, row, language))
        return agent_call_twiml.whisper(words, language, action)

    def keyed(self, digits: str, call: str) -> str:
        """Connects the agent if `digits` is ACCEPT_KEY; any other key, or none, counts as a missed
        call.

        call: the carrier's id of the agent's leg.
        """
        which = _which() | {"this_try": number_in_address("t"), "at": self.services.now()}
        run = self.services.database.run
        if digits != ACCEPT_KEY:
            run(lambda conn: offers.missed(conn, **which))
            return self.goodbye_to_agent("declined")
        row = run(lambda conn: offers.connect(conn, **which, call=call))
        if row is None:
            return self.goodbye_to_agent("gone")
        recorded = self._address(call_addresses.RECORDED, row)
        return agent_call_twiml.agent_leg(row.handover_id, recorded, self._hold_music)

    def recorded(self, url: str) -> None:
        """Does nothing if nothing was recorded: `url` is then empty."""
        which = _which()
        if not url:
            return
        self.services.database.run(
            lambda conn: call_reports.attach_recording(conn, **which, url=url)
        )

    def agent_hung_up(self, call: str) -> None:
        given = _which() | {"this_try": number_in_address("t"), "call": call}
        at = self.services.now()
        self.services.database.run(lambda conn: call_reports.agent_hung_up(conn, **given, at=at))

    def called_back(self, call: str) -> str:
        """Connects a member who has answered a callback, or apologises if the agent has hung up."""
        given = _which() | {"call": call}
        row = self.services.database.run(lambda conn: offers.member_answered(conn, **given))
        if row is not None:
            return self.join(row, "called_back")
        language = self.handover().language
        return agent_call_twiml.goodbye(self.sentence("missed_you", language), language)

    def call_back_ended(self, how: str) -> None:
        given = _which() | {"at": self.services.now(), "how": how}
        self.services.database.run(lambda conn: conversations.end(conn, **given))

    def join(self, row: HandoverRow, sentence: str) -> str:
        """The member's leg hears `sentence`, which announces the recording, and enters the
        conference."""
        action = self._address(call_addresses.GO_ON, row, n=row.turn, lang=row.language)
        alone = self._address(call_addresses.ALONE, row, lang=row.language)
        words = self.sentence(sentence, row.language)
        spoken = say(words, row.language, self._rate_percent(row))
        return agent_call_twiml.member_leg(spoken, row.handover_id, action, alone)

    def alone(self) -> str:
        """The member's leg waits in the conference for the agent: hears the music, after which the
        carrier asks again, and is moved on if the agent has hung up. Raises NotFound and
        BadRequest."""
        given = _which() | {"at": self.services.now()}
        self.services.database.run(lambda conn: call_reports.member_alone(conn, **given))
        return self.music_while_alone()

    def music_while_alone(self) -> str:
        """The hold music once; then the carrier asks again."""
        wav = f"{self.services.public_url}{call_addresses.HOLD_WAV}"
        return agent_call_twiml.music_once(wav, f"{self.services.root}{request.full_path}")

    def rejoin(self, form: Mapping[str, str]) -> str | None:
        """Takes a caller who has left the queue back into the conference, if the agent is
        connected: after entering the PIN, or after pressing a key just when the agent answered.
        None if the caller has no connected agent."""
        if word(form, "QueueResult") != "leave":
            return None
        call = required_id(form, "CallSid")
        row = self.services.database.read(lambda conn: queue.of_call(conn, call))
        if row is None or row.status != "talking":
            return None
        return self.join(row, "back")

    def enqueue(self, words: str, row: HandoverRow) -> str:
        """The member's leg goes back into the queue. The query names the turn that follows."""
        turn, rate_percent = number_in_address("n"), self._rate_percent(row)
        return enqueue(words, row.language, turn, self.services.root, rate_percent)

    def requeue(self) -> HandoverRow:
        """The member's leg is about to go back into the queue: ends the agent's leg. Returns the
        handover. Raises NotFound and BadRequest."""
        given = _which() | {"at": self.services.now()}
        return self.services.database.run(lambda conn: call_reports.member_requeued(conn, **given))

    def handover(self) -> HandoverRow:
        """The handover that the query names. Raises NotFound and BadRequest."""
        return self.services.database.read(lambda conn: find_handover(conn, **_which()))

    def sentence(self, key: str, language: str, **facts: Any) -> str:
        return self.services.wording.say(f"leg-{key}", language, Channel.VOICE, facts)

    def goodbye_to_agent(self, key: str) -> str:
        language = language_in_address()
        return agent_call_twiml.goodbye(self.sentence(key, language), language)

    def goodbye_to_member(self) -> str:
        """The apology to a member who is called back for a handover that does not exist."""
        language = self.services.settings.default_language
        return agent_call_twiml.goodbye(self.sentence("missed_you", language), language)

    def nobody_will_come(self) -> str:
        """To a member who is alone in the conference of a handover that does not exist. A document
        that is heard in a conference cannot end the call, and no dialogue can be continued."""
        language = language_in_address()
        return agent_call_twiml.only_words(self.sentence("call_again", language), language)

    @property
    def _hold_music(self) -> str:
        return f"{self.services.root}{call_addresses.HOLD_MUSIC}"

    def _rate_percent(self, row: HandoverRow) -> int:
        """How fast the member is spoken to. It is not worth failing for, once the leg has been
        moved."""
        if not row.member_id:
            return USUAL_RATE_PERCENT
        try:
            member = self.services.database.read(lambda conn: profiles.by_id(conn, row.member_id))
        except NO_DATABASE:
            return USUAL_RATE_PERCENT
        return profiles.speech_percent(member, local_day(self.services.now()))

    def _address(self, path: str, row: HandoverRow, **more: object) -> str:
        address = call_addresses.address(path, row.member_id, row.handover_id, **more)
        return f"{self.services.root}{address}"

    def _introduction(self, conn: Connection, row: HandoverRow, language: str) -> str:
        member = profiles.by_id(conn, row.member_id) if row.member_id else None
        title = f"{row.topic}-title"
        about = (
            self.services.wording.say(title, language, Channel.VOICE, {})
            if row.topic and self.services.wording.has(title, language, Channel.VOICE)
            else self.sentence("anything", language)
        )
        facts = {"about": about, "proved": "yes" if PIN in row.proofs else "no"}
        if member is None:
            return self.sentence("whisper_stranger", language, **facts)
        return self.sentence("whisper", language, name=member.name, tier=member.tier, **facts)


def language_in_address() -> str:
    """The language in the query of the leg's address; by default the first one."""
    return choice(request.args, "lang", LANGUAGES)


def number_in_address(name: str) -> int:
    """The whole number in the query parameter `name`. Raises BadRequest."""
    number = whole_number(request.args, name)
    if number is None:
        raise BadRequest(f"{name} is missing or no number.")
    return number


def _which() -> dict[str, Any]:
    number = member_id(request.args, "m")
    if number is None:
        raise BadRequest("m is missing or no member's id.")
    return {"member_id": number, "handover_id": required_id(request.args, "h")}
