"""The audit's rules about orders, stock, transfers and members: see core.books.audit."""

# ruff: noqa: S608  the statements are built from constants of this module

from core.books.audit_rules_events import ENDS

_ENDED = f"""EXISTS (
            SELECT 1 FROM member_event e
            WHERE e.member_id = m.member_id AND e.applied
              AND e.kind IN {ENDS})"""

ORDERS = {
    "stock {sku}/{bucket}: the first stock {at_first} is not the sum of left, reserved and"
    " sent": """
        SELECT sku, bucket, at_first FROM stock
        WHERE at_first <> "left" + reserved + sent""",
    "stock {sku}/{bucket}: {reserved} reserved and {sent} sent, but {held} and {gone} by the"
    " orders": """
        SELECT s.sku, s.bucket, s.reserved, s.sent,
               COUNT(CASE WHEN o.status = 'held' THEN 1 END) AS held,
               COUNT(CASE WHEN o.status IN ('sent', 'delivered', 'returned') THEN 1 END) AS gone
        FROM stock s
        LEFT JOIN gift_order o ON o.sku = s.sku AND o.bucket = s.bucket
        GROUP BY s.sku, s.bucket, s.reserved, s.sent
        HAVING s.reserved <> COUNT(CASE WHEN o.status = 'held' THEN 1 END)
            OR s.sent <>
               COUNT(CASE WHEN o.status IN ('sent', 'delivered', 'returned') THEN 1 END)""",
    "item {sku} is on sale, but its supplier {code} is not active": """
        SELECT g.sku, s.code FROM gift g
        JOIN supplier s ON s.code = g.supplier
        WHERE g.on_sale AND NOT s.active""",
    "member {member_id}, order {number} is {status} for {points}, but its hold is {hold_status}"
    " for {amount}": """
        SELECT o.member_id, o.number, o.status, o.points, h.status AS hold_status, h.amount
        FROM gift_order o
        JOIN hold h ON h.member_id = o.member_id AND h.hold_id = o.hold_id
        WHERE o.points <> h.amount OR h.status <> CASE o.status
              WHEN 'held' THEN 'open' WHEN 'cancelled' THEN 'released' ELSE 'settled' END""",
    "member {member_id}, order {number} is {status} for {points}, but paid for with {amount}": """
        SELECT o.member_id, o.number, o.status, o.points, COALESCE(p.amount, 0) AS amount
        FROM gift_order o
        LEFT JOIN posting p
          ON p.member_id = o.member_id AND p.unit = 'points' AND p.version = o.version
         AND p.contra = 'redeemed'
        WHERE COALESCE(p.amount, 0) <>
              CASE WHEN o.status IN ('held', 'cancelled') THEN 0 ELSE -o.points END""",
    "member {member_id}, order {number} is {status} for {points}, but {back} went back": """
        SELECT o.member_id, o.number, o.status, o.points, COALESCE(SUM(r.amount), 0) AS back
        FROM gift_order o
        LEFT JOIN posting r
          ON r.member_id = o.member_id AND r.unit = 'points' AND r.reverses = o.version
        GROUP BY o.member_id, o.number, o.status, o.points
        HAVING (o.status = 'returned') <> (COALESCE(SUM(r.amount), 0) = o.points)""",
    "member {member_id}, posting {version} of {amount}: redeemed without an order": """
        SELECT p.member_id, p.version, p.amount
        FROM posting p
        LEFT JOIN gift_order o
          ON o.member_id = p.member_id AND o.version = COALESCE(p.reverses, p.version)
        WHERE p.contra = 'redeemed' AND o.order_id IS NULL""",
}

# A transfer's points arrive under keys that begin with its own. LIKE would take wildcards in an id
# for its own, and ignores case on SQLite.
_ARRIVED = "SUBSTR(p.key, 1, LENGTH(t.transfer_id) + 10) = 'transfer:' || t.transfer_id || ':'"
_RECEIVED = f"""
    SELECT t.member_id, t.transfer_id, t.status, t.amount, COALESCE(SUM(p.amount), 0) AS received
    FROM transfer t
    LEFT JOIN posting p
      ON p.member_id = t.to_member_id AND p.unit = 'points' AND p.contra = 'in_transit'
     AND p.reverses IS NULL AND p.amount > 0 AND {_ARRIVED}
    GROUP BY t.member_id, t.transfer_id, t.status, t.amount"""

