"""Keeps a process's sentences to what is in use: as they came, or reworded at the desk."""

import structlog

from core.conversation import wording_versions
from core.kernel import Database
from flows.authoring.edit_check import flaws
from flows.language import Edit, Wording, WordingError

log = structlog.get_logger()


class Wordbook:
    def __init__(self, database: Database, wording: Wording) -> None:
        self._database = database
        self._wording = wording
        self._known: list[Edit] = []

    def follow(self) -> None:
        """Once. A release may bring a sentence with other facts after it was reworded: what does
        not go with it any more is left out, and the sentence is as it came."""
        try:
            found = self._database.read(wording_versions.in_use).values()
        except Exception:
            log.exception("sentences not read")
            return
        edits = [Edit(each.language, each.sentence, each.source) for each in found]
        if edits == self._known:
            return
        for edit in edits:
            if not _goes(edit):
                log.error("sentence left out", sentence=edit.key, language=edit.language)
        self._wording.become([edit for edit in edits if _goes(edit)])
        self._known = edits
        log.info("sentences in use", reworded=len(edits))


def _goes(edit: Edit) -> bool:
    try:
        return not list(flaws(edit))
    except WordingError:  # the sentence is gone
        return False
