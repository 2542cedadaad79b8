"""A member, found by whatever they quote: the whole picture, and what an agent may change."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from flask import Blueprint, abort, render_template, request
from sqlalchemy import Connection
from werkzeug.wrappers import Response

from core.contact_centre import MemberOverview, member_overview, recordings
from core.kernel import Refused
from core.members import Hit, changes, lookup, membership, pins, profiles
from core.service import GoodwillRequest, goodwill
from desk.frame import (
    EDITORS,
    FORM_ID_CHARS_MAX,
    READERS,
    DeskContext,
    changes_between,
    check_unchanged,
    current_agent,
    fingerprint,
    flash_message,
    flash_refusal,
    redirect_to,
    required_int,
    required_text,
    requires_role,
)

QUOTED_CHARS_MAX = 40
ADDRESS_CHARS_MAX = 200
Form = Mapping[str, str]
Detail = dict[str, Any]
Act = Callable[[DeskContext, Connection, int, Form], tuple[str, Detail]]
"""The sentence that says what was done, and what the trail keeps beside the reason."""


def serve(desk: Blueprint, context: DeskContext) -> None:
    @desk.get("/members", endpoint="members")
    @requires_role(*READERS)
    def search_page() -> str | Response:
        quoted = request.args.get("q", "").strip()[:QUOTED_CHARS_MAX]
        hit = context.read(lambda conn: lookup.find(conn, quoted)) if quoted else None
        if hit is None:
            return render_template("desk/members.html", quoted=quoted)
        return _shown(hit)

    @desk.get("/members/<int:member_id>", endpoint="member")
    @requires_role(*READERS)
    def one(member_id: int) -> str:
        return _one(context, member_id)

    @desk.post("/members/<int:member_id>/<act>")
    @requires_role(*EDITORS)
    def act_on_member(member_id: int, act: str) -> Response | tuple[str, int]:
        if act not in ACTS:
            abort(404)
        try:
            done = context.run(lambda conn: _act(context, conn, member_id, act))
        except Refused as error:
            status = flash_refusal(context, error)
            return _one(context, member_id), status
        flash_message(context, done)
        return redirect_to("member", member_id=member_id)


def _one(context: DeskContext, member_id: int) -> str:
    """With whatever was typed into the form that it answers."""
    known = context.run(lambda conn: look_at(context, conn, member_id))
    return render_template("desk/member.html", known=known, **_beside(context, member_id))


def _beside(context: DeskContext, member_id: int) -> dict[str, Any]:
    """What the member's own page has more than the picture that every talk brings along."""

    def look(conn: Connection) -> dict[str, Any]:
        address = changes.address(conn, member_id)
        return {
            "address": address,
            "as_shown": fingerprint({"address": address}),
            "taped": bool(recordings.of_member(conn, member_id)),
        }

    return context.read(look) | {"wish_id": context.ids.new()}


def look_at(context: DeskContext, conn: Connection, member_id: int) -> MemberOverview:
    """A look is in the trail, or it was none."""
    found = member_overview.of(conn, member_id, context.now())
    context.record(conn, "member_looked_at", member_id)
    return found


def _shown(hit: Hit) -> Response:
    if hit.kind in ("order", "complaint", "claim"):
        return redirect_to(hit.kind, number=hit.number)
    return redirect_to("member", member_id=hit.member_id)


def _act(context: DeskContext, conn: Connection, member_id: int, act: str) -> str:
    done, detail = ACTS[act](context, conn, member_id, request.form)
    context.record(conn, f"member_{act}", member_id, reason=required_text(request.form), **detail)
    return done


def _goodwill(
    context: DeskContext, conn: Connection, member_id: int, form: Form
) -> tuple[str, Detail]:
    points = required_int(form, "points", 1, goodwill.POINTS_MAX)
    wish = GoodwillRequest(
        member_id,
        required_text(form, "wish", FORM_ID_CHARS_MAX),
        points,
        required_text(form),
        current_agent().agent,
    )
    posted = goodwill.give(conn, wish, context.now())
    return "done-goodwill" if posted else "done-goodwill-asked", {"points": points}


def _unlock_pin(
    context: DeskContext, conn: Connection, member_id: int, form: Form
) -> tuple[str, Detail]:
    pins.unlock(conn, member_id)
    return "done-unlock_pin", {}


def _lift(context: DeskContext, conn: Connection, member_id: int, form: Form) -> tuple[str, Detail]:
    key = f"desk:{required_text(form, 'wish', FORM_ID_CHARS_MAX)}"
    membership.lift(conn, member_id=member_id, key=key, at=context.now())
    return "done-lift", {}


def _address(
    context: DeskContext, conn: Connection, member_id: int, form: Form
) -> tuple[str, Detail]:
    becomes = required_text(form, "address", ADDRESS_CHARS_MAX)
    profiles.lock(conn, member_id)
    before = {"address": changes.address(conn, member_id)}
    check_unchanged(form, before)
    changes.correct_address(conn, member_id=member_id, becomes=becomes)
    return "done-address", changes_between(before, {"address": becomes})


def _forget_recordings(
    context: DeskContext, conn: Connection, member_id: int, form: Form
) -> tuple[str, Detail]:
    for recording in recordings.of_member(conn, member_id):
        recordings.forget(conn, recording, context.now())
    return "done-forget_recordings", {}


ACTS: dict[str, Act] = {
    "forget_recordings": _forget_recordings,
    "goodwill": _goodwill,
    "unlock_pin": _unlock_pin,
    "lift": _lift,
    "address": _address,
}
