"""Keeps current_rules() at the version in effect, in a process that runs for long.

The process learns of a version from the database, within seconds of its approval, and switches to
it at the start of its day, whether the database can be reached at that moment or not.
"""

from collections.abc import Callable
from datetime import datetime

import structlog

from core.kernel import Database
from core.programme import versions
from core.programme.calendar import local_day
from core.programme.current import set_current_rules

log = structlog.get_logger()


class RulesReloader:
    def __init__(self, database: Database, now: Callable[[], datetime]) -> None:
        self._database = database
        self._now = now
        self._versions = [versions.shipped_version()]
        self._version_in_effect = 0

    def reload(self) -> None:
        """Apply the rules of today: from the database, or from what was read last where it cannot
        be reached."""
        try:
            self._versions = self._database.read(versions.approved_versions)
        except Exception:
            log.exception("rules not read")
        found = versions.in_effect(self._versions, local_day(self._now()))
        set_current_rules(found.rules)
        if found.version != self._version_in_effect:
            log.info("rules in effect", version=found.version)
        self._version_in_effect = found.version
