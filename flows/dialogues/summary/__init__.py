"""Texting the member a summary of balance, expiry and tier."""
