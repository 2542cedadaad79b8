"""Which lots can be spent from today: the one definition of a lot's first and last day, as SQL
conditions.

`usable_from` is the first day on which a lot's points can be spent, None: at once. `expires_at` is
the last one, None if they never expire. On the next day they cannot, although the job that posts
their expiry runs later. A query with one of these conditions takes the parameter `today`.
"""

from sqlalchemy import and_, bindparam, or_

from core.schema import Day, lot

_TODAY = bindparam("today", type_=Day)

LAST_DAY_PASSED = lot.c.expires_at < _TODAY
LAST_DAY_AHEAD = lot.c.expires_at >= _TODAY
"""The lot has a last day, which is today or later."""
NOT_USABLE_YET = lot.c.usable_from > _TODAY
USABLE = or_(lot.c.usable_from.is_(None), lot.c.usable_from <= _TODAY)
"""Its first day has come; its last day may have passed."""
SPENDABLE = and_(USABLE, or_(lot.c.expires_at.is_(None), LAST_DAY_AHEAD))
NOT_SPENDABLE = or_(LAST_DAY_PASSED, NOT_USABLE_YET)
