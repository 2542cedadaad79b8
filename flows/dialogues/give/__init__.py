"""Giving points to another member."""
