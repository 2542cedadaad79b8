"""Mutants of what providers and partners add, each caught by the tests of that."""

from __future__ import annotations

from mutant import Edit, Mutant

PYTEST = ("-m", "pytest", "-q", "-x", "-p", "no:cacheprovider", "-p", "no:xdist")
TOP_UPS = (*PYTEST, "tests/jobs/providers/test_top_ups.py", "-k", "not postgresql")
BOTH = (
    *PYTEST,
    "tests/jobs/providers/test_a_week_of_top_ups.py",
    "tests/jobs/providers/test_top_ups.py",
    *("-k", "not postgresql"),
)
EXCHANGES = (*PYTEST, "tests/jobs/providers/test_exchanges.py", "-k", "not postgresql")
VOUCHERS = (*PYTEST, "tests/core/redemption/test_vouchers.py", "-k", "sqlite")
PARCELS = (*PYTEST, "tests/jobs/providers/test_parcels.py", "-k", "not postgresql")
ORDERS = (*PYTEST, "tests/core/redemption/test_orders.py", "-k", "not postgresql")
LIFECYCLE = (*PYTEST, "tests/core/redemption/test_lifecycle.py", "-k", "not postgresql")

PROVIDERS = (
    Mutant(
        "a request whose answer was lost is sent again without a question",
        (Edit("jobs/provider_requests.py", "if request.requested_at is not None:", "if False:"),),
        BOTH,
    ),
    Mutant(
        "a request that may be on its way is sent again at once",
        (
            Edit(
                "jobs/provider_requests.py",
                "RESENT_AFTER = timedelta(minutes=1)",
                "RESENT_AFTER = timedelta()",
            ),
        ),
        BOTH,
    ),
    Mutant(
        "a refused top-up is paid",
        (
            Edit(
                "core/redemption/top_ups.py",
                "fulfilment.fulfil if receipt.outcome is Outcome.ADDED else fulfilment.cancel",
                "fulfilment.fulfil",
            ),
        ),
        TOP_UPS,
    ),
    Mutant(
        "a request that is pending is never asked about again",
        (
            Edit(
                "jobs/provider_requests.py",
                "    if receipt.outcome is Outcome.PENDING:",
                "    if receipt.outcome is None:",
            ),
        ),
        TOP_UPS,
    ),
    Mutant(
        "points of a service are given back while the provider is asked",
        (
            Edit(
                "core/redemption/placing.py", "    if gift.kind != GIFT:\n        return None\n", ""
            ),
        ),
        ORDERS,
    ),
    Mutant(
        "a parcel that the courier has forgotten is sent again",
        (
            Edit(
                "providers/couriers.py",
                "if not request.is_picked_up:",
                "if True:",
            ),
        ),
        PARCELS,
    ),
    Mutant(
        "an event that comes late decides",
        (
            Edit(
                "core/redemption/parcel_events.py",
                "last = newest((noted | fresh).values())",
                "last = newest(fresh.values())",
            ),
        ),
        PARCELS,
    ),
    Mutant(
        "a gift is cancelled that the courier may have",
        (
            Edit(
                "core/redemption/fulfilment.py",
                '        raise NotAllowed("with_courier")\n    released',
                "        pass\n    released",
            ),
        ),
        PARCELS,
    ),
    Mutant(
        "a gift is sent by hand that a courier was asked to take",
        (
            Edit(
                "core/redemption/fulfilment.py",
                '        raise NotAllowed("with_courier")\n    posted',
                "        pass\n    posted",
            ),
        ),
        LIFECYCLE,
    ),
    Mutant(
        "old news of a parcel is told",
        (
            Edit(
                "flows/notifications/sentences.py",
                "if order.parcel_state != state or",
                "if",
            ),
        ),
        PARCELS,
    ),
    Mutant(
        "a code of a voucher is given twice",
        (
            Edit(
                "core/redemption/vouchers.py",
                "_FREE = (voucher.c.order_id.is_(None), voucher.c.withdrawn_on.is_(None))",
                "_FREE = (voucher.c.withdrawn_on.is_(None),)",
            ),
        ),
        VOUCHERS,
    ),
    Mutant(
        "a refused exchange is paid",
        (
            Edit(
                "core/loyalty/partner_requests.py",
                "partner_exchange.accept if is_added else partner_exchange.refuse",
                "partner_exchange.accept",
            ),
        ),
        EXCHANGES,
    ),
    Mutant(
        "a partner reports about another partner's exchange",
        (
            Edit(
                "core/loyalty/partner_requests.py",
                ', exchange.c.partner == bindparam("partner")',
                "",
            ),
        ),
        EXCHANGES,
    ),
)
