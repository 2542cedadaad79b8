"""The page of one conversation: the member, what was said so far, and the actions of the agent."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from typing import Any

from flask import Blueprint, abort, render_template, request, session
from sqlalchemy import Connection
from werkzeug.wrappers import Response

from core.contact_centre import (
    HandoverRow,
    Picture,
    actions_for,
    chat_messages,
    conversations,
    find_handover,
    find_own_handover,
    offers,
    pictures,
)
from core.members import NOBODY
from core.programme import local_day
from core.redemption import Gift, gifts
from core.staff import agents
from desk.contact_centre import callback_times
from desk.contact_centre.wishes import own_words, wish_of
from desk.frame import (
    EDITORS,
    OVERSEERS,
    READERS,
    Answer,
    DeskContext,
    Form,
    audio_response,
    check_sms_length,
    current_agent,
    no_list,
    optional_text,
    redirect_to,
    required_choice,
    required_line,
    required_text,
    requires_role,
    submit,
)
from desk.members import editable_address, open_overview
from flows.protocol import Channel

OPENED, OPENED_MAX = "talks_opened", 20  # key in the web session: conversations opened recently
OF_EVERY_WAY = ("answered", "done", "complaint", "call_back_later")
OF_CALLS = (*OF_EVERY_WAY, "wrong_number", "nobody_there")
DISPOSITIONS = {"queue": OF_CALLS, "callback": OF_CALLS, "text": (*OF_EVERY_WAY, "no_reply")}
"""What may have become of a conversation, by its way."""
REPLIES = ("moment", "receipt", "filed", "call_back", "more", "goodbye")
"""Canned replies: their messages are in desk/words/replies.*.ftl."""
Facts = dict[str, Any]
"""Keyword arguments: of the functions of core.contact_centre (member_id, handover_id, agent, at),
or of a template."""


def serve(desk: Blueprint, context: DeskContext) -> None:
    @desk.get("/talks/<int:member_id>/<handover_id>", endpoint="talk")
    @requires_role(*READERS)
    @no_list("one conversation")
    def show_conversation(member_id: int, handover_id: str) -> str:
        return _page(context, member_id, handover_id)

    @desk.get("/talks/<int:member_id>/<handover_id>/state", endpoint="talk_state")
    @requires_role(*READERS, renews=False)
    @no_list("a part of the page of a conversation")
    def show_state(member_id: int, handover_id: str) -> str:
        """The part of the page that changes. An open page requests it when it is told of a
        change."""
        facts = context.run(lambda conn: _refresh(context, conn, member_id, handover_id))
        return render_template("desk/conversation_state.html", **facts)

    @desk.get("/talks/<int:member_id>/<handover_id>/recording", endpoint="talk_recording")
    @requires_role(*OVERSEERS)
    def recording(member_id: int, handover_id: str) -> Response:
        handover = context.run(lambda conn: _listen(context, conn, member_id, handover_id))
        return audio_response(context, handover.recording_url)

    @desk.post("/talks/<int:member_id>/<handover_id>/<act>", endpoint="act_in_talk")
    @requires_role(*EDITORS)
    def act_in_conversation(member_id: int, handover_id: str, act: str) -> Answer:
        if act not in ACTS:
            abort(404)
        which: Facts = {"member_id": member_id, "handover_id": handover_id}
        return submit(
            context,
            lambda conn: _act(context, conn, act, which),
            done=lambda _: _next_page(act, which),
            refused=lambda: redirect_to("home") if act == "accept" else _page(context, **which),
        )


def _next_page(act: str, which: Facts) -> Response:
    if act == "close":
        return redirect_to("home")
    # The browser focuses the field whose id the address ends with, for the next message.
    return redirect_to("talk", **which, _anchor="write" if act == "write" else None)


def _page(context: DeskContext, member_id: int, handover_id: str) -> str:
    facts = context.run(lambda conn: _open(context, conn, member_id, handover_id))
    return render_template("desk/conversation.html", **facts)


def _open(context: DeskContext, conn: Connection, member_id: int, handover_id: str) -> Facts:
    facts = _state(context, conn, member_id, handover_id)
    _record_look(context, conn, facts["handover"])
    handover = facts["handover"]
    chat = [(line.who, line.words) for line, _ in facts["said"] if line is not None]
    facts["wish_said"] = wish_of(context, handover)
    facts["own_words"] = own_words(chat, handover.transcript)
    if member_id == NOBODY:
        return facts | {"known": None}
    overview = open_overview(context, conn, member_id)
    return facts | {"known": overview} | editable_address(conn, member_id)


def _refresh(context: DeskContext, conn: Connection, member_id: int, handover_id: str) -> Facts:
    """The state of the conversation, for an open page. The look is recorded only if this browser
    has not opened the page itself: the audit trail has an entry for each opening, not for each
    refresh."""
    facts = _state(context, conn, member_id, handover_id)
    if not facts["is_mine"] and handover_id not in session.get(OPENED, ()):
        _record_look(context, conn, facts["handover"])
    return facts


def _record_look(context: DeskContext, conn: Connection, handover: HandoverRow) -> None:
    """Records that somebody other than the agent of the conversation has read it."""
    if handover.agent == current_agent().agent:
        return
    context.record(conn, "talk_looked_at", handover.member_id, handover=handover.handover_id)
    opened = [each for each in session.get(OPENED, ()) if each != handover.handover_id]
    session[OPENED] = [*opened, handover.handover_id][-OPENED_MAX:]


def _listen(
    context: DeskContext, conn: Connection, member_id: int, handover_id: str
) -> HandoverRow:
    handover = find_handover(conn, member_id, handover_id)
    context.record(conn, "talk_listened", member_id, handover=handover_id)
    return handover


def _state(context: DeskContext, conn: Connection, member_id: int, handover_id: str) -> Facts:
    handover, me = find_handover(conn, member_id, handover_id), current_agent().agent
    workers = [agent for agent in agents.everyone(conn) if agent.active and agent.can_edit]
    return {
        "handover": handover,
        "said": _said(conn, member_id, handover_id),
        "actions": actions_for(handover, current_agent(), context.now()),
        "is_mine": handover.agent == me,
        "call_at": callback_times.shown(handover),
        "others": [agent for agent in workers if agent.agent != me],
        "dispositions": DISPOSITIONS[handover.way],
        "canned": [context.words.say(f"reply-{name}", handover.language) for name in REPLIES],
        "on_offer": _on_offer(context, conn) if handover.way == "queue" else [],
    }


def _on_offer(context: DeskContext, conn: Connection) -> list[Gift]:
    return gifts.available(conn, today=local_day(context.now()))


def _said(conn: Connection, member_id: int, handover_id: str) -> list[tuple[Any, Picture | None]]:
    """The messages of the conversation and the pictures that came in it, in the order of time: as
    (message, None) or (None, picture)."""
    lines = chat_messages.messages_of(conn, member_id, handover_id)
    sent = pictures.of_conversation(conn, member_id, handover_id)
    timed: list[tuple[datetime, tuple[Any, Picture | None]]] = [
        (line.at, (line, None)) for line in lines
    ]
    timed += [(each.received_at, (None, each)) for each in sent]
    return [entry for _, entry in sorted(timed, key=lambda each: each[0])]


def _act(context: DeskContext, conn: Connection, act: str, which: Facts) -> None:
    facts = which | {"agent": current_agent().agent, "at": context.now()}
    ACTS[act](context, conn, facts, request.form)
    context.record(conn, f"talk_{act}", which["member_id"], handover=which["handover_id"])


def _end(context: DeskContext, conn: Connection, facts: Facts, form: Form) -> None:
    """Ends the conversation. In a chat the member is told that the hotline answers again."""
    language = _find_own(conn, facts).language
    words = context.wording.say("agent-left", language, Channel.SMS, {})
    conversations.end(conn, **_without_agent(facts), parting_words=words)


def _close(context: DeskContext, conn: Connection, facts: Facts, form: Form) -> None:
    handover = _find_own(conn, facts)
    disposition = required_choice(form, "disposition", DISPOSITIONS[handover.way])
    note = optional_text(form, "note")
    of_its_agent = facts | {"agent": handover.agent}
    conversations.close(conn, **of_its_agent, disposition=disposition, note=note)


def _transfer(context: DeskContext, conn: Connection, facts: Facts, form: Form) -> None:
    conversations.transfer(conn, **facts, to=required_line(form, "to"), words=required_text(form))


def _take_over(context: DeskContext, conn: Connection, facts: Facts, form: Form) -> None:
    _find_own(conn, facts)
    conversations.take_over(conn, **facts)


def _put_back(context: DeskContext, conn: Connection, facts: Facts, form: Form) -> None:
    """Puts the member back into the queue, like a call that the agent's telephone missed."""
    handover = _find_own(conn, facts)
    offers.missed(conn, **_without_agent(facts), this_try=handover.tries)


