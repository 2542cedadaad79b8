"""Transcripts: what a member heard (<) and entered (>), as text. The tests replay printed ones.

voice +8613800000001
< 您好，积分热线。
> 1
> (silence)
> (says) 我要投诉
> (records 5 s)
> (hangs up)
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Literal


@dataclass
class Transcript:
    channel: str
    number: str
    lines: list[tuple[Literal["<", ">"], str]] = field(default_factory=list)

    def hear(self, lines: list[str]) -> None:
        self.lines.extend(("<", line) for line in lines)

    def enter(self, entry: str) -> None:
        self.lines.append((">", entry))

    def __str__(self) -> str:
        body = [f"{side} {text}".rstrip() for side, text in self.lines]
        return "\n".join([f"{self.channel} {self.number}", *body])
