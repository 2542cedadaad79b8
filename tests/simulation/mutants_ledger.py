"""Mutants of the ledger."""

from __future__ import annotations

from mutant import DEBTS, EXPIRY, RACES, Edit, Mutant

_SQL_FUNCTIONS = "migrations/revision_0001/ledger_functions.py"
_SQL_GRANT = "migrations/revision_0019/grant_function.py"
_SQL_SPENDING = "migrations/revision_0018/spending_functions.py"
# The first half of what every function of the ledger begins with, and the end of the other half.
_SQL_LOCK = """\
    SELECT balance, held, version INTO account FROM member_account
    WHERE member_id = whose AND unit = what FOR UPDATE;
    IF NOT FOUND THEN
        RETURN '{"refused": "no account"}';
    END IF;
"""
_SQL_BEGIN = '_LOCK_AND_FIND_KEY = """\n'
_SQL_KNOWN = """\
            RETURN jsonb_build_object('result', earlier.result);
        END IF;
    END IF;
"""
LEDGER = (
    Mutant(
        "no row lock",
        (
            Edit("core/ledger/accounts.py", "_LOCK = _READ.with_for_update()", "_LOCK = _READ"),
            Edit(_SQL_FUNCTIONS, "unit = what FOR UPDATE;", "unit = what;"),
            Edit(_SQL_GRANT, "unit = what FOR UPDATE;", "unit = what;"),
            Edit(_SQL_SPENDING, "unit = what FOR UPDATE;", "unit = what;"),
        ),
        RACES,
    ),
    Mutant(
        "the key is looked up before the lock",
        (
            Edit(_SQL_FUNCTIONS, f"{_SQL_BEGIN}{_SQL_LOCK}", _SQL_BEGIN),
            Edit(_SQL_FUNCTIONS, f'{_SQL_KNOWN}"""', f'{_SQL_KNOWN}{_SQL_LOCK}"""'),
            Edit(_SQL_GRANT, f"BEGIN\n{_SQL_LOCK}", "BEGIN\n"),
            Edit(_SQL_GRANT, f"{_SQL_KNOWN}    account", f"{_SQL_KNOWN}{_SQL_LOCK}    account"),
            Edit(_SQL_SPENDING, f"{_SQL_BEGIN}{_SQL_LOCK}", _SQL_BEGIN),
            Edit(_SQL_SPENDING, f'{_SQL_KNOWN}"""', f'{_SQL_KNOWN}{_SQL_LOCK}"""'),
        ),
        RACES,
    ),
    Mutant(
        "another key in every try",
        (
            Edit("core/kernel/idempotency.py", "import hashlib", "import hashlib\nimport uuid"),
            Edit(
                "core/kernel/idempotency.py",
                '        "key": key,\n',
                '        "key": key + uuid.uuid4().hex,\n',
            ),
        ),
    ),
    Mutant(
        "a key's request is not compared",
        (
            Edit(
                "core/kernel/idempotency.py", "if row.request_hash != hashed(request):", "if False:"
            ),
        ),
    ),
    Mutant(
        "lots in no order",
        (
            Edit(
                "core/ledger/lot_selection.py",
                ".order_by(lot.c.expires_at.is_(None), lot.c.expires_at, lot.c.lot_id)",
                ".order_by(lot.c.lot_id)",
            ),
        ),
    ),
    Mutant(
        "points past their last day are spent until the job has run",
        (
            Edit(
                "core/ledger/spendable.py", "or_(LAST_DAY_PASSED, NOT_USABLE_YET)", "NOT_USABLE_YET"
            ),
            Edit(
                "core/ledger/spendable.py",
                "and_(USABLE, or_(lot.c.expires_at.is_(None), LAST_DAY_AHEAD))",
                "USABLE",
            ),
            Edit(
                _SQL_SPENDING, "(expires_at < today OR usable_from > today)", "usable_from > today"
            ),
            Edit(_SQL_SPENDING, "AND (expires_at IS NULL OR expires_at >= today)", ""),
        ),
    ),
    Mutant(
        "points are spent before their first day",
        (
            Edit(
                "core/ledger/spendable.py",
                "lot.c.usable_from <= _TODAY)",
                "lot.c.lot_id > 0)",
            ),
            Edit(
                "core/ledger/spendable.py",
                "or_(LAST_DAY_PASSED, NOT_USABLE_YET)",
                "LAST_DAY_PASSED",
            ),
            Edit(
                _SQL_SPENDING, "(expires_at < today OR usable_from > today)", "expires_at < today"
            ),
            Edit(_SQL_SPENDING, "AND (usable_from IS NULL OR usable_from <= today)", ""),
        ),
    ),
    Mutant(
        "a cost is rounded to whole fen",
        (
            Edit(
                "core/ledger/lots.py",
                '"unit_cost_mfen": self.unit_cost_mfen,',
                '"unit_cost_mfen": self.unit_cost_mfen // 1000 * 1000,',
            ),
        ),
    ),
    Mutant(
        "a grant does not pay what is owed",
        (
            Edit("core/ledger/debts.py", "return contra != IN_TRANSIT", "return contra is None"),
            Edit(_SQL_GRANT, "IF on_contra <> 'in_transit' THEN", "IF false THEN"),
        ),
    ),
    Mutant(
        "a present pays what is owed",
        (
            Edit(
                "core/ledger/debts.py", "return contra != IN_TRANSIT", "return contra is not None"
            ),
            Edit(_SQL_GRANT, "IF on_contra <> 'in_transit' THEN", "IF true THEN"),
        ),
    ),
    Mutant(
        "a refund may be repeated while its grant is owed",
        (
            Edit(
                "core/ledger/reversals.py",
                "        left -= debts.owed_of_grant(conn, member_id, version)\n",
                "        pass\n",
            ),
        ),
    ),
    Mutant(
        "points that have expired are owed",
        (
            Edit(
                "core/ledger/reversals.py",
                "expired = debts.expired_of_grant(conn, member_id, version)",
                "expired = 0",
            ),
        ),
        DEBTS,
    ),
    Mutant(
        "a hold is closed twice",
        (Edit("core/ledger/holds.py", 'if row.status != "open":', 'if row.status == "none":'),),
    ),
    Mutant(
        "a hold does not pin its lots",
        (Edit("core/ledger/holds.py", "    lots.hold(conn, account.member_id, parts)\n", ""),),
    ),
    Mutant(
        "a hold of points that are held",
        (
            Edit(
                "core/ledger/holds.py",
                "    require_available(conn, account, amount, today)\n",
                "    require_available(conn, account.with_held(0), amount, today)\n",
            ),
        ),
    ),
    Mutant(
        "a reversal over its amount",
        (Edit("core/ledger/reversals.py", "if not 0 < amount <= left:", "if not 0 < amount:"),),
    ),
    Mutant(
        "points that come back have no grace",
        (
            Edit(
                "core/ledger/lots.py",
                'lot.c.expires_at < bindparam("until"),',
                "lot.c.granted < 0,",
            ),
        ),
    ),
    Mutant(
        "held points expire",
        (
            Edit(
                "core/loyalty/expiry.py",
                '_FREE = (lot.c.remaining - lot.c.held).label("free")',
                '_FREE = lot.c.remaining.label("free")',
            ),
        ),
        by=EXPIRY,
    ),
    Mutant(
        "a transfer is refunded after it was credited",
        (Edit("core/loyalty/transfers.py", 'return bool(before["credited"])', "return False"),),
    ),
    Mutant(
        "a transfer's debit is committed before its outbox row",
        (
            Edit(
                "core/loyalty/transfers.py",
                "    conn.execute(_RECORD, row)\n",
                "    conn.execute(_RECORD, row)\n    conn.connection.commit()\n",
            ),
        ),
    ),
    Mutant(
        "a transfer credits on other terms",
        (
            Edit(
                "core/loyalty/transfers.py",
                "            **asdict(part.terms),\n",
                "            **asdict(part.terms) | {'expires_at': None},\n",
            ),
        ),
    ),
)
