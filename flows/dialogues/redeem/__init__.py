"""Points for a gift, phone credit or data."""
