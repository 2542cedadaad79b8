"""Exchanging points for those of another programme."""
