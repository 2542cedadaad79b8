"""Which lots can be spent from today: the one definition of a lot's last day, as SQL conditions.

`expires_at` is the last day on which a lot's points can be spent, None if they never expire. On the
next day they cannot, although the job that posts their expiry runs later. A query with one of these
conditions takes the parameter `today`.
"""

from sqlalchemy import bindparam, or_

from core.schema import Day, lot

_TODAY = bindparam("today", type_=Day)

LAST_DAY_PASSED = lot.c.expires_at < _TODAY
LAST_DAY_AHEAD = lot.c.expires_at >= _TODAY
"""The lot has a last day, which is today or later."""
SPENDABLE = or_(lot.c.expires_at.is_(None), LAST_DAY_AHEAD)
