"""Points for another member."""
