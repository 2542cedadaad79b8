"""The folder in which a demo keeps its data, held by one demo at a time."""

from __future__ import annotations

import fcntl
from pathlib import Path

import click


class DemoFolder:
    """Holds `folder` as long as this process lives, or one that inherits `lock`. Ends the command
    where another demo holds it: two of them would write the same files."""

    def __init__(self, folder: Path) -> None:
        folder.mkdir(exist_ok=True)
        self.path = folder
        self._file = (folder / "lock").open("a+", encoding="utf-8")
        try:
            # The operating system gives the lock back however the process ends.
            fcntl.flock(self._file, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            self._file.seek(0)
            address = self._file.read()
            raise click.ClickException(
                f"A demo is already running in {Path.cwd()}" + (address and f", at {address}") + "."
                " Use that one, or stop it first (Ctrl-C in its terminal)."
                " Another demo needs another folder."
            ) from None
        self._file.truncate(0)

    @property
    def lock(self) -> int:
        """The file descriptor that holds the lock."""
        return self._file.fileno()

    def tell(self, address: str) -> None:
        """Whoever is refused the folder is told this address."""
        self._file.write(address)
        self._file.flush()
