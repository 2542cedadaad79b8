"""Texts that the hotline sends by itself, not as a reply: receipts, decisions, codes and
notices."""

from flows.notifications import texts
from flows.notifications.phrasebook import PHRASEBOOK

__all__ = [
    "PHRASEBOOK",
    "texts",
]
