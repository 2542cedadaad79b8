"""The carriers, as the worker uses them: one takes texts, one places and moves calls.

Refused
Unreachable
    Unanswered
"""

from datetime import datetime
from typing import Protocol

from core.messaging.outbox import Event

SentText = tuple[str, str | None]
"""The carrier's id of a text, and its status in the words of sent_texts, None if unknown."""


class Refused(Exception):
    """The request is rejected, and repeating it is useless. The text is the carrier's error code,
    or a word of this program such as 'too_late'."""


class Unreachable(Exception):
    """No answer, or one that says to try again."""


class Unanswered(Unreachable):
    """The request may have been carried out, and the carrier cannot be asked. It reports what
    becomes of the text, so it is given time for that before the text is sent again."""


class TextCarrier(Protocol):
    def send_text(self, number: str, words: str, event: Event, *, sender: str) -> SentText:
        """Send the text of `event` from the number `sender`. The carrier's reports of it will name
        the event. Raises Refused, Unreachable."""

    def texts_sent(
        self, number: str, words: str, since: datetime, *, sender: str
    ) -> list[SentText]:
        """The texts from `sender` with exactly these words, the oldest first; none where the
        carrier cannot say. Raises Refused, Unreachable."""


class CallCarrier(Protocol):
    """Paths are those of the hotline's own pages. Each method raises Refused, Unreachable."""

    def call(self, number: str, path: str, status: str, ring_seconds: int) -> None: ...

    def has_called(self, number: str, since: datetime) -> bool: ...

    def redirect(self, call_id: str, path: str) -> None: ...

    def hang_up(self, call_id: str) -> None: ...

    def hold(self, conference: str, call_id: str, held: bool, hold_path: str) -> None: ...

    def delete_recording(self, recording_id: str) -> None: ...
