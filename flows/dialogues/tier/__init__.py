"""Which tier, until when, and what the next one takes."""
