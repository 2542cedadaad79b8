"""The audit's rules about accounts, keys, lots and holds: see core.books.audit.

A rule that joins two tables begins with the smaller one, by a LEFT JOIN: SQLite would begin with
all postings, which takes time by the square of a member's postings.

No rule checks that the legs of a posting sum to zero: the programme's side is the contra of the
same row, so neither exists without the other. Only its name can be wrong.
"""

ACCOUNTS = {
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
    "member {member_id}'s {unit}, posting {version}: the balance {balance_after} is not the one"
    " before plus the amount": """
        SELECT p.member_id, p.unit, p.version, p.balance_after
        FROM posting p
        LEFT JOIN posting q
          ON q.member_id = p.member_id AND q.unit = p.unit AND q.version = p.version - 1
        WHERE p.balance_after <> COALESCE(q.balance_after, 0) + p.amount""",
    "member {member_id}'s {unit}, posting {version}: {contra} is no account of the programme": """
        SELECT member_id, unit, version, contra
        FROM posting
        WHERE contra NOT IN ('issued', 'redeemed', 'expired', 'in_transit')
          AND contra NOT LIKE 'partner:_%' AND contra NOT LIKE 'province:_%'""",
    "member {member_id}'s {unit}: {held} held, but the open holds sum to {total}": """
        SELECT a.member_id, a.unit, a.held, COALESCE(SUM(h.amount), 0) AS total
        FROM member_account a
        LEFT JOIN hold h
          ON h.member_id = a.member_id AND h.status = 'open' AND a.unit = 'points'
        GROUP BY a.member_id, a.unit, a.held, a.balance
        HAVING a.held <> COALESCE(SUM(h.amount), 0) OR a.held < 0 OR a.held > a.balance""",
    "member {member_id}'s {unit}, posting {version} of {amount}: reversed by {total}": """
        SELECT p.member_id, p.unit, p.version, p.amount, SUM(r.amount) AS total
        FROM posting r
        LEFT JOIN posting p
          ON p.member_id = r.member_id AND p.unit = r.unit AND p.version = r.reverses
        WHERE r.reverses IS NOT NULL
        GROUP BY p.member_id, p.unit, p.version, p.amount
        HAVING p.amount * SUM(r.amount) > 0 OR ABS(SUM(r.amount)) > ABS(p.amount)""",
    "member {member_id}'s {unit}, posting {version}: reverses {reverses}, which does not exist"
    " or is a reversal": """
        SELECT r.member_id, r.unit, r.version, r.reverses
        FROM posting r
        LEFT JOIN posting p
          ON p.member_id = r.member_id AND p.unit = r.unit AND p.version = r.reverses
        WHERE r.reverses IS NOT NULL AND (p.version IS NULL OR p.reverses IS NOT NULL)""",
}

KEYS = {
    "member {member_id}, key {key}: applied {count} times": """
        SELECT member_id, key, COUNT(*) AS count
        FROM posting GROUP BY member_id, key HAVING COUNT(*) > 1""",
    "member {member_id}'s {unit}, posting {version}: its key {key} has no result": """
        SELECT p.member_id, p.unit, p.version, p.key
        FROM posting p
        LEFT JOIN idempotency i ON i.member_id = p.member_id AND i.key = p.key
        WHERE i.key IS NULL""",
    # Where a posting is lost together with its balance, the sums still agree: the result shows it.
    "member {member_id}, key {key}: the result is posting {version} and a balance of"
    " {balance_after}, which do not exist": """
        SELECT i.member_id, i.key, i.version, i.balance_after
        FROM (
            SELECT member_id, key, CAST(result->>'version' AS bigint) AS version,
                   CAST(result->>'balance_after' AS bigint) AS balance_after
            FROM idempotency WHERE result->>'balance_after' IS NOT NULL
        ) i
        LEFT JOIN posting p
          ON p.member_id = i.member_id AND p.unit IN ('points', 'growth')
         AND p.version = i.version AND p.balance_after = i.balance_after
        WHERE p.member_id IS NULL""",
}

LOTS = {
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
    # Growth value has no lots: it is never spent.
    "member {member_id}, {unit} lot {lot_id}: {granted} granted, but posting {lot_id} is of"
    " {amount}": """
        SELECT l.member_id, l.unit, l.lot_id, l.granted, p.amount
        FROM lot l
        LEFT JOIN posting p
          ON p.member_id = l.member_id AND p.unit = l.unit AND p.version = l.lot_id
        WHERE p.amount IS NULL OR l.granted <> p.amount OR p.reverses IS NOT NULL
           OR l.unit <> 'points'""",
    "member {member_id}, posting {version} of {amount}: opened no lot": """
        SELECT p.member_id, p.version, p.amount
        FROM posting p
        LEFT JOIN lot l
          ON l.member_id = p.member_id AND l.unit = p.unit AND l.lot_id = p.version
        WHERE p.unit = 'points' AND p.amount > 0 AND p.reverses IS NULL AND l.lot_id IS NULL""",
    # A grant opens a lot and uses none; everything else uses lots for exactly its amount.
    "member {member_id}, posting {version} of {amount}: used {total} of the lots": """
        SELECT p.member_id, p.version, p.amount, COALESCE(SUM(u.amount), 0) AS total
        FROM posting p
        LEFT JOIN lot_use u
          ON u.member_id = p.member_id AND u.unit = p.unit AND u.version = p.version
        WHERE p.unit = 'points'
        GROUP BY p.member_id, p.version, p.amount, p.reverses
        HAVING COALESCE(SUM(u.amount), 0) <>
               CASE WHEN p.amount > 0 AND p.reverses IS NULL THEN 0 ELSE -p.amount END""",
    # Points go back into the lots that they came from, and no more than came from them.
    "member {member_id}, posting {version}: took {taken} from lot {lot_id}, and {back} went"
    " back": """
        SELECT r.member_id, r.reverses AS version, u.lot_id, COALESCE(SUM(o.amount), 0) AS taken,
               -SUM(u.amount) AS back
        FROM posting r
        JOIN lot_use u ON u.member_id = r.member_id AND u.unit = r.unit AND u.version = r.version
        LEFT JOIN (
            SELECT member_id, unit, version, lot_id, amount FROM lot_use WHERE amount > 0
        ) o ON o.member_id = r.member_id AND o.unit = r.unit AND o.version = r.reverses
           AND o.lot_id = u.lot_id
        WHERE r.reverses IS NOT NULL AND r.amount > 0
        GROUP BY r.member_id, r.reverses, u.lot_id, o.amount
        HAVING -SUM(u.amount) > COALESCE(MAX(o.amount), 0)""",
}

HOLDS = {
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
