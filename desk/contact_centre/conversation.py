"""One talk: the screen pop, what was said so far, and what the agent can do in it."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from flask import Blueprint, abort, render_template, request, session
from sqlalchemy import Connection
from werkzeug.wrappers import Response

from core.contact_centre import (
    HandoverRow,
    chat_messages,
    conversations,
    find_handover,
    offers,
)
from core.kernel import NotAllowed, Refused
from core.members import NOBODY
from core.redemption import gifts
from core.staff import agents
from desk.frame import (
    EDITORS,
    OVERSEERS,
    READERS,
    DeskContext,
    audio_response,
    current_agent,
    flash_refusal,
    redirect_to,
    required_text,
    requires_role,
    sms_length,
)
from desk.members import look_at
from flows.protocol import Channel

OPENED, OPENED_MAX = "talks_opened", 20  # in the session: which talks' pages ask anew for them
DISPOSITIONS = ("answered", "done", "complaint", "call_back_later", "wrong_number", "nobody_there")
Form = Mapping[str, str]
Given = dict[str, Any]


def serve(desk: Blueprint, context: DeskContext) -> None:
    @desk.get("/talks/<int:member_id>/<handover_id>", endpoint="talk")
    @requires_role(*READERS)
    def one(member_id: int, handover_id: str) -> str:
        return _one(context, member_id, handover_id)

    @desk.get("/talks/<int:member_id>/<handover_id>/state", endpoint="talk_state")
    @requires_role(*READERS, renews=False)
    def state(member_id: int, handover_id: str) -> str:
        """What changes while one talks: no new look, where the page that asks was one."""
        known = context.run(lambda conn: _followed(context, conn, member_id, handover_id))
        return render_template("desk/talk_state.html", **known)

    @desk.get("/talks/<int:member_id>/<handover_id>/recording")
    @requires_role(*OVERSEERS)
    def talk_recording(member_id: int, handover_id: str) -> Response:
        talk = context.run(lambda conn: _listened_to(context, conn, member_id, handover_id))
        return audio_response(context, talk.recording_url)

    @desk.post("/talks/<int:member_id>/<handover_id>/<act>")
    @requires_role(*EDITORS)
    def act_in_talk(member_id: int, handover_id: str, act: str) -> Response | tuple[str, int]:
        if act not in ACTS:
            abort(404)
        which: Given = {"member_id": member_id, "handover_id": handover_id}
        try:
            context.run(lambda conn: _act(context, conn, act, which))
        except Refused as error:
            status = flash_refusal(context, error)
            return redirect_to("home") if act == "accept" else (_one(context, **which), status)
        if act == "close":
            return redirect_to("home")
        # Who has written writes on: a browser focuses the field that an address ends with.
        return redirect_to("talk", **which, _anchor="write" if act == "write" else None)


def _one(context: DeskContext, member_id: int, handover_id: str) -> str:
    """With whatever was typed into the form that it answers."""
    known = context.run(lambda conn: _looked_at(context, conn, member_id, handover_id))
    return render_template("desk/talk.html", **known)


def _looked_at(
    context: DeskContext, conn: Connection, member_id: int, handover_id: str
) -> dict[str, Any]:
    known = _state(conn, member_id, handover_id)
    _record_look(context, conn, known["talk"])
    picture = None if member_id == NOBODY else look_at(context, conn, member_id)
    return known | {"known": picture}


def _followed(
    context: DeskContext, conn: Connection, member_id: int, handover_id: str
) -> dict[str, Any]:
    known = _state(conn, member_id, handover_id)
    if not known["is_mine"] and handover_id not in session.get(OPENED, ()):
        _record_look(context, conn, known["talk"])
    return known


def _record_look(context: DeskContext, conn: Connection, talk: HandoverRow) -> None:
    """Once an opening, whoever it is but the talk's own agent."""
    if talk.agent == current_agent().agent:
        return
    context.record(conn, "talk_looked_at", talk.member_id, handover=talk.handover_id)
    opened = [each for each in session.get(OPENED, ()) if each != talk.handover_id]
    session[OPENED] = [*opened, talk.handover_id][-OPENED_MAX:]


