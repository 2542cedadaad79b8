"""Texts that answer no text: receipts, decisions, codes and notices."""

from flows.notifications import texts

__all__ = [
    "texts",
]
