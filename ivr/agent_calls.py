"""The legs of a call with an agent, and what is said on them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from flask import request
from sqlalchemy import Connection

from core.contact_centre import Handed, address, call_legs, conversations, find, offers, queue
from core.members import PIN, profiles
from flows.language import LANGUAGES
from flows.protocol import Channel
from ivr import agent_call_twiml
from ivr.dependencies import Parts
from ivr.render import enqueue
from web.errors import BadRequest
from web.parameters import required_id, whole

TAKE_KEY = "1"


@dataclass(frozen=True, slots=True)
class Legs:
    parts: Parts

    def whispered(self) -> str:
        """To the agent: who it is, what about, and how they are known."""
        handed = self.this()
        if not _rings(handed):
            return self.gone()
        language = agents_language()
        action = address(handed, call_legs.KEYED, t=asked("t"), lang=language)
        words = self.parts.database.read(lambda conn: self._introduced(conn, handed, language))
        return agent_call_twiml.whisper(words, language, action)

    def keyed(self, digits: str, call: str) -> str:
        """What the agent pressed: to talk, or to leave the caller to somebody else."""
        which, at = asked_about(), self.parts.now()
        this_try = asked("t")

        def work(conn: Connection) -> Handed | None:
            if digits == TAKE_KEY:
                return offers.connect(conn, **which, this_try=this_try, call=call, at=at)
            offers.missed(conn, **which, this_try=this_try, at=at)
            return None

        handed = self.parts.database.run(work)
        if handed is not None:
            recorded = address(handed, call_legs.RECORDED)
            return agent_call_twiml.agent_leg(handed.handover_id, recorded)
        return (
            self.gone()
            if digits == TAKE_KEY
            else agent_call_twiml.goodbye(*self._agents("declined"))
        )

    def recorded(self, url: str) -> None:
        self.parts.database.run(lambda conn: conversations.recorded(conn, **asked_about(), url=url))

    def agent_gone(self, call: str) -> None:
        """The agent's leg has ended, before or after a word was said."""
        which, at = asked_about(), self.parts.now()

        def work(conn: Connection) -> None:
            offers.missed(conn, **which, this_try=asked("t"), at=at)
            if find(conn, **which).agent_call == call:
                conversations.end(conn, **which, at=at)

        self.parts.database.run(work)

    def reached(self, call: str) -> str:
        """Who is called back has picked up; the agent may have gone in the meantime."""
        run = self.parts.database.run
        handed = run(lambda conn: offers.reached(conn, **asked_about(), call=call))
        if handed is not None:
            return self.joined(handed, "called_back")
        language = self.this().language
        return agent_call_twiml.goodbye(self.said("missed_you", language), language)

    def call_back_ended(self, how: str) -> None:
        at = self.parts.now()
        self.parts.database.run(
            lambda conn: conversations.end(conn, **asked_about(), at=at, how=how)
        )

    def joined(self, handed: Handed, key: str) -> str:
        """The member's leg, on its way into the conference; recorded is what is announced."""
        action = address(handed, call_legs.GO_ON, n=handed.turn)
        words = self.said(key, handed.language)
        return agent_call_twiml.member_leg(words, handed.language, handed.handover_id, action)

    def rejoined(self, form: Mapping[str, str]) -> str | None:
        """Out of line because the agent is there: after the PIN, or a moment too late."""
        if form.get("QueueResult") != "leave":
            return None
        call = required_id(form, "CallSid")
        handed = self.parts.database.read(lambda conn: queue.of_call(conn, call))
        if handed is None or handed.status != "talking":
            return None
        return self.joined(handed, "back")

    def in_line_again(self) -> str:
        which, at = asked_about(), self.parts.now()
        self.parts.database.run(lambda conn: conversations.back_in_line(conn, **which, at=at))
        language = self.this().language
        return enqueue(self.said("handed_on", language), language, asked("n"))

    def this(self) -> Handed:
        return self.parts.database.read(lambda conn: find(conn, **asked_about()))

    def gone(self) -> str:
        return agent_call_twiml.goodbye(*self._agents("gone"))

    def said(self, key: str, language: str, **facts: Any) -> str:
        return self.parts.wording.say(f"leg-{key}", language, Channel.VOICE, facts)

    def _agents(self, key: str) -> tuple[str, str]:
        language = agents_language()
        return self.said(key, language), language

    def _introduced(self, conn: Connection, handed: Handed, language: str) -> str:
        member = profiles.by_id(conn, handed.member_id) if handed.member_id else None
        title = f"{handed.topic}-title"
        about = (
            self.parts.wording.say(title, language, Channel.VOICE, {})
            if handed.topic and self.parts.wording.has(title, language, Channel.VOICE)
            else self.said("anything", language)
        )
        facts = {"about": about, "proved": "yes" if PIN in handed.proofs else "no"}
        if member is None:
            return self.said("whisper_stranger", language, **facts)
        return self.said("whisper", language, name=member.name, tier=member.tier, **facts)


def agents_language() -> str:
    language = request.args.get("lang", "")
    return language if language in LANGUAGES else LANGUAGES[0]


def asked(name: str) -> int:
    """A number that stands in the address."""
    number = whole(request.args.get(name, ""))
    if number is None:
        raise BadRequest(f"{name} is missing or no number.")
    return number


def asked_about() -> dict[str, Any]:
    return {"member_id": asked("m"), "handover_id": required_id(request.args, "h")}


def _rings(handed: Handed) -> bool:
    return bool(handed.status == "offered" and handed.tries == asked("t"))
