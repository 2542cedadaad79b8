"""Where gifts are sent to: giving the address, and changing it."""
