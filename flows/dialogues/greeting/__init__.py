"""Tier and balance, said at the beginning of a call."""
