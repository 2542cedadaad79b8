"""Mutants of credit and data that a provider adds, each caught by the tests of that."""

from __future__ import annotations

from mutant import Edit, Mutant

PYTEST = ("-m", "pytest", "-q", "-x", "-p", "no:cacheprovider", "-p", "no:xdist")
TOP_UPS = (*PYTEST, "tests/jobs/top_ups", "-k", "not postgresql")
ORDERS = (*PYTEST, "tests/core/redemption/test_orders.py", "-k", "not postgresql")

TOP_UPS_MUTANTS = (
    Mutant(
        "a request whose answer was lost is sent again without a question",
        (Edit("jobs/top_ups.py", "if request.requested_at is not None:", "if False:"),),
        TOP_UPS,
    ),
    Mutant(
        "a request that may be on its way is sent again at once",
        (
            Edit(
                "jobs/top_ups.py",
                "RESENT_AFTER = timedelta(minutes=1)",
                "RESENT_AFTER = timedelta()",
            ),
        ),
        TOP_UPS,
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
                "jobs/top_ups.py",
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
                "core/redemption/orders.py", "    if gift.kind != GIFT:\n        return None\n", ""
            ),
        ),
        ORDERS,
    ),
)
