"""Where an order is, and what did not arrive as it should."""
