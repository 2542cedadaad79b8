"""The invariants of the whole book, in SQL, because they are the same on every database.

A sum over everything balances even where one member's points went to another, so each rule is
checked row by row, and each violation names its row.
"""

from collections.abc import Iterator

from sqlalchemy import Connection, text

# The rule as it reads when it is broken, and the rows that break it.
_ACCOUNTS = {
    "member {member_id}'s {unit}: the balance {balance} is not the sum of its postings {total}": """
        SELECT a.member_id, a.unit, a.balance, COALESCE(SUM(p.amount), 0) AS total
        FROM member_account a
        LEFT JOIN posting p ON p.member_id = a.member_id AND p.unit = a.unit
        GROUP BY a.member_id, a.unit, a.balance
        HAVING a.balance <> COALESCE(SUM(p.amount), 0)""",
    "member {member_id}'s {unit}: version {version}, but {count} postings up to {newest}": """
        SELECT a.member_id, a.unit, a.version, COUNT(p.version) AS count,
               COALESCE(MAX(p.version), 0) AS newest
        FROM member_account a
        LEFT JOIN posting p ON p.member_id = a.member_id AND p.unit = a.unit
        GROUP BY a.member_id, a.unit, a.version
        HAVING a.version <> COUNT(p.version) OR a.version <> COALESCE(MAX(p.version), 0)""",
    "member {member_id}'s {unit}, posting {version}: {balance_after} does not follow from the one"
    " before": """
        SELECT p.member_id, p.unit, p.version, p.balance_after
        FROM posting p
        LEFT JOIN posting q
          ON q.member_id = p.member_id AND q.unit = p.unit AND q.version = p.version - 1
        WHERE p.balance_after <> COALESCE(q.balance_after, 0) + p.amount""",
    "member {member_id}'s {unit}: {held} held, but the open holds are {total}": """
        SELECT a.member_id, a.unit, a.held, COALESCE(SUM(h.amount), 0) AS total
        FROM member_account a
        LEFT JOIN hold h
          ON h.member_id = a.member_id AND h.status = 'open' AND a.unit = 'points'
        GROUP BY a.member_id, a.unit, a.held, a.balance
        HAVING a.held <> COALESCE(SUM(h.amount), 0) OR a.held < 0 OR a.held > a.balance""",
    "member {member_id}, key {key}: applied {count} times": """
        SELECT member_id, key, COUNT(*) AS count
        FROM posting GROUP BY member_id, key HAVING COUNT(*) > 1""",
    "member {member_id}'s {unit}, posting {version}: its key {key} was not kept": """
        SELECT p.member_id, p.unit, p.version, p.key
        FROM posting p
        LEFT JOIN idempotency i ON i.member_id = p.member_id AND i.key = p.key
        WHERE i.key IS NULL""",
    "member {member_id}'s {unit}, posting {version} of {amount}: reversed by {total}": """
        SELECT p.member_id, p.unit, p.version, p.amount, SUM(r.amount) AS total
        FROM posting p
        JOIN posting r
          ON r.member_id = p.member_id AND r.unit = p.unit AND r.reverses = p.version
        GROUP BY p.member_id, p.unit, p.version, p.amount
        HAVING p.amount * SUM(r.amount) > 0 OR ABS(SUM(r.amount)) > ABS(p.amount)""",
}
_LOTS = {
    "member {member_id}: the lots have {total} left, but the balance is {balance}": """
        SELECT a.member_id, a.balance, COALESCE(SUM(l.remaining), 0) AS total
        FROM member_account a
        LEFT JOIN lot l ON l.member_id = a.member_id AND l.unit = a.unit
        WHERE a.unit = 'points'
        GROUP BY a.member_id, a.balance
        HAVING a.balance <> COALESCE(SUM(l.remaining), 0)""",
    "member {member_id}, lot {lot_id}: {remaining} of {granted} left, but {total} used": """
        SELECT l.member_id, l.lot_id, l.remaining, l.granted, COALESCE(SUM(u.amount), 0) AS total
        FROM lot l
        LEFT JOIN lot_use u
          ON u.member_id = l.member_id AND u.unit = l.unit AND u.lot_id = l.lot_id
        GROUP BY l.member_id, l.lot_id, l.remaining, l.granted
        HAVING l.granted <> l.remaining + COALESCE(SUM(u.amount), 0)""",
    "member {member_id}, lot {lot_id}: {granted} granted, but posting {lot_id} is of {amount}": """
        SELECT l.member_id, l.lot_id, l.granted, p.amount
        FROM lot l
        JOIN posting p ON p.member_id = l.member_id AND p.unit = l.unit AND p.version = l.lot_id
        WHERE l.granted <> p.amount""",
    # A grant opens a lot and uses none; everything else uses lots for exactly its amount.
    "member {member_id}, posting {version} of {amount}: took {total} from the lots": """
        SELECT p.member_id, p.version, p.amount, COALESCE(SUM(u.amount), 0) AS total
        FROM posting p
        LEFT JOIN lot_use u
          ON u.member_id = p.member_id AND u.unit = p.unit AND u.version = p.version
        WHERE p.unit = 'points' AND (p.amount < 0 OR p.reverses IS NOT NULL)
        GROUP BY p.member_id, p.version, p.amount
        HAVING p.amount <> -COALESCE(SUM(u.amount), 0)""",
    "member {member_id}, lot {lot_id}: {held} held, but the open holds pin {total}": """
        SELECT l.member_id, l.lot_id, l.held, COALESCE(SUM(o.amount), 0) AS total
        FROM lot l
        LEFT JOIN (
            SELECT hl.member_id, hl.lot_id, hl.amount
            FROM hold_lot hl
            JOIN hold h ON h.member_id = hl.member_id AND h.hold_id = hl.hold_id
            WHERE h.status = 'open'
        ) o ON o.member_id = l.member_id AND o.lot_id = l.lot_id
        WHERE l.unit = 'points'
        GROUP BY l.member_id, l.lot_id, l.held
        HAVING l.held <> COALESCE(SUM(o.amount), 0)""",
    "member {member_id}, hold {hold_id} of {amount}: pins {total}": """
        SELECT h.member_id, h.hold_id, h.amount, COALESCE(SUM(hl.amount), 0) AS total
        FROM hold h
        LEFT JOIN hold_lot hl ON hl.member_id = h.member_id AND hl.hold_id = h.hold_id
        GROUP BY h.member_id, h.hold_id, h.amount
        HAVING h.amount <> COALESCE(SUM(hl.amount), 0)""",
}
_ORDERS = {
    "stock {sku}/{bucket}: {at_first} at first is not what is left, reserved and sent": """
        SELECT sku, bucket, at_first FROM stock
        WHERE at_first <> "left" + reserved + sent""",
    "stock {sku}/{bucket}: {reserved} reserved and {sent} sent, but by the orders {held} and"
    " {gone}": """
        SELECT s.sku, s.bucket, s.reserved, s.sent,
               COUNT(CASE WHEN o.status = 'held' THEN 1 END) AS held,
               COUNT(CASE WHEN o.status IN ('sent', 'delivered') THEN 1 END) AS gone
        FROM stock s
        LEFT JOIN gift_order o ON o.sku = s.sku AND o.bucket = s.bucket
        GROUP BY s.sku, s.bucket, s.reserved, s.sent
        HAVING s.reserved <> COUNT(CASE WHEN o.status = 'held' THEN 1 END)
            OR s.sent <> COUNT(CASE WHEN o.status IN ('sent', 'delivered') THEN 1 END)""",
    "member {member_id}, order {number} is {status} for {points}, but its hold is {hold_status}"
    " for {amount}": """
        SELECT o.member_id, o.number, o.status, o.points, h.status AS hold_status, h.amount
        FROM gift_order o
        JOIN hold h ON h.member_id = o.member_id AND h.hold_id = o.hold_id
        WHERE o.points <> h.amount OR h.status <> CASE o.status
              WHEN 'held' THEN 'open' WHEN 'cancelled' THEN 'released' ELSE 'settled' END""",
}
_RULES = [(said, text(rows)) for said, rows in (_ACCOUNTS | _LOTS | _ORDERS).items()]


def violations(conn: Connection) -> Iterator[str]:
    """Nothing, in a sound book."""
    for said, rows in _RULES:
        for row in conn.execute(rows).mappings():
            yield said.format_map(row)
