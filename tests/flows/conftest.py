"""What the tests of dialogues share. There are no packages under tests, so the helpers here
(driver, walk) are found by their folder."""

import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from core import codes, pins

sys.path.append(str(Path(__file__).parent))


@pytest.fixture
def quick_secrets(monkeypatch: pytest.MonkeyPatch, quick_hasher: Any) -> None:
    """New PINs and codes are hashed as cheaply as the seeded ones: a check costs what its hash
    says, so nothing else changes."""

    def hashed(secret: str, _hasher: Any = None) -> str:
        return str(quick_hasher.hash(secret))

    monkeypatch.setattr(pins, "hashed", hashed)
    monkeypatch.setattr(codes, "hashed", hashed)


@pytest.fixture
def seeded_sqlite(new_database: Callable[[str, bool], str]) -> str:
    """The path of a seeded database's file."""
    return new_database("sqlite", True).removeprefix("sqlite:///")
