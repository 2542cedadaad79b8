"""Reaching an agent: in the queue, by text, or by callback."""
