"""Going on after a dropped session, or starting again."""
