"""What revision 0004 creates. Frozen."""
