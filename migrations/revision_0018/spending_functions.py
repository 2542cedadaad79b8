"""`ledger_grant`, `ledger_spend` and `ledger_hold` as revision 0018 makes them: points have a first
day too. Frozen, like everything that a released migration uses.
"""

from sqlalchemy import Connection

_DECLARE = """
RETURNS jsonb LANGUAGE plpgsql AS $$ DECLARE
    account record; earlier record; outcome jsonb;
    from_lot record; available bigint; missing bigint; part bigint;
"""
# `asked` is the hash of the request; NULL: the caller has looked the key up and stores the result.
_LOCK_AND_FIND_KEY = """
    SELECT balance, held, version INTO account FROM member_account
    WHERE member_id = whose AND unit = what FOR UPDATE;
    IF NOT FOUND THEN
        RETURN '{"refused": "no account"}';
    END IF;
    IF asked IS NOT NULL THEN
        SELECT request_hash, result INTO earlier FROM idempotency
        WHERE member_id = whose AND key = with_key;
        IF FOUND THEN
            IF earlier.request_hash <> asked THEN
                RETURN '{"refused": "key reused"}';
            END IF;
            RETURN jsonb_build_object('result', earlier.result);
        END IF;
    END IF;
"""
_REFUSE_TOO_FEW = """
    SELECT account.balance - account.held - coalesce(sum(remaining - held), 0) INTO available
    FROM lot WHERE member_id = whose AND unit = what AND remaining > 0
      AND (expires_at < today OR usable_from > today);
    IF points > available THEN
        RETURN jsonb_build_object('refused', 'too few', 'available', available);
    END IF;
"""
# Lot by lot, the earliest expiry first, as in 0001. {change} is executed for each part.
_FOR_EACH_LOT = """
    missing := points;
    FOR from_lot IN
        SELECT lot_id, remaining - held AS free FROM lot
        WHERE member_id = whose AND unit = what AND remaining > 0 AND remaining > held
          AND (expires_at IS NULL OR expires_at >= today)
          AND (usable_from IS NULL OR usable_from <= today)
        ORDER BY expires_at NULLS LAST, lot_id
    LOOP
        part := least(from_lot.free, missing);
        {change}
        missing := missing - part;
        EXIT WHEN missing = 0;
    END LOOP;
    IF missing > 0 THEN
        RAISE EXCEPTION 'the lots of member % are short of the account: run the audit', whose;
    END IF;
"""
_TAKE_FROM_LOTS = _FOR_EACH_LOT.format(
    change="""
        UPDATE lot SET remaining = remaining - part
        WHERE member_id = whose AND unit = what AND lot_id = from_lot.lot_id;
        INSERT INTO lot_use (member_id, unit, version, lot_id, amount)
        VALUES (whose, what, account.version, from_lot.lot_id, part);
"""
)
_PIN_LOTS = _FOR_EACH_LOT.format(
    change="""
        UPDATE lot SET held = held + part
        WHERE member_id = whose AND unit = what AND lot_id = from_lot.lot_id;
        INSERT INTO hold_lot (member_id, hold_id, lot_id, amount)
        VALUES (whose, with_key, from_lot.lot_id, part);
"""
)
_UPDATE_AND_STORE = """
    UPDATE member_account
    SET balance = account.balance, held = account.held, version = account.version
    WHERE member_id = whose AND unit = what;
    IF asked IS NOT NULL THEN
        INSERT INTO idempotency (member_id, key, request_hash, result, recorded_at)
        VALUES (whose, with_key, asked, outcome, recorded);
    END IF;
    RETURN jsonb_build_object('result', outcome);
"""
# {moved}: the signed amount.
_INSERT_POSTING = """
    account.version := account.version + 1;
    account.balance := account.balance + {moved};
    INSERT INTO posting (member_id, unit, version, amount, balance_after, contra, kind, memo, key,
                         effective_at, recorded_at)
    VALUES (whose, what, account.version, {moved}, account.balance, on_contra, of_kind, with_memo,
            with_key, effective, recorded);
    outcome := jsonb_build_object('version', account.version, 'balance_after', account.balance);
"""
_INSERT_LOT = """
    IF what = 'points' THEN
        INSERT INTO lot (member_id, unit, lot_id, granted, remaining, held, unit_cost_mfen, issuer,
                         expires_at, usable_from)
        VALUES (whose, what, account.version, points, points, 0, cost_mfen, by_issuer, last_day,
                first_day);
    END IF;
"""
_INSERT_HOLD = """
    INSERT INTO hold (member_id, hold_id, amount, status, memo, placed_at, expires_at)
    VALUES (whose, with_key, points, 'open', with_memo, recorded, until);
    account.held := account.held + points;
    outcome := jsonb_build_object('hold_id', with_key, 'amount', points);
"""
_POSTING = (
    "whose bigint, what text, points bigint, on_contra text, of_kind text, with_key text,"
    " with_memo text, recorded timestamptz, effective timestamptz, asked text"
)
_FUNCTIONS = {
    f"ledger_grant({_POSTING}, last_day date, by_issuer text, cost_mfen bigint, first_day date)": (
        _LOCK_AND_FIND_KEY,
        _INSERT_POSTING.format(moved="points"),
        _INSERT_LOT,
        _UPDATE_AND_STORE,
    ),
    f"ledger_spend({_POSTING}, today date)": (
        _LOCK_AND_FIND_KEY,
        _REFUSE_TOO_FEW,
        _INSERT_POSTING.format(moved="-points"),
        _TAKE_FROM_LOTS,
        _UPDATE_AND_STORE,
    ),
    "ledger_hold(whose bigint, what text, points bigint, with_key text, with_memo text,"
    " recorded timestamptz, until timestamptz, asked text, today date)": (
        _LOCK_AND_FIND_KEY,
        _REFUSE_TOO_FEW,
        _INSERT_HOLD,
        _PIN_LOTS,
        _UPDATE_AND_STORE,
    ),
}


def replace(connection: Connection) -> None:
    """Drop the functions of these names, and create these."""
    if connection.dialect.name != "postgresql":
        return
    for signature, steps in _FUNCTIONS.items():
        connection.exec_driver_sql(f"DROP FUNCTION {signature.split('(')[0]}")
        # A driver reads % as the start of a parameter.
        connection.exec_driver_sql(
            f"CREATE FUNCTION {signature} {_DECLARE} BEGIN {''.join(steps)} END $$".replace(
                "%", "%%"
            )
        )
