"""Keeps current_rules() at the version that is in effect, in a process that lives for long.

Another process learns of a version from the database, within seconds of its approval, and switches
to it by itself at the start of its day, whether the database is there at that moment or not.
"""

from collections.abc import Callable
from datetime import datetime

import structlog

from core.kernel import Database
from core.programme import versions
from core.programme.calendar import local_day
from core.programme.current import set_current_rules

log = structlog.get_logger()


class Rulebook:
    def __init__(self, database: Database, now: Callable[[], datetime]) -> None:
        self._database = database
        self._now = now
        self._known = [versions.shipped_version()]
        self._in_effect = 0

    def follow(self) -> None:
        """Once: what the database knows, or what was known of it last."""
        try:
            self._known = self._database.read(versions.approved_versions)
        except Exception:
            log.exception("rules not read")
        holds = versions.in_effect(self._known, local_day(self._now()))
        set_current_rules(holds.rules)
        if holds.version != self._in_effect:
            log.info("rules in effect", version=holds.version)
        self._in_effect = holds.version
