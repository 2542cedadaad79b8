"""Resuming a dropped session, and asking about a mistyped keyword."""
