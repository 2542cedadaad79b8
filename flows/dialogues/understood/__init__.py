"""Asks whether a wish in the member's own words was meant, or which of two."""
