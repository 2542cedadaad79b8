"""Asking for the PIN, where the caller's number alone is not proof enough."""
