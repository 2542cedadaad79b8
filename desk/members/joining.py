"""Joining a caller who is no member: the form stands where a number was looked up that nobody
has."""

from __future__ import annotations

from flask import Blueprint, render_template, request
from sqlalchemy import Connection

from core.kernel import NotAllowed
from core.loyalty import Consent, Newcomer, enrolment
from core.members import BadNumber, NumberInUse, number_of, phone_numbers
from core.messaging import Consent as TextConsent
from core.messaging import SaidBy, TextClass, consents
from core.organisation import units
from core.programme import current_rules, local_day
from desk.frame import (
    EDITORS,
    Answer,
    DeskContext,
    Form,
    current_agent,
    flash_message,
    is_ticked,
    optional_date,
    redirect_to,
    required_choice,
    required_line,
    requires_role,
    submit,
    submitted_form,
)
from desk.members import places
from flows.language import LANGUAGES


def serve(desk: Blueprint, context: DeskContext) -> None:
    @desk.post("/members", endpoint="join_member")
    @requires_role(*EDITORS)
    def join_member() -> Answer:
        def done(member_id: int) -> Answer:
            flash_message(context, "done-joined")
            return redirect_to("member", member_id=member_id)

        return submit(
            context,
            lambda conn: _join(context, conn, request.form),
            done=done,
            refused=lambda: not_found_page(context, required_line(request.form, "number")),
        )


def not_found_page(context: DeskContext, query: str) -> str:
    """What is shown where nothing has the number `query`: joining, if it may be a member's."""
    return render_template(
        "desk/members.html",
        query=query,
        joinable=_mobile_number(query),
        places=places.choices(),
        place=current_rules().joining.province,
    )


def _mobile_number(query: str) -> str:
    """In E.164 form; '' if it is none."""
    try:
        number = number_of(query)
    except BadNumber:
        return ""
    return number if phone_numbers.is_mobile(number) else ""


def _join(context: DeskContext, conn: Connection, form: Form) -> int:
    """Returns the member's id. The agent is the evidence of the consent."""
    if not is_ticked(form, "consent"):
        raise NotAllowed("consent")
    at, evidence = context.now(), f"desk:{current_agent().agent}"
    chosen = required_choice(form, "place", list(units.of_programme()))
    place = units.place_of(conn, chosen)
    newcomer = Newcomer(
        number=_mobile_number(required_line(form, "number")),
        name=required_line(form, "name"),
        province=place.province,
        city=place.city,
        joined_on=local_day(at),
        language=required_choice(form, "language", LANGUAGES),
        born_on=optional_date(form, "born_on"),
    )
    key = f"desk:{submitted_form().submission.form_key}"
    consent = Consent(channel="desk", evidence=evidence)
    try:
        member_id = enrolment.enrol(conn, newcomer, consent, key=key, at=at)
    except NumberInUse:
        raise NotAllowed("number_in_use") from None
    if is_ticked(form, "marketing"):
        said = TextConsent(TextClass.MARKETING, None, True, SaidBy.MEMBER, evidence, at)
        consents.record(conn, member_id, said)
    context.record(conn, "member_join", member_id, channel="desk")
    return member_id
