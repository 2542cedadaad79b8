"""The history of points, newest first."""
