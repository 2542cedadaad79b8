"""Redeeming points for a gift, phone credit or data."""
