"""What is said of a request that was corrected before anything of it was read back: what is asked
for now."""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import partial

from core.programme import local_day
from core.redemption import gifts
from flows.dialogues.redeem.corrections import corrected_gift, corrected_service
from flows.dialogues.redeem.receiver_words import OWN, UNNAMED
from flows.dialogues.redeem.receivers import facts_of, mobile_of, own_number
from flows.engine import Context, Corrections, Said
from flows.language import understanding

NOW, NOW_FOR, NOW_FOR_ANOTHER = "now", "now_for", "now_for_another"
_NUMBER = re.compile(r"\d+")


def corrections(flow: str, kind: str) -> Corrections:
    if kind == "gift":
        return Corrections(corrected_gift, partial(_gift_now, flow, kind))
    return Corrections(partial(corrected_service, kind), partial(_service_now, flow, kind))


def _gift_now(flow: str, kind: str, context: Context, _before: str, now: str) -> Sequence[Said]:
    number = _NUMBER.match(now)
    today = local_day(context.at)
    found = gifts.find(context.conn, kind, int(number[0]), today=today) if number else None
    return (
        [(f"{flow}-{NOW}", {"name": {"zh": found.name_zh, "en": found.name_en}})] if found else []
    )


def _service_now(flow: str, kind: str, context: Context, before: str, now: str) -> Sequence[Said]:
    (amount, _, receiver), (old_amount, _, old_receiver) = (
        each.partition(understanding.THEN)[0].partition(" ") for each in (now, before)
    )
    said: list[Said] = []
    if amount != old_amount:
        said += _gift_now(flow, kind, context, before, amount)
    if receiver == UNNAMED:
        return [*said, (f"{flow}-{NOW_FOR_ANOTHER}", {})]
    number = own_number(context) if receiver == OWN else mobile_of(receiver)
    if number and receiver != old_receiver:
        is_own = number == context.session.caller
        said.append((f"{flow}-{NOW_FOR}", facts_of(None if is_own else number)))
    return said
