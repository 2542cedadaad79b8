"""How many points there are, and how many expire soon."""
