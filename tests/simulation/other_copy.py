"""Another copy of a message, which is answered while the first one is."""

from __future__ import annotations

import threading

from deployment import Process
from faults import Fault
from handsets import Message

from flows.protocol import Turn


class OtherCopy:
    """Answers the copy in a thread of its own, of which it is the only one that runs: it waits at
    the armed fault while the first copy goes on, until that has been answered or waits for it."""

    def __init__(self, message: Message, process: Process, pauses: Fault) -> None:
        self._message, self._process = message, process
        self._has_paused, self._goes_on = threading.Event(), threading.Event()
        self._thread = threading.Thread(target=self._answer)
        self._error: BaseException | None = None
        self.answer: Turn | None = None
        process.faults.arm(pauses, self._pause)

    def start(self) -> None:
        """Returns when the copy has been answered, or waits."""
        self._thread.start()
        self._has_paused.wait()

    def finish(self) -> None:
        """Returns when the copy, if it was started, has been answered."""
        self._goes_on.set()
        if self._thread.ident is not None:
            self._thread.join()
        self._process.faults.arm(None)
        if self._error is not None:
            raise self._error

    def _pause(self) -> None:
        self._has_paused.set()
        self._goes_on.wait()

    def _answer(self) -> None:
        try:
            self.answer = self._message.deliver_to(self._process.conversation)
        except BaseException as error:  # raised in the thread of the simulation
            self._error = error
        finally:
            self._has_paused.set()
