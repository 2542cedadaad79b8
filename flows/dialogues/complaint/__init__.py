"""A complaint, and how it stands."""
