"""Every word on the desk's pages, in both languages, and how numbers, days, times appear there."""

from desk.words import formatting
from desk.words.words import Words

__all__ = ["Words", "formatting"]
