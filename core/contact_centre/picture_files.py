"""The content of pictures: files of one directory (`MEDIA_DIR`), shared by servers and workers.

A file is named after a hash, so that no path is made from an id that came from outside. What a file
holds is known by its first bytes: what the sender says of it counts for nothing.
"""

import hashlib
import os
from pathlib import Path

from core.kernel import NotFound

_FOLDER_CHARS = 2  # of the hash: a directory with a million files is slow to list
_SIGNATURES = (
    (b"\xff\xd8\xff", "image/jpeg"),
    (b"\x89PNG\r\n\x1a\n", "image/png"),
    (b"GIF87a", "image/gif"),
    (b"GIF89a", "image/gif"),
)


def content_type_of(content: bytes) -> str | None:
    """The type of a picture by its first bytes; None if it is none of those that are stored. SVG
    and HTML have no such bytes, and are never stored: they may hold scripts."""
    if content[:4] == b"RIFF" and content[8:12] == b"WEBP":
        return "image/webp"
    return next((kind for start, kind in _SIGNATURES if content.startswith(start)), None)


class PictureFiles:
    """Reads and writes the files; `directory` is made when the first one is written."""

    def __init__(self, directory: Path) -> None:
        self._directory = directory

    def write(self, picture_id: str, content: bytes) -> None:
        """Store the content, durably and at once: nobody reads half a file."""
        path = self._path(picture_id)
        path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        unfinished = path.with_suffix(f".{os.getpid()}")
        descriptor = os.open(unfinished, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600)
        with os.fdopen(descriptor, "wb") as file:
            file.write(content)
            file.flush()
            os.fsync(file.fileno())
        unfinished.replace(path)

    def read(self, picture_id: str) -> bytes:
        """Raises NotFound."""
        try:
            return self._path(picture_id).read_bytes()
        except FileNotFoundError:
            raise NotFound(f"no file of picture {picture_id}") from None

    def delete(self, picture_id: str) -> None:
        """Does nothing if there is no such file."""
        self._path(picture_id).unlink(missing_ok=True)

    def _path(self, picture_id: str) -> Path:
        name = hashlib.sha256(picture_id.encode()).hexdigest()
        return self._directory / name[:_FOLDER_CHARS] / name
