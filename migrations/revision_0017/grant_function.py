"""`ledger_grant` as revision 0017 makes it: a point's cost is in thousandths of a fen. Frozen, like
everything that a released migration uses.
"""

from sqlalchemy import Connection

_GRANT = """
CREATE FUNCTION ledger_grant(whose bigint, what text, points bigint, on_contra text, of_kind text,
    with_key text, with_memo text, recorded timestamptz, effective timestamptz, asked text,
    last_day date, by_issuer text, cost_mfen bigint)
RETURNS jsonb LANGUAGE plpgsql AS $$ DECLARE
    account record; earlier record; outcome jsonb;
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
        INSERT INTO lot (member_id, unit, lot_id, granted, remaining, held, unit_cost_mfen, issuer,
                         expires_at)
        VALUES (whose, what, account.version, points, points, 0, cost_mfen, by_issuer, last_day);
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
