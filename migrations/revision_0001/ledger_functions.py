"""Grant, spend, hold and settle as PostgreSQL functions, called by
`core.ledger.stored_procedures`: one round trip each instead of four or more.

Each follows the order of `core.ledger.ledger`: lock the account, look the idempotency key up, read,
refuse, write. The functions are VOLATILE, so at READ COMMITTED every statement in them sees what
was committed before that statement began: the look-up of the key sees what the transaction that
held the lock has written. A refusal is returned and not raised, because an error would abort the
transaction of a caller that may still offer something else.
"""

from sqlalchemy import Connection

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
    IF points > account.balance - account.held THEN
        RETURN jsonb_build_object('refused', 'too few',
                                  'available', account.balance - account.held);
    END IF;
"""
_INSERT_POSTING = """
    account.version := account.version + 1;
    account.balance := account.balance + moved;
    INSERT INTO posting (member_id, unit, version, amount, balance_after, contra, kind, memo, key,
                         effective_at, recorded_at)
    VALUES (whose, what, account.version, moved, account.balance, on_contra, of_kind, with_memo,
            with_key, effective, recorded);
    outcome := jsonb_build_object('version', account.version, 'balance_after', account.balance);
"""
# Lot by lot, the earliest expiry first. Most requests need one lot, and then a loop makes the whole
# call a third cheaper than a window function over all lots. {change} is executed for each part.
_FOR_EACH_LOT = """
    missing := points;
    FOR from_lot IN
        SELECT lot_id, remaining - held AS free FROM lot
        WHERE member_id = whose AND unit = what AND remaining > 0 AND remaining > held
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
_UPDATE_ACCOUNT = """
    UPDATE member_account
    SET balance = account.balance, held = account.held, version = account.version
    WHERE member_id = whose AND unit = what;
"""
_STORE_RESULT = """
    IF asked IS NOT NULL THEN
        INSERT INTO idempotency (member_id, key, request_hash, result, recorded_at)
        VALUES (whose, with_key, asked, outcome, recorded);
    END IF;
    RETURN jsonb_build_object('result', outcome);
"""

# `asked` is the hash of the request; NULL: the caller has looked the key up and stores the result.
_POSTING_PARAMETERS = (
    "on_contra text, of_kind text, with_key text, with_memo text, recorded timestamptz,"
    " effective timestamptz, asked text"
)
_INSERT_LOT = """
    IF what = 'points' THEN
        INSERT INTO lot (member_id, unit, lot_id, granted, remaining, held, unit_cost, issuer,
                         expires_at)
        VALUES (whose, what, account.version, points, points, 0, cost, by_issuer, last_day);
    END IF;
"""
_INSERT_HOLD = """
    INSERT INTO hold (member_id, hold_id, amount, status, memo, placed_at, expires_at)
    VALUES (whose, with_key, points, 'open', with_memo, recorded, until);
"""
_HOLD_RESULT = """
    account.held := account.held + points;
    outcome := jsonb_build_object('hold_id', with_key, 'amount', points);
"""
_FIND_HOLD = """
    SELECT amount, status INTO placed FROM hold WHERE member_id = whose AND hold_id = which;
    IF NOT FOUND THEN
        RETURN '{"refused": "no hold"}';
    END IF;
    IF placed.status <> 'open' THEN
        RETURN jsonb_build_object('refused', 'closed', 'status', placed.status);
    END IF;
    moved := -placed.amount;
"""
_TAKE_FROM_PINNED_LOTS = """
    WITH taken AS (
        UPDATE lot SET remaining = remaining - pin.amount, held = lot.held - pin.amount
        FROM hold_lot pin
        WHERE pin.member_id = whose AND pin.hold_id = which
          AND lot.member_id = whose AND lot.unit = what AND lot.lot_id = pin.lot_id
        RETURNING lot.lot_id, pin.amount
    )
    INSERT INTO lot_use (member_id, unit, version, lot_id, amount)
    SELECT whose, what, account.version, lot_id, amount FROM taken;
    UPDATE hold SET status = 'settled' WHERE member_id = whose AND hold_id = which;
    account.held := account.held - placed.amount;
"""
_FUNCTIONS = {
    f"ledger_grant(whose bigint, what text, points bigint, {_POSTING_PARAMETERS},"
    " last_day date, by_issuer text, cost bigint)": (
        _LOCK_AND_FIND_KEY,
        "moved := points;",
        _INSERT_POSTING,
        _INSERT_LOT,
        _UPDATE_ACCOUNT,
        _STORE_RESULT,
    ),
    f"ledger_spend(whose bigint, what text, points bigint, {_POSTING_PARAMETERS})": (
        _LOCK_AND_FIND_KEY,
        _REFUSE_TOO_FEW,
        "moved := -points;",
        _INSERT_POSTING,
        _TAKE_FROM_LOTS,
        _UPDATE_ACCOUNT,
        _STORE_RESULT,
    ),
    "ledger_hold(whose bigint, what text, points bigint, with_key text, with_memo text,"
    " recorded timestamptz, until timestamptz, asked text)": (
        _LOCK_AND_FIND_KEY,
        _REFUSE_TOO_FEW,
        _INSERT_HOLD,
        _PIN_LOTS,
        _HOLD_RESULT,
        _UPDATE_ACCOUNT,
        _STORE_RESULT,
    ),
    f"ledger_settle(whose bigint, what text, which text, {_POSTING_PARAMETERS})": (
        _LOCK_AND_FIND_KEY,
        _FIND_HOLD,
        _INSERT_POSTING,
        _TAKE_FROM_PINNED_LOTS,
        _UPDATE_ACCOUNT,
        _STORE_RESULT,
    ),
}


def create(connection: Connection) -> None:
    if connection.dialect.name != "postgresql":
        return
    for signature, steps in _FUNCTIONS.items():
        # A driver reads % as the start of a parameter.
        connection.exec_driver_sql(
            f"""
            CREATE FUNCTION {signature} RETURNS jsonb LANGUAGE plpgsql AS $$
            DECLARE
                account record; earlier record; placed record; outcome jsonb;
                from_lot record; moved bigint; missing bigint; part bigint;
            BEGIN {"".join(steps)} END $$""".replace("%", "%%")
        )
