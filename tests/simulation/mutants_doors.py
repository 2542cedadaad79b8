"""Mutants of the programme's doors: partners, couriers, vouchers, receipts, joining, numbers, and
the texts about them. Nearly all are caught by the simulation."""

from __future__ import annotations

from mutant import Edit, Mutant

CHANGED_NUMBERS = (
    *("-m", "pytest", "-q", "-x", "-p", "no:cacheprovider", "-p", "no:xdist"),
    *("tests/jobs/dispatching/test_changed_numbers.py", "-k", "sqlite"),
)

DOORS = (
    Mutant(
        "an exchange is given back while the partner decides",
        (
            Edit(
                "core/loyalty/partner_requests.py",
                "    if receipt.outcome is Outcome.PENDING:\n        return True\n",
                "",
            ),
        ),
    ),
    Mutant(
        "a partner that was told no is told yes later",
        (
            Edit(
                "core/loyalty/incoming_exchange.py",
                "    if not _CLAIM_REFERENCE(conn, which | claimed):\n",
                "    if not _CLAIM_REFERENCE(conn, which | claimed) and"
                " _answer_of_before(conn, which, asked):\n",
            ),
        ),
    ),
    Mutant(
        "a top-up that the provider refuses is paid",
        (
            Edit(
                "core/redemption/top_ups.py",
                "fulfilment.fulfil if receipt.outcome is Outcome.ADDED else fulfilment.cancel",
                "fulfilment.fulfil",
            ),
        ),
    ),
    Mutant(
        "an event of a parcel that comes late decides",
        (
            Edit(
                "core/redemption/parcel_events.py",
                "last = newest((noted | fresh).values())",
                "last = newest(fresh.values())",
            ),
        ),
    ),
    Mutant(
        "an order is cancelled whose gift the courier may have",
        (
            Edit(
                "core/redemption/fulfilment.py",
                '        raise NotAllowed("with_courier")\n    released',
                "        pass\n    released",
            ),
        ),
    ),
    Mutant(
        "a code that somebody has is given again",
        (
            Edit(
                "core/redemption/vouchers.py",
                "_FREE = (voucher.c.order_id.is_(None), voucher.c.withdrawn_on.is_(None))",
                "_FREE = (voucher.c.withdrawn_on.is_(None),)",
            ),
        ),
    ),
    Mutant(
        "a receipt is paid for each way to name it",
        (
            Edit(
                "core/service/claims.py",
                "    if len(known) == 1 and known[0].claim_id is not None:\n        return True\n",
                "",
            ),
            Edit(
                "core/service/receipt_book.py",
                "        issued_receipt.c.claim_id.is_(None),\n",
                "",
            ),
        ),
    ),
    Mutant(
        "a receipt of another member is paid",
        (
            Edit(
                "core/service/automatic_claims.py",
                "    return receipt if receipt.member_id == case.member_id else None\n",
                "    return receipt\n",
            ),
        ),
    ),
    Mutant(
        "who joins gets the first points twice",
        (
            Edit(
                "core/loyalty/joining.py",
                "amount=rules.joining.initial_points,",
                "amount=2 * rules.joining.initial_points,",
            ),
        ),
    ),
    Mutant(
        "a number that was taken away leads to its member still",
        (
            Edit(
                "core/members/numbers.py",
                "    changes.release_number(conn, member_id, number)\n    main =",
                "    main =",
            ),
        ),
    ),
    Mutant(
        "a text whose answer was lost is sent again",
        (
            Edit(
                "jobs/texting.py",
                "    if event.tries == 1:\n        return None\n",
                "    return None\n",
            ),
        ),
    ),
    Mutant(
        "a text is looked for at the number of now",
        (
            Edit(
                "jobs/texting.py",
                "_sent_before(context, event, begun.number, kept_words, sender)",
                "_sent_before(context, event, number, kept_words, sender)",
            ),
        ),
        CHANGED_NUMBERS,
    ),
)
