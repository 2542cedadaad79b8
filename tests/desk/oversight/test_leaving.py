"""Why members leave, as supervisors see it."""

import re
from datetime import timedelta
from typing import Any

from core.members import membership


def notice(desk: Any, member_id: int, reason: Any) -> None:
    at = desk.clock.now()
    desk.database.run(
        lambda conn: membership.give_notice(
            conn, member_id=member_id, key="n", at=at, reason=reason
        )
    )


def counts(page: str) -> list[int]:
    return [int(each) for each in re.findall(r'<td class="number"[^>]*>(\d+)</td>', page)]


def test_notices_are_counted_by_reason(any_desk: Any) -> None:
    for member_id, reason in ((1, "unused"), (2, "unused"), (3, "number"), (4, None)):
        notice(any_desk, member_id, reason)
    at = any_desk.clock.now() + timedelta(hours=1)
    any_desk.database.run(
        lambda conn: membership.withdraw_notice(conn, member_id=2, key="w", at=at)
    )
    page = any_desk.signed_in("supervisor").get("/desk/leaving").text
    assert counts(page) == [2, 0, 1, 0, 1]
    assert "4 次申请退会，其中撤回 1 次" in page


def test_agents_do_not_see_it(desk: Any) -> None:
    assert desk.signed_in("agent").get("/desk/leaving").status_code == 403
