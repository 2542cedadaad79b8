"""Texts that did not arrive, said at the next contact."""