TRANSFERS = {
    "member {member_id}, transfer {transfer_id} of {amount}: posting {version} took {taken}": """
        SELECT t.member_id, t.transfer_id, t.amount, t.version, -COALESCE(p.amount, 0) AS taken
        FROM transfer t
        LEFT JOIN posting p
          ON p.member_id = t.member_id AND p.unit = 'points' AND p.version = t.version
         AND p.contra = 'in_transit'
        WHERE COALESCE(p.amount, 0) <> -t.amount""",
    # An open transfer may have arrived: the giver's side has not recorded it yet.
    "member {member_id}, transfer {transfer_id} of {amount} is {status}, but {received}"
    " arrived": f"""
        SELECT * FROM ({_RECEIVED}) t
        WHERE received NOT IN (0, amount)
           OR status = 'credited' AND received = 0 OR status = 'refunded' AND received <> 0""",
    "member {member_id}, transfer {transfer_id} of {amount} is {status}, but {back} went back": """
        SELECT t.member_id, t.transfer_id, t.status, t.amount, COALESCE(SUM(r.amount), 0) AS back
        FROM transfer t
        LEFT JOIN posting r
          ON r.member_id = t.member_id AND r.unit = 'points' AND r.reverses = t.version
        GROUP BY t.member_id, t.transfer_id, t.status, t.amount
        HAVING COALESCE(SUM(r.amount), 0) <> CASE t.status WHEN 'refunded' THEN t.amount ELSE 0 END
        """,
    "member {member_id}, posting {version} of {amount}: in transit without a transfer": f"""
        SELECT p.member_id, p.version, p.amount
        FROM posting p
        WHERE p.contra = 'in_transit'
          AND NOT EXISTS (SELECT 1 FROM transfer t WHERE t.member_id = p.member_id
                          AND t.version = COALESCE(p.reverses, p.version))
          AND NOT EXISTS (SELECT 1 FROM transfer t WHERE t.to_member_id = p.member_id
                          AND {_ARRIVED})""",
    "in transit: {posted} by the postings, {open} by the open transfers": f"""
        SELECT * FROM (
            SELECT (SELECT COALESCE(-SUM(amount), 0) FROM posting WHERE contra = 'in_transit')
                       AS posted,
                   (SELECT COALESCE(SUM(amount), 0) FROM ({_RECEIVED}) t
                    WHERE status = 'open' AND received = 0) AS open
        ) sums WHERE posted <> open""",
}

MEMBERS = {
    "member {member_id} has left, and still has {balance} points": """
        SELECT m.member_id, a.balance FROM member m
        JOIN member_account a ON a.member_id = m.member_id AND a.unit = 'points'
        WHERE m.status = 'left' AND a.balance <> 0""",
    "member {member_id} is {tier} until {tier_until}, but was last rated {became} until"
    " {until}": """
        SELECT m.member_id, m.tier, m.tier_until, c.became, c.until
        FROM member m
        JOIN (SELECT member_id, MAX(rated_on) AS rated_on FROM tier_change GROUP BY member_id) n
          ON n.member_id = m.member_id
        JOIN tier_change c ON c.member_id = n.member_id AND c.rated_on = n.rated_on
        WHERE c.became <> m.tier
           OR COALESCE(CAST(c.until AS text), '') <> COALESCE(CAST(m.tier_until AS text), '')""",
    "member {member_id}: rated on {rated_on} from {was}, but the tier was {became}": """
        SELECT c.member_id, c.rated_on, c.was, b.became
        FROM tier_change c
        JOIN tier_change b
          ON b.member_id = c.member_id
         AND b.rated_on = (SELECT MAX(x.rated_on) FROM tier_change x
                           WHERE x.member_id = c.member_id AND x.rated_on < c.rated_on)
        WHERE c.was <> b.became""",
    "member {member_id}: marketing_ok is {marketing_ok}, but the consent on record is {given}": """
        SELECT m.member_id, m.marketing_ok, c.given
        FROM member m
        LEFT JOIN consent c
          ON c.member_id = m.member_id AND c.class = 'marketing'
         AND c.consent_id = (SELECT MAX(x.consent_id) FROM consent x
                             WHERE x.member_id = m.member_id AND x.class = 'marketing')
        WHERE m.erased_at IS NULL AND m.marketing_ok <> COALESCE(c.given, FALSE)""",
    "member {member_id} leaves on {leaves_on}, but the notice was {said} last": f"""
        SELECT m.member_id, m.leaves_on, n.said FROM member m
        JOIN leave_notice n
          ON n.member_id = m.member_id
         AND n.notice_no = (SELECT MAX(x.notice_no) FROM leave_notice x
                            WHERE x.member_id = m.member_id)
        WHERE m.status <> 'left' AND (m.leaves_on IS NULL) = (n.said = 'given')
          AND NOT {_ENDED}""",
    "member {member_id} is not found by the number {number}": f"""
        SELECT m.member_id, m.number
        FROM member m
        LEFT JOIN msisdn s ON s.number = m.number AND s.member_id = m.member_id
        WHERE m.status <> 'left' AND s.number IS NULL
          AND NOT {_ENDED}""",
    "number {number}: leads to member {member_id}, who has another number": f"""
        SELECT s.number, s.member_id
        FROM msisdn s
        LEFT JOIN member m ON m.member_id = s.member_id
        LEFT JOIN further_number f ON f.member_id = s.member_id AND f.number = s.number
        WHERE m.member_id IS NULL OR m.status = 'left'
           OR (m.number <> s.number AND f.number IS NULL)
           OR {_ENDED}""",
    "member {member_id} is not found by the further number {number}": """
        SELECT f.member_id, f.number
        FROM further_number f
        LEFT JOIN msisdn s ON s.number = f.number AND s.member_id = f.member_id
        WHERE s.number IS NULL""",
    "member {member_id} has the number {number} twice": """
        SELECT f.member_id, f.number
        FROM further_number f JOIN member m ON m.member_id = f.member_id AND m.number = f.number""",
}
