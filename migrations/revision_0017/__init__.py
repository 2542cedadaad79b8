"""What revision 0017 creates. Frozen."""
