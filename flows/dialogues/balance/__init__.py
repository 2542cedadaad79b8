"""The balance of points, and how many of them expire soon."""
