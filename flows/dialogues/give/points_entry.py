"""The question for a number of points."""

from __future__ import annotations

import re
from dataclasses import dataclass

from core.programme import POINTS_MAX
from flows.engine import Ask, Context
from flows.protocol import Heard

POINTS_DIGITS_MAX = len(str(POINTS_MAX))
_BELOW_ONE = re.compile(r"\s*(?:[-−－–]|负|minus )\s*[0-9０-９,，.]+.*", re.IGNORECASE)


@dataclass(frozen=True, kw_only=True)
class PointsEntry(Ask):
    """Asks how many points. A number below zero is taken as none, so that the next step says how
    many there may be."""

    def hear(self, context: Context, heard: Heard) -> str | None:
        if _BELOW_ONE.fullmatch(heard.text):
            context.answers[self.save] = "0"
            return "given"
        return super().hear(context, heard)
