"""Mutants of what other systems send and are told by HTTP: billing, providers by TMF654, Kannel,
clients of the API, and receivers of webhooks. All are caught by the simulation."""

from __future__ import annotations

from mutant import Edit, Mutant

SYSTEMS = (
    Mutant(
        "a top-up by TMF654 whose answer was lost is asked for again",
        (
            Edit(
                "providers/tmf654.py",
                "return _receipt(ours[0]) if ours else None",
                "return None",
            ),
        ),
    ),
    Mutant(
        "an event is told under another id at each try",
        (
            Edit(
                "jobs/webhooks.py",
                'name = f"{event.member_id}:{event.event_id}"',
                'name = f"{event.member_id}:{event.event_id}:{event.tries}"',
            ),
        ),
    ),
    Mutant(
        "an event whose receiver fails is not told again",
        (Edit("jobs/webhooks.py", "    if not 200 <= status < 300:", "    if False:"),),
    ),
    Mutant(
        "a notification of billing that comes late counts",
        (
            Edit(
                "core/member_events/handling.py",
                "        event.place < earlier.place for earlier in",
                "        False for earlier in",
            ),
        ),
    ),
    Mutant(
        "a late event of one number of several takes away what came later",
        (
            Edit(
                "core/member_events/lines.py",
                "    return any(each.applied and event.place < each.place for each in known)",
                "    return False",
            ),
        ),
    ),
    Mutant(
        "who is no customer any more stays a member",
        (
            Edit(
                "core/member_events/handling.py",
                "        leaving.end(conn, member_id=member_id, at=at)\n",
                "",
            ),
        ),
    ),
    Mutant(
        "a newcomer takes a number that is another member's",
        (
            Edit(
                "core/loyalty/joining.py",
                "    changes.claim_number(conn, newcomer.number, member_id)\n",
                "",
            ),
        ),
    ),
    Mutant(
        "a key of the API stands for any request",
        (
            Edit(
                "core/clients/requests.py",
                "        if found.request_hash != request_hash:",
                "        if False:",
            ),
        ),
    ),
    Mutant(
        "a till takes points of a member who may not spend",
        (
            Edit(
                "core/loyalty/partner_spending.py",
                "    permissions.check(profiles.by_id(conn, member_id), permissions.Act.SPEND)\n",
                "",
            ),
        ),
    ),
    Mutant(
        "a text that comes under another id is another text",
        (
            Edit(
                "flows/engine/resent_messages.py",
                "        if not heard.resent_as:\n            return heard\n",
                "        return heard\n",
            ),
        ),
    ),
    Mutant(
        "a late report of a text replaces a later one",
        (
            Edit(
                "core/messaging/sent_texts.py",
                '    "status": case((bindparam("rank") > _RANK, bindparam("new")),'
                " else_=sent_text.c.status),\n",
                '    "status": bindparam("new"),\n',
            ),
        ),
    ),
    Mutant(
        "a text that Kannel has reported is sent again",
        (Edit("jobs/texting.py", "    if begun.carrier_id is not None:", "    if False:"),),
    ),
)
