"""One talk: the screen pop, what was said so far, and what the agent can do in it."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from flask import Blueprint, abort, render_template, request, session
from sqlalchemy import Connection
from werkzeug.wrappers import Response

from core.contact_centre import Handed, ask, chat_messages, conversations, find, offers
from core.kernel import NotAllowed, Refused
from core.members import NOBODY
from core.redemption import inventory
from core.staff import agents
from desk.frame import (
    OVERSEERS,
    READERS,
    WORKERS,
    Office,
    may,
    me,
    played,
    refused,
    sms_length,
    text,
    to,
)
from desk.members import look_at
from flows.protocol import Channel

OPENED, OPENED_MAX = "talks_opened", 20  # in the session: which talks' pages ask anew for them
DISPOSITIONS = ("answered", "done", "complaint", "call_back_later", "wrong_number", "nobody_there")
Form = Mapping[str, str]
Given = dict[str, Any]


def serve(desk: Blueprint, office: Office) -> None:
    @desk.get("/talks/<int:member_id>/<handover_id>", endpoint="talk")
    @may(*READERS)
    def one(member_id: int, handover_id: str) -> str:
        return _one(office, member_id, handover_id)

    @desk.get("/talks/<int:member_id>/<handover_id>/state", endpoint="talk_state")
    @may(*READERS, renews=False)
    def state(member_id: int, handover_id: str) -> str:
        """What changes while one talks: no new look, where the page that asks was one."""
        known = office.do(lambda conn: _followed(office, conn, member_id, handover_id))
        return render_template("desk/talk_state.html", **known)

    @desk.get("/talks/<int:member_id>/<handover_id>/recording")
    @may(*OVERSEERS)
    def talk_recording(member_id: int, handover_id: str) -> Response:
        talk = office.do(lambda conn: _listened_to(office, conn, member_id, handover_id))
        return played(office, talk.recording_url)

    @desk.post("/talks/<int:member_id>/<handover_id>/<act>")
    @may(*WORKERS)
    def act_in_talk(member_id: int, handover_id: str, act: str) -> Response | tuple[str, int]:
        if act not in ACTS:
            abort(404)
        which: Given = {"member_id": member_id, "handover_id": handover_id}
        try:
            office.do(lambda conn: _act(office, conn, act, which))
        except Refused as error:
            status = refused(office, error)
            return to("home") if act == "accept" else (_one(office, **which), status)
        if act == "close":
            return to("home")
        # Who has written writes on: a browser focuses the field that an address ends with.
        return to("talk", **which, _anchor="write" if act == "write" else None)


def _one(office: Office, member_id: int, handover_id: str) -> str:
    """With whatever was typed into the form that it answers."""
    known = office.do(lambda conn: _looked_at(office, conn, member_id, handover_id))
    return render_template("desk/talk.html", **known)


def _looked_at(
    office: Office, conn: Connection, member_id: int, handover_id: str
) -> dict[str, Any]:
    known = _state(conn, member_id, handover_id)
    _record_look(office, conn, known["talk"])
    picture = None if member_id == NOBODY else look_at(office, conn, member_id)
    return known | {"known": picture}


def _followed(office: Office, conn: Connection, member_id: int, handover_id: str) -> dict[str, Any]:
    known = _state(conn, member_id, handover_id)
    if not known["is_mine"] and handover_id not in session.get(OPENED, ()):
        _record_look(office, conn, known["talk"])
    return known


def _record_look(office: Office, conn: Connection, talk: Handed) -> None:
    """Once an opening, whoever it is but the talk's own agent."""
    if talk.agent == me().agent:
        return
    office.record(conn, "talk_looked_at", talk.member_id, handover=talk.handover_id)
    opened = [each for each in session.get(OPENED, ()) if each != talk.handover_id]
    session[OPENED] = [*opened, talk.handover_id][-OPENED_MAX:]


