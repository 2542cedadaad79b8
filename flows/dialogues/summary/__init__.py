"""Balance, expiry and tier as a text to keep."""
