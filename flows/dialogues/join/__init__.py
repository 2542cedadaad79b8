"""Joining the programme."""
