"""The audit's rules about gifts that a courier takes: see core.books.audit."""

PARCELS = {
    "member {member_id}, order {number} is {status}, but its parcel is {parcel_state}": """
        SELECT o.member_id, o.number, o.status, o.parcel_state
        FROM gift_order o
        WHERE o.parcel_state = 'asked' AND o.status <> 'held'
           OR o.parcel_state IN ('picked_up', 'failed', 'delivered', 'returned')
              AND o.status IN ('held', 'cancelled')
           OR o.parcel_state = 'delivered' AND o.status = 'sent'
           OR (o.parcel_state IS NULL) <> (o.parcel_no IS NULL)""",
    "member {member_id}, order {number}: its parcel is {parcel_state}, but {kind} by its"
    " events": """
        SELECT o.member_id, o.number, o.parcel_state, COALESCE(e.kind, 'nothing') AS kind
        FROM gift_order o
        LEFT JOIN parcel_event e
          ON e.member_id = o.member_id AND e.order_id = o.order_id AND e.parcel_no = o.parcel_no
         AND e.happened_at = (SELECT MAX(x.happened_at) FROM parcel_event x
                              WHERE x.member_id = o.member_id AND x.order_id = o.order_id
                                AND x.parcel_no = o.parcel_no)
        WHERE o.parcel_state IS NOT NULL
          AND COALESCE(e.kind, 'nothing') <>
              CASE WHEN o.parcel_state IN ('asked', 'refused', 'taken_back') THEN 'nothing'
                   ELSE o.parcel_state END
          AND NOT EXISTS (SELECT 1 FROM parcel_event y
                          WHERE y.member_id = o.member_id AND y.order_id = o.order_id
                            AND y.parcel_no = o.parcel_no AND y.happened_at = e.happened_at
                            AND y.kind = o.parcel_state)""",
}
