"""The actions of an exchange: choose the partner, check the points, request the exchange."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Literal

from core.kernel import LimitReached, NotFound, Refused
from core.ledger import NotEnoughPoints
from core.loyalty import exchange_limits, partner_exchange
from core.members import NotOpenYet, spending_limits
from core.programme import ExchangePartner, current_rules
from flows.dialogues.code_confirmation import flow as coding
from flows.dialogues.code_confirmation.changing import Answers, Offer
from flows.dialogues.exchange.wanted import ours_for, read_argument, wanted_in
from flows.dialogues.give.points_entry import POINTS_DIGITS_MAX
from flows.engine import DOING, Choice, Context
from flows.language import understanding

RATE_POINTS = 100
"""The points for which the list of partners says what they are worth."""
Refusal = Literal["too_few", "less", "limit", "nothing", "refused"]


def read_request(context: Context) -> Literal["only", "ask", "not_open"]:
    """Takes the partner and the amount from the words that asked for the dialogue. Where there is
    one partner only, nobody is asked which."""
    member = context.member
    try:
        spending_limits.check_open(context.conn, member.member_id, member.balance)
    except NotOpenYet as error:
        opens_after = current_rules().redemption.opens_after_points
        context.answers.update(missing=error.points_needed, opens_after=opens_after)
        return "not_open"
    said = read_argument(context.answers.pop("argument", ""))
    context.answers.update(asked_points=said.amount, asked_unit=said.unit)
    partners = current_rules().exchange.partners
    if said.partner:
        context.answers["partner"] = said.partner
        return "only"
    if len(partners) != 1:
        return "ask"
    context.answers["partner"] = partners[0].name
    return "only"


def named_in(context: Context, text: str) -> str:
    """The partner and the amount that the words name."""
    return wanted_in(text).as_argument()


def partners(context: Context) -> Sequence[Choice]:
    return [
        Choice(each.name, str(number), {"name": exchange_limits.names_of(each.name), **_rate(each)})
        for number, each in enumerate(current_rules().exchange.partners, start=1)
    ]


def open_partner(context: Context) -> Literal["given", "ask", Refusal]:
    """Saves the partner's terms and what the member could exchange, before anything is asked."""
    try:
        terms = exchange_limits.terms_with(context.answers["partner"])
    except NotFound:  # has left since the list was shown
        return "nothing"
    context.answers.update(
        name=exchange_limits.names_of(terms.name),
        step=terms.out_step_points,
    )
    context.answers[DOING] = "chosen"
    if (refusal := _nothing_possible(context, terms)) is not None:
        return refusal
    asked, unit = context.answers.pop("asked_points", ""), context.answers.pop("asked_unit", "")
    if not asked:
        return "ask"
    if asked == understanding.ALL:
        asked = str(context.answers["most"])
    elif unit:
        asked = str(ours_for(terms, int(asked)))
    context.answers["entered"] = asked
    return "given"


def check_points(context: Context) -> Literal["confirm", "code", Refusal]:
    """Checks that so many points may be exchanged, and decides how it is confirmed."""
    try:
        terms = exchange_limits.terms_with(context.answers["partner"])
    except NotFound:
        return "nothing"
    if (refusal := _nothing_possible(context, terms)) is not None:
        return refusal
    points, member = int(context.answers["entered"]), context.member
    context.answers.pop("action_key", None)  # the key of an earlier choice
    if points > context.answers["most"]:
        return _too_many(context)
    if points <= 0 or points % terms.out_step_points:
        context.say_refusal("steps")
        return "less"
    partner_points = exchange_limits.partner_amount(terms, points)
    context.answers.update(
        points=points,
        left=member.available - points,
        partner_points=partner_points,
        gets=exchange_limits.names_of(terms.name, partner_points),
    )
    return coding.confirmation_for(context, points)


def exchange(context: Context) -> Literal["asked", Refusal]:
    """Requests the exchange. The idempotency key ensures that a yes delivered twice requests it
    once."""
    answers = context.answers
    try:
        with context.conn.begin_nested():
            partner_exchange.request(
                context.conn,
                member=context.member,
                partner=answers["partner"],
                amount=answers["points"],
                key=answers["action_key"],
                at=context.at,
                exchange_id=context.services.ids.new(),
            )
    except NotFound:
        return "nothing"
    except (LimitReached, NotEnoughPoints):  # since the question, by another channel
        terms = exchange_limits.terms_with(answers["partner"])
        return _nothing_possible(context, terms) or _too_many(context)
    except Refused:
        return "refused"
    return "asked"


def other_points(context: Context, entry: str) -> Offer | None:
    """Another amount that may be exchanged."""
    answers, points = context.answers, int(entry) if len(entry) <= POINTS_DIGITS_MAX else 0
    is_step = points > 0 and points % answers["step"] == 0
    if not is_step or points > answers["most"] or points == answers["points"]:
        return None
    return Offer({"entered": entry}, {"other": points})


def _rate(terms: ExchangePartner) -> dict[str, int]:
    return {"rate_points": RATE_POINTS, "rate": exchange_limits.partner_amount(terms, RATE_POINTS)}


def _nothing_possible(
    context: Context, terms: ExchangePartner
) -> Literal["too_few", "limit"] | None:
    """Why not even one step of points can be exchanged; None if it can. Saves what can."""
    member = context.member
    most = exchange_limits.most(context.conn, member, terms, context.at)
    context.answers.update(
        most=most,
        available=member.available,
        held=member.held,
        points_max=current_rules().exchange.points_per_month_max,
    )
    if most > 0:
        return None
    return "too_few" if member.available < terms.out_step_points else "limit"


def _too_many(context: Context) -> Literal["less"]:
    """Says what limits it: the points, or the month."""
    left = exchange_limits.points_left(context.conn, context.member.member_id, context.at)
    context.say_refusal("limit_left" if left < context.member.available else "at_most")
    return "less"


def purpose(answers: Answers) -> str:
    return f"exchange {answers['points']} with {answers['partner']}"
