"""The business: members, points, gifts, orders, complaints. Knows no web and no dialogue."""
