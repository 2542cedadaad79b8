"""Ctrl-C while a command starts."""

import signal
from types import FrameType


class Interrupts:
    """Notes SIGINT beside raising KeyboardInterrupt. What is raised in a finaliser, Python prints,
    and goes on: a server that was interrupted then went on starting."""

    def __init__(self) -> None:
        self._seen = False
        signal.signal(signal.SIGINT, self._note)

    def _note(self, number: int, frame: FrameType | None) -> None:
        self._seen = True
        raise KeyboardInterrupt

    def check(self) -> None:
        """Raises KeyboardInterrupt again, if there was one."""
        if self._seen:
            raise KeyboardInterrupt
