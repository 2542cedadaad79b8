"""The audit's rules about claims for missing points and their receipts: see core.books.audit."""

CLAIMS = {
    "member {member_id}, claim {number}: granted without an agent, and without a receipt": """
        SELECT c.member_id, c.number FROM claim c
        LEFT JOIN issued_receipt r ON r.claimed_by = c.member_id AND r.claim_id = c.claim_id
        WHERE c.status = 'granted' AND c.decided_by = 'hotline worker' AND r.number IS NULL""",
    "receipt {number} of {merchant}: claim {claim} of member {claimed_by} is {status}": """
        SELECT r.number, r.merchant, r.claimed_by, c.number AS claim, c.status
        FROM issued_receipt r
        JOIN claim c ON c.member_id = r.claimed_by AND c.claim_id = r.claim_id
        WHERE c.status <> 'granted' OR c.receipt_number <> r.number
           OR COALESCE(c.merchant, r.merchant) <> r.merchant""",
    "receipt {number} of {merchant}: paid {times} times": """
        SELECT c.receipt_number AS number, COALESCE(c.merchant, '') AS merchant, COUNT(*) AS times
        FROM claim c WHERE c.status = 'granted'
        GROUP BY c.receipt_number, COALESCE(c.merchant, '') HAVING COUNT(*) > 1""",
    "member {member_id}, claim {number} is {status}, but has {postings} postings": """
        SELECT c.member_id, c.number, c.status, COUNT(*) AS postings FROM claim c
        JOIN posting p
          ON p.member_id = c.member_id AND p.key = 'claim\\:' || c.claim_id || '\\:0'
        WHERE c.status <> 'granted' GROUP BY c.member_id, c.number, c.status""",
}
