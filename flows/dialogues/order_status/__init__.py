"""Looking up an order, and reporting one that did not arrive as it should."""
