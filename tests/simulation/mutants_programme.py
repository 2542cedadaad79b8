"""Mutants of what the programme promises: earning, tiers, memberships, gifts, its books."""

from __future__ import annotations

from mutant import LIFTED, RACES, Edit, Mutant

PROGRAMME = (
    Mutant(
        "stock is read, then written",
        (
            Edit(
                "core/redemption/stock.py",
                "_RESERVE = _UPDATE.where(stock.c.left >= 1).values(",
                "_RESERVE = _UPDATE.values(",
            ),
        ),
        RACES,
    ),
    Mutant(
        "an order given up does not go back to stock",
        (
            Edit(
                "core/redemption/fulfilment.py",
                "        stock.put_back(conn, cancelled.sku, cancelled.bucket)\n",
                "",
            ),
        ),
    ),
    Mutant(
        "a tier's coefficient is everybody's",
        (
            Edit(
                "core/loyalty/accrual.py",
                "for rule in rules.tiers if rule.name == tier)",
                "for rule in rules.tiers)",
            ),
        ),
    ),
    Mutant(
        "tenure counts the year that has begun",
        (
            Edit(
                "core/loyalty/accrual.py",
                "years = years_between(earner.joined_on, on)",
                "years = years_between(earner.joined_on, on) + 1",
            ),
        ),
    ),
    Mutant(
        "growth is posted as points",
        (Edit("core/loyalty/accrual.py", "[Award(GROWTH, source,", "[Award(POINTS, source,"),),
    ),
    Mutant(
        "a bill's key is not kept",
        (
            Edit(
                "core/loyalty/accrual.py",
                "    idempotency.remember(conn, member_id, key, request, asdict(earned), at)\n",
                "",
            ),
        ),
    ),
    Mutant(
        "a move between provinces is not recorded",
        (
            Edit(
                "core/members/changes.py",
                "        moves.record(conn, member_id=member_id, was=member.place,"
                " became=place, at=at)\n",
                "",
            ),
        ),
    ),
    Mutant(
        "the place of an act is the member's, wherever that is by now",
        (
            Edit(
                "core/members/changes.py",
                "        conn.execute(_SET_PLACE,",
                "        where = f\"SET org = '{place}' WHERE member_id = {member_id}\"\n"
                "        for act in ('gift_order', 'exchange', 'claim'):\n"
                "            conn.exec_driver_sql(f'UPDATE {act} {where}')\n"
                "        conn.execute(_SET_PLACE,",
            ),
        ),
    ),
    Mutant(
        "a member's old number is kept too",
        (
            Edit(
                "core/members/changes.py",
                "        release_number(conn, member_id, member.number)\n",
                "",
            ),
        ),
    ),
    Mutant(
        "an accrual counts for whoever has the number now",
        (
            Edit(
                "core/imports/accrual_owners.py",
                "return self._owners.get(_owned_key(accrual)) or self._named(accrual)",
                "return self._named(accrual)",
            ),
            Edit(
                "core/imports/accrual_owners.py",
                "owner, named = self._owners.get(_owned_key(accrual)), self._named(accrual)",
                "owner, named = None, self._named(accrual)",
            ),
        ),
    ),
    Mutant(
        "a bill is refused after its member's number changed",
        (
            Edit(
                "core/imports/accrual_owners.py",
                "named not in (None, owner) and (owner, accrual.number) not in self._former:",
                "named != owner:",
            ),
        ),
    ),
    Mutant(
        "an event that comes late overwrites a later one",
        (
            Edit(
                "core/member_events/handling.py",
                "event.place < earlier.place for earlier",
                "event.place == earlier.place for earlier",
            ),
        ),
    ),
    Mutant(
        "whoever is suspended forgets the arrears",
        (
            Edit(
                "core/member_events/status.py",
                'in_arrears=holds(EventKind.ARREARS_BEGUN, EventKind.ARREARS_SETTLED, "arrears"),',
                "in_arrears=kind is EventKind.ARREARS_BEGUN,",
            ),
        ),
    ),
    Mutant(
        "a freeze settles arrears",
        (
            Edit(
                "core/members/membership.py",
                'status=func.coalesce(member_table.c.status_when_lifted, "active"),',
                'status="active",',
            ),
        ),
        by=LIFTED,
    ),
    Mutant(
        "a tier falls without grace",
        (
            Edit(
                "core/loyalty/tiers.py",
                "if on <= months_after(rated.until, term.grace_months):",
                "if on <= rated.until:",
            ),
        ),
    ),
    Mutant(
        "growth counts for ever",
        (
            Edit(
                "core/loyalty/tier_ratings.py",
                "since = months_before(on, term.growth_months)",
                "since = months_before(on, 10 * term.growth_months)",
            ),
        ),
    ),
    Mutant(
        "a day is closed at midnight",
        (
            Edit(
                "core/books/daily_totals.py",
                "CLOSING_DELAY = timedelta(hours=26)",
                "CLOSING_DELAY = timedelta(hours=1)",
            ),
        ),
    ),
    Mutant(
        "growth of a refunded bill is taken back on the day of the refund",
        (
            Edit(
                "core/loyalty/accrual_reversal.py",
                "effective_at=granted.effective_at,",
                "effective_at=start_of_day(reversal.on),",
            ),
        ),
    ),
    Mutant(
        "each refund of a bill is rounded for itself",
        (
            Edit(
                "core/loyalty/accrual_reversal.py",
                "max(0, each.amount * refunded // billed - before)",
                "each.amount * (fen // FEN_PER_YUAN) // billed",
            ),
        ),
    ),
    Mutant(
        "the fen of each refund are rounded for themselves",
        (
            Edit(
                "core/loyalty/accrual_reversal.py",
                "(fen_before + fen) // FEN_PER_YUAN",
                "fen_before // FEN_PER_YUAN + fen // FEN_PER_YUAN",
            ),
        ),
    ),
    Mutant(
        "a reversal may name another source",
        (
            Edit(
                "core/loyalty/accrual_reversal.py",
                "    if reversal.source not in {each.kind for each in postings}:\n",
                "    if False:\n",
            ),
        ),
    ),
)
