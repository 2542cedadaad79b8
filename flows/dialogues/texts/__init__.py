"""Which texts a member wants: marketing, and notices of each kind."""
