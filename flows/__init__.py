"""Dialogues and the engine that plays them, independent of any channel."""
