"""One talk: the screen pop, what was said so far, and what the agent can do in it."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from flask import Blueprint, abort, render_template, request
from sqlalchemy import Connection
from werkzeug.wrappers import Response

from core import agents, answering, lines, talking
from core.errors import Refused
from core.handed import Handed, find
from core.members import NOBODY
from desk.access import READERS, WORKERS, may
from desk.forms import refusal, text
from desk.members import look_at
from desk.office import Office, me
from desk.pages import said, to

DISPOSITIONS = ("answered", "done", "complaint", "call_back_later", "wrong_number", "nobody_there")
TEXT_CHARS_MAX = 400  # two or three segments
Form = Mapping[str, str]


def serve(desk: Blueprint, office: Office) -> None:
    @desk.get("/talks/<int:member_id>/<handover_id>", endpoint="talk")
    @may(*READERS)
    def one(member_id: int, handover_id: str) -> str:
        known = office.do(lambda conn: _looked_at(office, conn, member_id, handover_id))
        return render_template("desk/talk.html", **known)

    @desk.get("/talks/<int:member_id>/<handover_id>/state", endpoint="talk_state")
    @may(*READERS, renews=False)
    def state(member_id: int, handover_id: str) -> str:
        """What changes while one talks: no new look at the member, so none in the trail."""
        known = office.look(lambda conn: _state(conn, member_id, handover_id))
        return render_template("desk/talk_state.html", **known)

    @desk.post("/talks/<int:member_id>/<handover_id>/<act>")
    @may(*WORKERS)
    def act_in_talk(member_id: int, handover_id: str, act: str) -> Response:
        if act not in ACTS:
            abort(404)
        which = {"member_id": member_id, "handover_id": handover_id}
        try:
            office.do(lambda conn: _act(office, conn, act, which))
        except Refused as error:
            said(office, refusal(office, error))
            if act == "accept":
                return to("home")
        return to("home") if act == "close" else to("talk", **which)


def _looked_at(
    office: Office, conn: Connection, member_id: int, handover_id: str
) -> dict[str, Any]:
    known = _state(conn, member_id, handover_id)
    picture = None if member_id == NOBODY else look_at(office, conn, member_id)
    return known | {"known": picture}


def _state(conn: Connection, member_id: int, handover_id: str) -> dict[str, Any]:
    talk = find(conn, member_id, handover_id)
    everyone = [agent for agent in agents.everyone(conn) if agent.active and agent.acts]
    return {
        "talk": talk,
        "lines": lines.of(conn, member_id, handover_id),
        "is_mine": talk.agent == me().agent,
        "others": [agent for agent in everyone if agent.agent != me().agent],
        "dispositions": DISPOSITIONS,
    }


def _act(office: Office, conn: Connection, act: str, which: dict[str, Any]) -> None:
    ACTS[act](conn, which | {"agent": me().agent, "at": office.now()}, request.form)
    detail = {"handover": which["handover_id"]}
    office.record(conn, f"talk_{act}", which["member_id"], **detail)


def _end(conn: Connection, given: dict[str, Any], form: Form) -> None:
    """Hers alone to end."""
    talk: Handed = find(conn, given["member_id"], given["handover_id"])
    if talk.agent == given.pop("agent"):
        talking.end(conn, **given)


def _close(conn: Connection, given: dict[str, Any], form: Form) -> None:
    how = form.get("disposition", "")
    if how not in DISPOSITIONS:
        abort(400)
    note = form.get("note", "").strip()
    talking.close(conn, **given, disposition=how, note=note and text(form, "note"))


def _hand_on(conn: Connection, given: dict[str, Any], form: Form) -> None:
    talking.hand_on(conn, **given, to=text(form, "to"), words=text(form))


ACTS: dict[str, Callable[[Connection, dict[str, Any], Form], Any]] = {
    "accept": lambda conn, given, form: answering.accept(conn, **given),
    "hold": lambda conn, given, form: talking.hold(conn, **given, on=True),
    "resume": lambda conn, given, form: talking.hold(conn, **given, on=False),
    "pin": lambda conn, given, form: talking.ask_for_pin(conn, **given),
    "hand_on": _hand_on,
    "write": lambda conn, given, form: lines.answer(
        conn, **given, words=text(form, "words", TEXT_CHARS_MAX)
    ),
    "end": _end,
    "close": _close,
}
