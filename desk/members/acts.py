"""What agents and supervisors may do for a member, from the member's page and beside a
conversation."""

from __future__ import annotations

from sqlalchemy import Connection

from core.contact_centre import pictures, recordings
from core.members import cards, changes, membership, pins, profiles
from core.redemption import addresses
from core.service import GoodwillRequest, goodwill
from desk.frame import (
    DeskContext,
    Form,
    changes_between,
    check_unchanged,
    current_agent,
    required_int,
    required_line,
    required_text,
    submitted_form,
)
from desk.members.filing import file_claim, file_complaint
from desk.members.member_act import Detail, MemberAct, form_key
from desk.members.membership import MEMBERSHIP_ACTS
from desk.members.numbers import NUMBER_ACTS


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
    membership.lift(conn, member_id=member_id, key=form_key(), at=context.now())
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
    cards.report_lost(conn, member_id=member_id, at=context.now(), key=form_key())
    return "done-card_lost", {}


def _forget_recordings(
    context: DeskContext, conn: Connection, member_id: int, form: Form
) -> tuple[str, Detail]:
    for recording in recordings.of_member(conn, member_id):
        recordings.forget(conn, recording, context.now())
    for picture in pictures.of_member(conn, member_id):
        pictures.forget(conn, picture, context.now())
    return "done-forget_recordings", {}


ACTS: dict[str, MemberAct] = {
    "forget_recordings": MemberAct(_forget_recordings),
    "goodwill": MemberAct(_goodwill),
    "unlock_pin": MemberAct(_unlock_pin),
    "lift": MemberAct(_lift),
    "address": MemberAct(_address),
    "claim": MemberAct(_claim),
    "complaint": MemberAct(_complaint),
    "card": MemberAct(_card),
    "card_lost": MemberAct(_card_lost),
    **NUMBER_ACTS,
    **MEMBERSHIP_ACTS,
}
