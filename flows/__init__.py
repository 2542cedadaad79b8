"""The dialogues and the engine that plays them: what is said, asked and done, on any channel."""
