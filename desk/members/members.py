"""A member, found by whatever they quote: the whole picture, and what an agent may change."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from flask import Blueprint, abort, render_template, request
from sqlalchemy import Connection
from werkzeug.wrappers import Response

from core.contact_centre import Picture, member_overview, recordings
from core.kernel import Refused
from core.loyalty import leaving
from core.members import Hit, lookup, pins, profiles
from core.service import Wish, goodwill
from desk.frame import (
    READERS,
    WISH_CHARS,
    WORKERS,
    Office,
    difference,
    fingerprint,
    may,
    me,
    must_be_as_shown,
    must_whole,
    refused,
    said,
    text,
    to,
)

QUOTED_CHARS_MAX = 40
ADDRESS_CHARS_MAX = 200
Form = Mapping[str, str]
Detail = dict[str, Any]
Act = Callable[[Office, Connection, int, Form], tuple[str, Detail]]
"""The sentence that says what was done, and what the trail keeps beside the reason."""


def serve(desk: Blueprint, office: Office) -> None:
    @desk.get("/members", endpoint="members")
    @may(*READERS)
    def search_page() -> str | Response:
        quoted = request.args.get("q", "").strip()[:QUOTED_CHARS_MAX]
        hit = office.look(lambda conn: lookup.find(conn, quoted)) if quoted else None
        if hit is None:
            return render_template("desk/members.html", quoted=quoted)
        return _shown(hit)

    @desk.get("/members/<int:member_id>", endpoint="member")
    @may(*READERS)
    def one(member_id: int) -> str:
        return _one(office, member_id)

    @desk.post("/members/<int:member_id>/<act>")
    @may(*WORKERS)
    def act_on_member(member_id: int, act: str) -> Response | tuple[str, int]:
        if act not in ACTS:
            abort(404)
        try:
            done = office.do(lambda conn: _act(office, conn, member_id, act))
        except Refused as error:
            status = refused(office, error)
            return _one(office, member_id), status
        said(office, done)
        return to("member", member_id=member_id)


def _one(office: Office, member_id: int) -> str:
    """With whatever was typed into the form that it answers."""
    known = office.do(lambda conn: look_at(office, conn, member_id))
    return render_template("desk/member.html", known=known, **_beside(office, member_id))


def _beside(office: Office, member_id: int) -> dict[str, Any]:
    """What the member's own page has more than the picture that every talk brings along."""

    def look(conn: Connection) -> dict[str, Any]:
        address = leaving.address(conn, member_id)
        return {
            "address": address,
            "as_shown": fingerprint({"address": address}),
            "taped": bool(recordings.of_member(conn, member_id)),
        }

    return office.look(look) | {"wish_id": office.ids.new()}


def look_at(office: Office, conn: Connection, member_id: int) -> Picture:
    """A look is in the trail, or it was none."""
    found = member_overview.of(conn, member_id, office.now())
    office.record(conn, "member_looked_at", member_id)
    return found


def _shown(hit: Hit) -> Response:
    if hit.kind in ("order", "complaint", "claim"):
        return to(hit.kind, number=hit.number)
    return to("member", member_id=hit.member_id)


def _act(office: Office, conn: Connection, member_id: int, act: str) -> str:
    done, detail = ACTS[act](office, conn, member_id, request.form)
    office.record(conn, f"member_{act}", member_id, reason=text(request.form), **detail)
    return done


def _goodwill(office: Office, conn: Connection, member_id: int, form: Form) -> tuple[str, Detail]:
    points = must_whole(form, "points", 1, goodwill.POINTS_MAX)
    wish = Wish(member_id, text(form, "wish", WISH_CHARS), points, text(form), me().agent)
    posted = goodwill.give(conn, wish, office.now())
    return "done-goodwill" if posted else "done-goodwill-asked", {"points": points}


def _unlock_pin(office: Office, conn: Connection, member_id: int, form: Form) -> tuple[str, Detail]:
    pins.unlock(conn, member_id)
    return "done-unlock_pin", {}


def _lift(office: Office, conn: Connection, member_id: int, form: Form) -> tuple[str, Detail]:
    key = f"desk:{text(form, 'wish', WISH_CHARS)}"
    leaving.lift(conn, member_id=member_id, key=key, at=office.now())
    return "done-lift", {}


def _address(office: Office, conn: Connection, member_id: int, form: Form) -> tuple[str, Detail]:
    becomes = text(form, "address", ADDRESS_CHARS_MAX)
    profiles.lock(conn, member_id)
    before = {"address": leaving.address(conn, member_id)}
    must_be_as_shown(form, before)
    leaving.correct_address(conn, member_id=member_id, becomes=becomes)
    return "done-address", difference(before, {"address": becomes})


def _forget_recordings(
    office: Office, conn: Connection, member_id: int, form: Form
) -> tuple[str, Detail]:
    for recording in recordings.of_member(conn, member_id):
        recordings.forget(conn, recording, office.now())
    return "done-forget_recordings", {}


ACTS: dict[str, Act] = {
    "forget_recordings": _forget_recordings,
    "goodwill": _goodwill,
    "unlock_pin": _unlock_pin,
    "lift": _lift,
    "address": _address,
}
