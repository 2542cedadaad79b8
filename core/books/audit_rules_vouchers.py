"""The audit's rules about e-vouchers: see core.books.audit."""

VOUCHERS = {
    "voucher {sku}: {pieces} left in stock, but {free} codes": """
        SELECT g.sku, COALESCE(s.pieces, 0) AS pieces, COALESCE(v.codes, 0) AS free
        FROM gift g
        LEFT JOIN (SELECT sku, SUM("left") AS pieces FROM stock GROUP BY sku) s ON s.sku = g.sku
        LEFT JOIN (SELECT sku, COUNT(*) AS codes FROM voucher
                   WHERE order_id IS NULL AND withdrawn_on IS NULL GROUP BY sku) v
          ON v.sku = g.sku
        WHERE g.kind = 'voucher' AND COALESCE(s.pieces, 0) <> COALESCE(v.codes, 0)""",
    "member {member_id}, order {number} for a voucher is {status}, but has {codes} codes": """
        SELECT o.member_id, o.number, o.status, COUNT(v.fingerprint) AS codes
        FROM gift_order o
        JOIN gift g ON g.sku = o.sku
        LEFT JOIN voucher v
          ON v.member_id = o.member_id AND v.order_id = o.order_id AND v.sku = o.sku
        WHERE g.kind = 'voucher'
        GROUP BY o.member_id, o.number, o.status
        HAVING COUNT(v.fingerprint) <>
               CASE WHEN o.status IN ('delivered', 'returned') THEN 1 ELSE 0 END
           AND NOT (o.status = 'returned' AND COUNT(v.fingerprint) = 0)""",
    "member {member_id}, order {order_id} for {ordered}: has a code of {sku}": """
        SELECT v.member_id, v.order_id, v.sku, COALESCE(o.sku, 'nothing') AS ordered
        FROM voucher v
        LEFT JOIN gift_order o ON o.member_id = v.member_id AND o.order_id = v.order_id
        WHERE v.order_id IS NOT NULL AND COALESCE(o.sku, '') <> v.sku""",
}
