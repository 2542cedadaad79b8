"""The messages of the desk's pages in both languages, and formats of numbers, dates and times."""

from desk.words import formatting
from desk.words.words import Words

__all__ = ["Words", "formatting"]
