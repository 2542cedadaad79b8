"""`Problem`, the result of the checks of dialogues and sentences."""

from __future__ import annotations

from dataclasses import dataclass

from flows.protocol import Channel


@dataclass(frozen=True, slots=True)
class Place:
    """Where the problem is. `what`: a sentence by its key, a step as "flow.step", a flow, a keyword
    or a package. Sentences and steps come with a language and a channel."""

    what: str
    language: str = ""
    channel: Channel | None = None

    def __str__(self) -> str:
        in_language = f" in {self.language}" if self.language else ""
        on_channel = f" on {self.channel}" if self.channel else ""
        return f"{self.what}{in_language}{on_channel}"


@dataclass(frozen=True, slots=True)
class Problem:
    """`kind`: one of the words that lint, declarations and edit_check document."""

    kind: str
    place: Place
    detail: str = ""

    def __str__(self) -> str:
        return f"{self.place}: {self.kind}" + (f": {self.detail}" if self.detail else "")