def _listened_to(office: Office, conn: Connection, member_id: int, handover_id: str) -> Handed:
    talk = find(conn, member_id, handover_id)
    office.record(conn, "talk_listened", member_id, handover=handover_id)
    return talk


def _state(conn: Connection, member_id: int, handover_id: str) -> dict[str, Any]:
    talk = find(conn, member_id, handover_id)
    everyone = [agent for agent in agents.everyone(conn) if agent.active and agent.acts]
    return {
        "talk": talk,
        "lines": chat_messages.of(conn, member_id, handover_id),
        "is_mine": talk.agent == me().agent,
        "is_colleagues": talk.agent not in (None, me().agent),
        "others": [agent for agent in everyone if agent.agent != me().agent],
        "dispositions": DISPOSITIONS,
        "on_offer": inventory.catalogue(conn) if talk.way == "queue" else [],
    }


def _act(office: Office, conn: Connection, act: str, which: dict[str, Any]) -> None:
    given = which | {"agent": me().agent, "at": office.now()}
    ACTS[act](office, conn, given, request.form)
    detail = {"handover": which["handover_id"]}
    office.record(conn, f"talk_{act}", which["member_id"], **detail)


def _end(office: Office, conn: Connection, given: Given, form: Form) -> None:
    """Who was written with is told that the hotline answers again."""
    _answerable(conn, given)
    talk = conversations.end(conn, **_without_agent(given))
    if talk is not None and talk.way == "text":
        words = office.wording.say("agent-left", talk.language, Channel.SMS, {})
        ask(conn, talk, "text", {"to": talk.number, "words": words}, given["at"])


def _close(office: Office, conn: Connection, given: Given, form: Form) -> None:
    how = form.get("disposition", "")
    if how not in DISPOSITIONS:
        abort(400)
    note = form.get("note", "").strip()
    theirs = given | {"agent": _answerable(conn, given).agent}
    conversations.close(conn, **theirs, disposition=how, note=note and text(form, "note"))


def _hand_on(office: Office, conn: Connection, given: Given, form: Form) -> None:
    conversations.hand_on(conn, **given, to=text(form, "to"), words=text(form))


def _take_over(office: Office, conn: Connection, given: Given, form: Form) -> None:
    _answerable(conn, given)
    conversations.take_over(conn, **given)


def _put_back(office: Office, conn: Connection, given: Given, form: Form) -> None:
    """As a telephone does that nobody picks up."""
    talk = _answerable(conn, given)
    offers.missed(conn, **_without_agent(given), this_try=talk.tries)


def _without_agent(given: Given) -> Given:
    return {name: value for name, value in given.items() if name != "agent"}


def _answerable(conn: Connection, given: Given) -> Handed:
    """A talk that is one's own, or to a supervisor anybody's, for its agent may not come back.
    NotAllowed 'not_yours'."""
    talk = find(conn, given["member_id"], given["handover_id"])
    if talk.agent is None or (talk.agent != given["agent"] and not me().leads):
        raise NotAllowed("not_yours")
    return talk


def _write(office: Office, conn: Connection, given: Given, form: Form) -> None:
    words = text(form)
    sms_length.check(words)
    chat_messages.answer(conn, **given, words=words)


ACTS: dict[str, Callable[[Office, Connection, Given, Form], Any]] = {
    "accept": lambda office, conn, given, form: offers.accept(conn, **given),
    "hold": lambda office, conn, given, form: conversations.hold(conn, **given, on=True),
    "resume": lambda office, conn, given, form: conversations.hold(conn, **given, on=False),
    "pin": lambda office, conn, given, form: conversations.ask_for_pin(conn, **given),
    "redeem": lambda office, conn, given, form: conversations.let_redeem(
        conn, **given, sku=text(form, "sku")
    ),
    "hand_on": _hand_on,
    "take_over": _take_over,
    "put_back": _put_back,
    "write": _write,
    "end": _end,
    "close": _close,
}
