"""An outage around a COMMIT."""

from typing import Any

from sqlalchemy import event
from sqlalchemy.exc import OperationalError


class Outage:
    """The answer to a COMMIT is lost. It has taken effect unless `is_lost_before`. From then on,
    and until `end`, every further transaction fails; and every read too, if `reads_fail`."""

    def __init__(
        self,
        hotline: Any,
        *,
        reads_fail: bool,
        begins: str = "after commit",
        is_lost_before: bool = False,
    ) -> None:
        self.is_down, self._is_lost_before = begins == "at once", is_lost_before
        self._reads_fail, self._dialect = reads_fail, hotline.database.engine.dialect
        self._do_commit = self._dialect.do_commit
        self._dialect.do_commit = self._commit
        hotline.database._pause = lambda attempt: None  # it outlasts every attempt
        event.listen(hotline.database.engine, "begin", self._refuse)
        event.listen(hotline.database._reader, "before_cursor_execute", self._refuse_read)

    def end(self) -> None:
        self.is_down = False
        self._dialect.do_commit = self._do_commit

    def _commit(self, connection: Any) -> None:
        if self._is_lost_before:
            connection.rollback()
        else:
            self._do_commit(connection)
        self.is_down = True
        self._refuse()

    def _refuse(self, *_: Any) -> None:
        if self.is_down:
            gone = ConnectionError("lost")
            raise OperationalError("BEGIN", {}, gone, connection_invalidated=True)

    def _refuse_read(self, *_: Any) -> None:
        if self._reads_fail:
            self._refuse()
