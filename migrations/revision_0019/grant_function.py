"""`ledger_grant` as revision 0019 makes it: a grant pays what the member owes. Frozen, like
everything that a released migration uses.
"""

from sqlalchemy import Connection

# `asked` is the hash of the request. A payment is stored under a key of its own with that hash: it
# belongs to the request.
_GRANT = """
CREATE FUNCTION ledger_grant(whose bigint, what text, points bigint, on_contra text, of_kind text,
    with_key text, with_memo text, recorded timestamptz, effective timestamptz, asked text,
    last_day date, by_issuer text, cost_mfen bigint, first_day date)
RETURNS jsonb LANGUAGE plpgsql AS $$ DECLARE
    account record; earlier record; outcome jsonb;
    debt record; new_lot bigint; unpaid bigint; part bigint; payment_key text;
BEGIN
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
    account.version := account.version + 1;
    account.balance := account.balance + points;
    INSERT INTO posting (member_id, unit, version, amount, balance_after, contra, kind, memo, key,
                         effective_at, recorded_at)
    VALUES (whose, what, account.version, points, account.balance, on_contra, of_kind, with_memo,
            with_key, effective, recorded);
    outcome := jsonb_build_object('version', account.version, 'balance_after', account.balance);
    IF what = 'points' THEN
        new_lot := account.version;
        INSERT INTO lot (member_id, unit, lot_id, granted, remaining, held, unit_cost_mfen, issuer,
                         expires_at, usable_from)
        VALUES (whose, what, new_lot, points, points, 0, cost_mfen, by_issuer, last_day, first_day);
        IF on_contra <> 'in_transit' THEN
            unpaid := points;
            FOR debt IN
                SELECT o.owed_id, o.amount - o.paid AS missing, p.contra FROM owed o
                JOIN posting p
                  ON p.member_id = o.member_id AND p.unit = o.unit AND p.version = o.reverses
                WHERE o.member_id = whose AND o.unit = what AND o.closed_at IS NULL
                ORDER BY o.number
            LOOP
                EXIT WHEN unpaid = 0;
                part := least(debt.missing, unpaid);
                unpaid := unpaid - part;
                payment_key := 'owed_paid:' || new_lot || ':' || debt.owed_id;
                account.version := account.version + 1;
                account.balance := account.balance - part;
                INSERT INTO posting (member_id, unit, version, amount, balance_after, contra, kind,
                                     memo, key, effective_at, recorded_at)
                VALUES (whose, what, account.version, -part, account.balance, debt.contra,
                        'owed_paid', debt.owed_id, payment_key, recorded, recorded);
                UPDATE lot SET remaining = remaining - part
                WHERE member_id = whose AND unit = what AND lot_id = new_lot;
                INSERT INTO lot_use (member_id, unit, version, lot_id, amount)
                VALUES (whose, what, account.version, new_lot, part);
                UPDATE owed SET paid = paid + part,
                                closed_at = CASE WHEN part = debt.missing THEN recorded END
                WHERE member_id = whose AND owed_id = debt.owed_id;
                INSERT INTO idempotency (member_id, key, request_hash, result, recorded_at)
                VALUES (whose, payment_key, coalesce(asked, ''),
                        jsonb_build_object('version', account.version,
                                           'balance_after', account.balance), recorded);
            END LOOP;
        END IF;
    END IF;
    UPDATE member_account
    SET balance = account.balance, held = account.held, version = account.version
    WHERE member_id = whose AND unit = what;
    IF asked IS NOT NULL THEN
        INSERT INTO idempotency (member_id, key, request_hash, result, recorded_at)
        VALUES (whose, with_key, asked, outcome, recorded);
    END IF;
    RETURN jsonb_build_object('result', outcome);
END $$
"""


def replace(connection: Connection) -> None:
    """Drop the function of this name, and create this one."""
    if connection.dialect.name == "postgresql":
        connection.exec_driver_sql("DROP FUNCTION ledger_grant")
        connection.exec_driver_sql(_GRANT)
