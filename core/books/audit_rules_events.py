"""The audit's rules about events of other systems, and what members are after them: see
core.books.audit."""

# ruff: noqa: S608  the statements are built from constants of this module

_STATUS = "('arrears_begun', 'arrears_settled', 'suspended', 'resumed')"
ENDS = "('owner_changed', 'ported_out', 'left')"
_SORT = """
    CASE WHEN {e}.kind IN ('arrears_begun', 'arrears_settled') THEN 'arrears'
         WHEN {e}.kind IN ('suspended', 'resumed') THEN 'suspension'
         WHEN {e}.kind IN ('owner_changed', 'ported_out', 'left') THEN 'end'
         WHEN {e}.kind IN ('number_added', 'number_removed', 'number_replaced')
         THEN 'number ' || COALESCE({e}.was, {e}.became)
         ELSE {e}.kind END"""


def _last(kinds: str) -> str:
    """The last event of these kinds that had an effect, of members whose data is not erased."""
    return f"""
        SELECT e.member_id, e.event_id, e.became, e.recorded_at,
               m.number, m.province, m.city, m.status, m.leaves_on,
               COALESCE(m.status_when_lifted,
                        CASE m.status WHEN 'frozen' THEN 'active' ELSE m.status END) AS billed
        FROM member_event e
        JOIN member m ON m.member_id = e.member_id AND m.erased_at IS NULL
        WHERE e.event_no = (SELECT MAX(x.event_no) FROM member_event x
                            WHERE x.member_id = e.member_id AND x.applied AND x.kind IN {kinds})"""


EVENTS = {
    "member {member_id} has the number {number}, but by event {event_id} {became}": f"""
        SELECT * FROM ({_last("('number_changed')")}) last
        WHERE number <> became AND status <> 'left'
          AND NOT EXISTS (SELECT 1 FROM further_number f
                          WHERE f.member_id = last.member_id AND f.number = last.became)
          AND NOT EXISTS (SELECT 1 FROM number_change c
                          WHERE c.member_id = last.member_id AND c.was = last.became
                            AND c.changed_at >= last.recorded_at)""",
    "member {member_id} is in {province}, but by event {event_id} in {became}": f"""
        SELECT * FROM ({_last("('province_moved')")}) last
        WHERE became NOT IN (province, COALESCE(city, province))""",
    "member {member_id} is {billed}, but by event {event_id} {became}": f"""
        SELECT * FROM ({_last(_STATUS)}) last WHERE status <> 'left' AND billed <> became""",
    "member {member_id} stays, but event {event_id} has ended the membership": f"""
        SELECT * FROM ({_last(ENDS)}) last WHERE status <> 'left' AND leaves_on IS NULL""",
    "member {member_id}, event {event_id}: had an effect after a later one": f"""
        SELECT e.member_id, e.event_id FROM member_event e
        JOIN member_event x
          ON x.member_id = e.member_id AND x.applied AND x.event_no < e.event_no
         AND x.happened_at > e.happened_at
         AND {_SORT.format(e="x")} = {_SORT.format(e="e")}
        WHERE e.applied""",
    "member {member_id}: event number {event_no} of {count}": """
        SELECT member_id, MAX(event_no) AS event_no, COUNT(*) AS count FROM member_event
        GROUP BY member_id HAVING MAX(event_no) <> COUNT(*)""",
    "member {member_id}, event {event_id} of {source}: its receipt is member {holder}'s": """
        SELECT e.member_id, e.event_id, e.source, COALESCE(r.member_id, 0) AS holder
        FROM member_event e
        LEFT JOIN receipt r ON r.number = 'event\\:' || e.source || '\\:' || e.event_id
        WHERE r.member_id IS NULL OR r.member_id <> e.member_id""",
}
