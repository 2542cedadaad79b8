"""What a member settles once: the PIN, a lost phone, no more marketing."""
