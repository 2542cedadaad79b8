"""Settings of the account: the PIN, reporting a lost phone."""
