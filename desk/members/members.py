"""The search for a member by a telephone, order, complaint or claim number, and the page of a
member with the changes that an agent may make."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from flask import Blueprint, abort, render_template, request
from sqlalchemy import Connection
from werkzeug.wrappers import Response

from core.contact_centre import MemberOverview, member_overview, pictures, recordings
from core.ledger import open_lots
from core.member_events import book
from core.members import (
    Hit,
    MemberWithPoints,
    cards,
    changes,
    is_fixed_line,
    lookup,
    numbers,
)
from core.messaging import consents
from core.organisation import moves, units
from core.programme import local_day
from desk.frame import (
    EDITORS,
    READERS,
    Answer,
    DeskContext,
    current_agent,
    fingerprint,
    flash_message,
    language,
    lists,
    redirect_to,
    redirect_to_next,
    required_text,
    requires_role,
    submit,
    typed,
)
from desk.members import places
from desk.members.acts import ACTS
from desk.members.history_export import EXPORTS, HISTORIES
from desk.members.joining import not_found_page
from desk.members.lot_timeline import timeline_of
from desk.members.membership import LEAVE_REASONS, state_of

QUERY_CHARS_MAX = 40


def serve(desk: Blueprint, context: DeskContext) -> None:
    @desk.get("/members", endpoint="members")
    @requires_role(*READERS)
    @lists("export_cards")
    def search() -> str | Response:
        query = typed(request.args, "q", QUERY_CHARS_MAX)
        hit = context.read(lambda conn: lookup.find(conn, query)) if query else None
        if hit is None:
            return not_found_page(context, query)
        return _page_of_hit(hit)

    @desk.get("/members/<int:member_id>", endpoint="member")
    @requires_role(*READERS)
    @lists(*EXPORTS)
    def show_member(member_id: int) -> str:
        return _page(context, member_id)

    @desk.post("/members/<int:member_id>/<act>")
    @requires_role(*EDITORS)
    def act_on_member(member_id: int, act: str) -> Answer:
        if act not in ACTS:
            abort(404)
        if current_agent().role not in ACTS[act].roles:
            abort(403)

        def done(result: str) -> Answer:
            message, _, number = result.partition(" ")
            flash_message(context, message, number=number)
            return redirect_to_next("member", member_id=member_id)

        return submit(
            context,
            lambda conn: _act(context, conn, member_id, act),
            done=done,
            refused=lambda: _page(context, member_id),
        )


def _page(context: DeskContext, member_id: int) -> str:
    overview = context.run(lambda conn: open_overview(context, conn, member_id))
    return render_template("desk/member.html", known=overview, **_more(context, overview.member))


def _more(context: DeskContext, member: MemberWithPoints) -> dict[str, Any]:
    """What the page needs besides the overview."""

    def read(conn: Connection) -> dict[str, Any]:
        member_id, today = member.member_id, local_day(context.now())
        further = numbers.further(conn, member_id)
        return editable_address(conn, member_id) | {
            "timeline": timeline_of(open_lots(conn, member_id, today), today),
            "local_day": local_day,
            "consents": consents.history(conn, member_id),
            "cards": cards.of_member(conn, member_id),
            "card_masked": cards.masked,
            "further": further,
            "fixed_lines": [each.number for each in further if is_fixed_line(each.number)],
            "events": book.history(conn, member_id),
            "moves": moves.history(conn, member_id),
            "place_name": _namer(conn),
            "histories": HISTORIES,
            "may_do": {name for name, act in ACTS.items() if current_agent().role in act.roles},
            "membership": state_of(context, conn, member),
            "leave_reasons": LEAVE_REASONS,
            "places": places.choices(),
            "has_media": bool(
                recordings.of_member(conn, member_id) or pictures.of_member(conn, member_id)
            ),
        }

    return context.read(read)


def _namer(conn: Connection) -> Callable[[str], str]:
    """Names a place in the language of the page."""
    known = units.all_units(conn)
    return lambda code: units.name_of(known, code, language())


def editable_address(conn: Connection, member_id: int) -> dict[str, Any]:
    """What the form that corrects the address shows."""
    address = changes.address(conn, member_id)
    return {"address": address, "as_shown": fingerprint({"address": address})}


def open_overview(context: DeskContext, conn: Connection, member_id: int) -> MemberOverview:
    """The member's overview. Records the look in the audit trail, in the same transaction."""
    found = member_overview.overview(conn, member_id, context.now())
    context.record(conn, "member_looked_at", member_id)
    return found


def _page_of_hit(hit: Hit) -> Response:
    if hit.kind in ("order", "complaint", "claim"):
        return redirect_to(hit.kind, number=hit.number)
    return redirect_to("member", member_id=hit.member_id)


def _act(context: DeskContext, conn: Connection, member_id: int, act: str) -> str:
    message, detail = ACTS[act].work(context, conn, member_id, request.form)
    reason = required_text(request.form)
    context.record(conn, f"member_{act}", member_id, reason=reason, **detail)
    return message
