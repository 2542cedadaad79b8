"""The audit's rules about exchanges with partners and points spent there: see core.books.audit."""

# A partner is owed the sum of the postings to its account, so each must belong to an exchange or a
# spending.
PARTNERS = {
    "member {member_id}, exchange {exchange_id} is {status} for {amount}, but its hold is"
    " {hold_status} for {held}": """
        SELECT e.member_id, e.exchange_id, e.status, e.amount, h.status AS hold_status,
               h.amount AS held
        FROM exchange e
        JOIN hold h ON h.member_id = e.member_id AND h.hold_id = e.hold_id
        WHERE e.amount <> h.amount OR h.status <> CASE e.status
              WHEN 'open' THEN 'open' WHEN 'accepted' THEN 'settled' ELSE 'released' END""",
    "member {member_id}, exchange {exchange_id} is {status} for {amount}, but {partner} was posted"
    " {posted}": """
        SELECT e.member_id, e.exchange_id, e.status, e.amount, e.partner,
               COALESCE(p.amount, 0) AS posted
        FROM exchange e
        LEFT JOIN posting p
          ON p.member_id = e.member_id AND p.unit = 'points'
         AND p.key = 'exchange:' || e.exchange_id || '\\:accepted'
         AND p.contra = 'partner:' || e.partner
        WHERE COALESCE(p.amount, 0) <> CASE e.status WHEN 'accepted' THEN -e.amount ELSE 0 END""",
    "member {member_id}, reference {reference} of {partner} is {status}, but was credited"
    " {credited} times": """
        SELECT i.member_id, i.reference, i.partner, i.status, COUNT(p.version) AS credited
        FROM incoming_exchange i
        LEFT JOIN posting p
          ON p.member_id = i.member_id AND p.unit = 'points' AND p.contra = 'partner:' || i.partner
         AND p.key = 'partner:' || i.partner || '\\:' || i.reference || '\\:0'
        GROUP BY i.member_id, i.reference, i.partner, i.status
        HAVING COUNT(p.version) <> CASE i.status WHEN 'added' THEN 1 ELSE 0 END""",
    "member {member_id}, spending of {points} at {partner}: posting {version} took {taken}": """
        SELECT s.member_id, s.points, s.partner, s.version, -COALESCE(p.amount, 0) AS taken
        FROM spending s
        LEFT JOIN posting p
          ON p.member_id = s.member_id AND p.unit = 'points' AND p.version = s.version
         AND p.contra = 'partner:' || s.partner AND p.kind = 'partner' AND p.reverses IS NULL
        WHERE COALESCE(p.amount, 0) <> -s.points""",
    "member {member_id}, posting {version} of {amount}: to {contra} without an exchange or a"
    " spending": """
        SELECT p.member_id, p.version, p.amount, p.contra
        FROM posting p
        LEFT JOIN exchange e
          ON e.member_id = p.member_id AND p.key = 'exchange:' || e.exchange_id || '\\:accepted'
        WHERE p.contra LIKE 'partner:%' AND p.amount < 0 AND p.reverses IS NULL
          AND p.kind <> 'owed_paid' AND e.exchange_id IS NULL
          AND NOT EXISTS (SELECT 1 FROM spending s
                          WHERE s.member_id = p.member_id AND s.version = p.version)""",
}
