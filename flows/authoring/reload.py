"""Loads the sentences that supervisors have reworded at the desk."""

import structlog

from core.conversation import wording_versions
from core.kernel import Database
from flows.authoring.edit_check import flaws
from flows.language import Edit, Wording, WordingError

log = structlog.get_logger()


class Wordbook:
    """Keeps the wording of this process up to date with the versions in use."""

    def __init__(self, database: Database, wording: Wording) -> None:
        self._database = database
        self._wording = wording
        self._known: list[Edit] = []

    def reload(self) -> None:
        """Loads the versions in use, if they have changed. Skips and logs an edit that does not fit
        its sentence, because a release has removed the sentence or changed its facts. If the
        database does not answer, everything stays as it is."""
        try:
            found = self._database.read(wording_versions.in_use).values()
        except Exception:
            log.exception("reworded sentences unreadable")
            return
        edits = [Edit(each.language, each.sentence, each.source) for each in found]
        if edits == self._known:
            return
        fitting = [edit for edit in edits if self._fits(edit)]
        for edit in edits:
            if edit not in fitting:
                log.error("reworded sentence rejected", sentence=edit.key, language=edit.language)
        self._wording.replace_edits(fitting)
        self._known = edits
        log.info("reworded sentences loaded", count=len(fitting))

    def _fits(self, edit: Edit) -> bool:
        try:
            return not list(flaws(self._wording, edit))
        except WordingError:  # no such sentence in this release
            return False