def _without_agent(facts: Facts) -> Facts:
    return {name: value for name, value in facts.items() if name != "agent"}


def _find_own(conn: Connection, facts: Facts) -> HandoverRow:
    return find_own_handover(conn, facts["member_id"], facts["handover_id"], current_agent())


def _write(context: DeskContext, conn: Connection, facts: Facts, form: Form) -> None:
    words = required_text(form)
    check_sms_length(words)
    chat_messages.answer(conn, **facts, words=words)


ACTS: dict[str, Callable[[DeskContext, Connection, Facts, Form], Any]] = {
    "accept": lambda context, conn, facts, form: offers.accept(conn, **facts),
    "set_time": lambda context, conn, facts, form: callback_times.set_time(
        conn, facts, form, context.now()
    ),
    "hold": lambda context, conn, facts, form: conversations.hold(conn, **facts, on=True),
    "resume": lambda context, conn, facts, form: conversations.hold(conn, **facts, on=False),
    "pin": lambda context, conn, facts, form: conversations.ask_for_pin(conn, **facts),
    "redeem": lambda context, conn, facts, form: conversations.send_to_redeem(
        conn, **facts, sku=required_line(form, "sku")
    ),
    "hand_on": _transfer,
    "take_over": _take_over,
    "put_back": _put_back,
    "write": _write,
    "end": _end,
    "close": _close,
}
