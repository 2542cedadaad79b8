"""What revision 0007 creates. Frozen."""
