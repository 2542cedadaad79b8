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
    cards,
    changes,
    is_fixed_line,
    lookup,
    membership,
    numbers,
    pins,
    profiles,
)
from core.messaging import consents
from core.organisation import moves, units
from core.programme import local_day
from core.redemption import addresses
from core.service import GoodwillRequest, goodwill
from desk.frame import (
    EDITORS,
    READERS,
    Answer,
    DeskContext,
    Form,
    changes_between,
    check_unchanged,
    current_agent,
    fingerprint,
    flash_message,
    redirect_to,
    redirect_to_next,
    required_int,
    required_line,
    required_text,
    requires_role,
    submit,
    submitted_form,
    typed,
)
from desk.members.filing import file_claim, file_complaint
from desk.members.joining import not_found_page
from desk.members.lot_timeline import timeline_of
from desk.members.numbers import NUMBER_ACTS

QUERY_CHARS_MAX = 40
Detail = dict[str, Any]
Act = Callable[[DeskContext, Connection, int, Form], tuple[str, Detail]]
"""Takes the member's id and the form. Returns the key of the message for the agent, with a number
after a space where the message says one, and what the audit trail keeps besides the reason."""


def serve(desk: Blueprint, context: DeskContext) -> None:
    @desk.get("/members", endpoint="members")
    @requires_role(*READERS)
    def search() -> str | Response:
        query = typed(request.args, "q", QUERY_CHARS_MAX)
        hit = context.read(lambda conn: lookup.find(conn, query)) if query else None
        if hit is None:
            return not_found_page(context, query)
        return _page_of_hit(hit)

    @desk.get("/members/<int:member_id>", endpoint="member")
    @requires_role(*READERS)
    def show_member(member_id: int) -> str:
        return _page(context, member_id)

    @desk.post("/members/<int:member_id>/<act>")
    @requires_role(*EDITORS)
    def act_on_member(member_id: int, act: str) -> Answer:
        if act not in ACTS:
            abort(404)

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
    return render_template("desk/member.html", known=overview, **_more(context, member_id))


def _more(context: DeskContext, member_id: int) -> dict[str, Any]:
    """What the page needs besides the overview."""

    def read(conn: Connection) -> dict[str, Any]:
        today = local_day(context.now())
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
            "units": units.all_units(conn),
            "has_media": bool(
                recordings.of_member(conn, member_id) or pictures.of_member(conn, member_id)
            ),
        }

    return context.read(read)


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
    message, detail = ACTS[act](context, conn, member_id, request.form)
    reason = required_text(request.form)
    context.record(conn, f"member_{act}", member_id, reason=reason, **detail)
    return message


def _goodwill(
    context: DeskContext, conn: Connection, member_id: int, form: Form
) -> tuple[str, Detail]:
    points = required_int(form, "points", 1, goodwill.POINTS_MAX)
    agent, form_key = current_agent().agent, submitted_form().submission.form_key
    goodwill_request = GoodwillRequest(member_id, form_key, points, required_text(form), agent)
    posted = goodwill.give(conn, goodwill_request, context.now())
    return "done-goodwill" if posted else "done-goodwill-asked", {"points": points}


def _unlock_pin(
    context: DeskContext, conn: Connection, member_id: int, form: Form
) -> tuple[str, Detail]:
    pins.unlock(conn, member_id)
    return "done-unlock_pin", {}


def _lift(context: DeskContext, conn: Connection, member_id: int, form: Form) -> tuple[str, Detail]:
    key = f"desk:{submitted_form().submission.form_key}"
    membership.lift(conn, member_id=member_id, key=key, at=context.now())
    return "done-lift", {}


def _address(
    context: DeskContext, conn: Connection, member_id: int, form: Form
) -> tuple[str, Detail]:
    """Whatever has not been sent yet goes there."""
    address = required_line(form, "address", addresses.CHARS_MAX)
    profiles.lock(conn, member_id)
    before = {"address": changes.address(conn, member_id)}
    check_unchanged(form, before)
    addresses.give(conn, member_id=member_id, address=address, at=context.now())
    return "done-address", changes_between(before, {"address": address})


def _claim(
    context: DeskContext, conn: Connection, member_id: int, form: Form
) -> tuple[str, Detail]:
    number = file_claim(context, conn, member_id, form)
    return f"done-claim-filed {number}", {"number": number}


def _complaint(
    context: DeskContext, conn: Connection, member_id: int, form: Form
) -> tuple[str, Detail]:
    number = file_complaint(context, conn, member_id, form)
    return f"done-complaint-filed {number}", {"number": number}


def _card(context: DeskContext, conn: Connection, member_id: int, form: Form) -> tuple[str, Detail]:
    number = "".join(required_line(form, "card").split())
    agent = current_agent().agent
    cards.issue(conn, member_id=member_id, number=number, by=agent, at=context.now())
    return "done-card", {"card": cards.masked(number)}


def _card_lost(
    context: DeskContext, conn: Connection, member_id: int, form: Form
) -> tuple[str, Detail]:
    key = f"desk:{submitted_form().submission.form_key}"
    cards.report_lost(conn, member_id=member_id, at=context.now(), key=key)
    return "done-card_lost", {}


def _forget_recordings(
    context: DeskContext, conn: Connection, member_id: int, form: Form
) -> tuple[str, Detail]:
    for recording in recordings.of_member(conn, member_id):
        recordings.forget(conn, recording, context.now())
    for picture in pictures.of_member(conn, member_id):
        pictures.forget(conn, picture, context.now())
    return "done-forget_recordings", {}


ACTS: dict[str, Act] = {
    "forget_recordings": _forget_recordings,
    "goodwill": _goodwill,
    "unlock_pin": _unlock_pin,
    "lift": _lift,
    "address": _address,
    "claim": _claim,
    "complaint": _complaint,
    "card": _card,
    "card_lost": _card_lost,
    **NUMBER_ACTS,
}
