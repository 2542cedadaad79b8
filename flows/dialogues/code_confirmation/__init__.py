"""Confirming a costly step with a one-time code, shared by the dialogues that need it."""
