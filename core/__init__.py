"""The business: members, points, gifts, orders, complaints. Knows no web, no carrier, no dialogue."""
