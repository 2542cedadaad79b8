"""The audit's rules about points that members owe: see core.books.audit."""

DEBTS = {
    "member {member_id}, debt {owed_id}: {paid} paid, but {total} by the postings": """
        SELECT o.member_id, o.owed_id, o.paid, COALESCE(-SUM(p.amount), 0) AS total
        FROM owed o
        LEFT JOIN posting p
          ON p.member_id = o.member_id AND p.unit = o.unit AND p.kind = 'owed_paid'
         AND p.memo = o.owed_id
        GROUP BY o.member_id, o.owed_id, o.paid
        HAVING o.paid <> COALESCE(-SUM(p.amount), 0)""",
    "member {member_id}, posting {version} of {amount}: pays no debt to {contra}": """
        SELECT p.member_id, p.version, p.amount, p.contra
        FROM posting p
        LEFT JOIN owed o ON o.member_id = p.member_id AND o.owed_id = p.memo
        LEFT JOIN posting g
          ON g.member_id = o.member_id AND g.unit = o.unit AND g.version = o.reverses
        WHERE p.kind = 'owed_paid'
          AND (p.amount > 0 OR g.version IS NULL OR g.contra <> p.contra)""",
    # What was taken back is in `reverses`; what it made the member owe counts together with it.
    "member {member_id}, grant {version} of {amount}: {taken} taken back, and {owed} owed": """
        SELECT g.member_id, g.version, g.amount, COALESCE(r.taken, 0) AS taken, o.owed
        FROM (SELECT member_id, unit, reverses, SUM(amount) AS owed
              FROM owed GROUP BY member_id, unit, reverses) o
        JOIN posting g
          ON g.member_id = o.member_id AND g.unit = o.unit AND g.version = o.reverses
        LEFT JOIN (SELECT member_id, unit, reverses, -SUM(amount) AS taken
                   FROM posting WHERE reverses IS NOT NULL
                   GROUP BY member_id, unit, reverses) r
          ON r.member_id = o.member_id AND r.unit = o.unit AND r.reverses = o.reverses
        WHERE COALESCE(r.taken, 0) + o.owed > g.amount""",
    # Grants pay first, so that while a debt is open, nothing of a later one is left to its member.
    "member {member_id}, debt {owed_id} is open, but the later lot {lot_id} of {granted} paid"
    " {paid}": """
        SELECT o.member_id, o.owed_id, l.lot_id, l.granted, COALESCE(SUM(u.amount), 0) AS paid
        FROM owed o
        JOIN lot l ON l.member_id = o.member_id AND l.unit = o.unit AND l.lot_id > o.version
        JOIN posting g
          ON g.member_id = l.member_id AND g.unit = l.unit AND g.version = l.lot_id
         AND g.contra <> 'in_transit'
        LEFT JOIN (
            SELECT u.member_id, u.unit, u.lot_id, u.amount
            FROM lot_use u
            JOIN posting p
              ON p.member_id = u.member_id AND p.unit = u.unit AND p.version = u.version
            WHERE p.kind = 'owed_paid'
        ) u ON u.member_id = l.member_id AND u.unit = l.unit AND u.lot_id = l.lot_id
        WHERE o.closed_at IS NULL
        GROUP BY o.member_id, o.owed_id, l.lot_id, l.granted
        HAVING COALESCE(SUM(u.amount), 0) <> l.granted""",
}
