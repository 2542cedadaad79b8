"""Leaving the programme, and staying after all."""