def _listened_to(
    context: DeskContext, conn: Connection, member_id: int, handover_id: str
) -> HandoverRow:
    talk = find_handover(conn, member_id, handover_id)
    context.record(conn, "talk_listened", member_id, handover=handover_id)
    return talk


def _state(conn: Connection, member_id: int, handover_id: str) -> dict[str, Any]:
    talk = find_handover(conn, member_id, handover_id)
    everyone = [agent for agent in agents.everyone(conn) if agent.active and agent.can_edit]
    return {
        "talk": talk,
        "lines": chat_messages.of(conn, member_id, handover_id),
        "is_mine": talk.agent == current_agent().agent,
        "is_colleagues": talk.agent not in (None, current_agent().agent),
        "others": [agent for agent in everyone if agent.agent != current_agent().agent],
        "dispositions": DISPOSITIONS,
        "on_offer": gifts.available(conn) if talk.way == "queue" else [],
    }


def _act(context: DeskContext, conn: Connection, act: str, which: dict[str, Any]) -> None:
    given = which | {"agent": current_agent().agent, "at": context.now()}
    ACTS[act](context, conn, given, request.form)
    detail = {"handover": which["handover_id"]}
    context.record(conn, f"talk_{act}", which["member_id"], **detail)


def _end(context: DeskContext, conn: Connection, given: Given, form: Form) -> None:
    """Who was written with is told that the hotline answers again."""
    language = _answerable(conn, given).language
    words = context.wording.say("agent-left", language, Channel.SMS, {})
    conversations.end(conn, **_without_agent(given), parting_words=words)


def _close(context: DeskContext, conn: Connection, given: Given, form: Form) -> None:
    how = form.get("disposition", "")
    if how not in DISPOSITIONS:
        abort(400)
    note = form.get("note", "").strip()
    theirs = given | {"agent": _answerable(conn, given).agent}
    conversations.close(conn, **theirs, disposition=how, note=note and required_text(form, "note"))


def _hand_on(context: DeskContext, conn: Connection, given: Given, form: Form) -> None:
    conversations.transfer(conn, **given, to=required_text(form, "to"), words=required_text(form))


def _take_over(context: DeskContext, conn: Connection, given: Given, form: Form) -> None:
    _answerable(conn, given)
    conversations.take_over(conn, **given)


def _put_back(context: DeskContext, conn: Connection, given: Given, form: Form) -> None:
    """As a telephone does that nobody picks up."""
    talk = _answerable(conn, given)
    offers.missed(conn, **_without_agent(given), this_try=talk.tries)


def _without_agent(given: Given) -> Given:
    return {name: value for name, value in given.items() if name != "agent"}


def _answerable(conn: Connection, given: Given) -> HandoverRow:
    """A talk that is one's own, or to a supervisor anybody's, for its agent may not come back.
    NotAllowed 'not_yours'."""
    talk = find_handover(conn, given["member_id"], given["handover_id"])
    if talk.agent is None or (talk.agent != given["agent"] and not current_agent().is_supervisor):
        raise NotAllowed("not_yours")
    return talk


def _write(context: DeskContext, conn: Connection, given: Given, form: Form) -> None:
    words = required_text(form)
    sms_length.check(words)
    chat_messages.answer(conn, **given, words=words)


ACTS: dict[str, Callable[[DeskContext, Connection, Given, Form], Any]] = {
    "accept": lambda context, conn, given, form: offers.accept(conn, **given),
    "hold": lambda context, conn, given, form: conversations.hold(conn, **given, on=True),
    "resume": lambda context, conn, given, form: conversations.hold(conn, **given, on=False),
    "pin": lambda context, conn, given, form: conversations.ask_for_pin(conn, **given),
    "redeem": lambda context, conn, given, form: conversations.send_to_redeem(
        conn, **given, sku=required_text(form, "sku")
    ),
    "hand_on": _hand_on,
    "take_over": _take_over,
    "put_back": _put_back,
    "write": _write,
    "end": _end,
    "close": _close,
}
