"""Reaching a person: in the queue, by text, or called back."""
