"""The audit's rules about the operator's units and the places of acts: see core.books.audit."""

# ruff: noqa: S608  the statements are built from constants of this module

_ACTS = """
    SELECT member_id, 'order ' || number AS act, org, created_at AS at FROM gift_order
    UNION ALL SELECT member_id, 'exchange ' || exchange_id, org, opened_at FROM exchange
    UNION ALL SELECT member_id, 'claim ' || number, org, opened_at FROM claim
    UNION ALL SELECT member_id, 'spending ' || version, org, at FROM spending"""
_PLACE = """
    COALESCE(
        (SELECT became FROM org_move v WHERE v.member_id = a.member_id AND v.moved_at <= a.at
         ORDER BY moved_at DESC LIMIT 1),
        (SELECT was FROM org_move v WHERE v.member_id = a.member_id AND v.moved_at > a.at
         ORDER BY moved_at LIMIT 1),
        (SELECT COALESCE(city, province) FROM member m WHERE m.member_id = a.member_id))"""

PLACES = {
    "unit {code}: its parent {parent} is no unit above it": """
        SELECT o.code, o.parent FROM org o
        LEFT JOIN org p ON p.code = o.parent
        WHERE (o.kind = 'group') <> (o.parent IS NULL)
           OR o.kind = 'province' AND p.kind <> 'group' OR o.kind = 'city' AND p.kind <> 'province'
        """,
    "member {member_id}: {org} is no unit": f"""
        SELECT DISTINCT member_id, org FROM (
            SELECT member_id, province AS org FROM member
            UNION ALL SELECT member_id, city FROM member WHERE city IS NOT NULL
            UNION ALL SELECT member_id, was FROM org_move
            UNION ALL SELECT member_id, became FROM org_move
            UNION ALL SELECT member_id, org FROM ({_ACTS}) acts
        ) places WHERE org NOT IN (SELECT code FROM org)""",
    "member {member_id}, {act} was done in {org}, but the member was in {place}": f"""
        SELECT * FROM (
            SELECT a.member_id, a.act, a.org, {_PLACE} AS place FROM ({_ACTS}) a
        ) acts WHERE org <> place""",
    "member {member_id} is in {province}, of which {city} is no city": """
        SELECT m.member_id, m.province, m.city FROM member m
        LEFT JOIN org o ON o.code = m.city AND o.kind = 'city' AND o.parent = m.province
        WHERE m.city IS NOT NULL AND o.code IS NULL""",
    "member {member_id} is in {place}, but moved to {became} last": """
        SELECT m.member_id, COALESCE(m.city, m.province) AS place, v.became FROM member m
        JOIN org_move v ON v.member_id = m.member_id
        WHERE v.moved_at = (SELECT MAX(x.moved_at) FROM org_move x
                            WHERE x.member_id = m.member_id)
          AND v.became <> COALESCE(m.city, m.province)""",
    "member {member_id} moved from {was} at {moved_at}, but was in {place}": """
        SELECT * FROM (
            SELECT v.member_id, v.was, v.moved_at,
                   (SELECT x.became FROM org_move x
                    WHERE x.member_id = v.member_id AND x.moved_at < v.moved_at
                    ORDER BY x.moved_at DESC LIMIT 1) AS place
            FROM org_move v
        ) moves WHERE was <> place""",
}
