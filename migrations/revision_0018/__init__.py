"""What revision 0018 creates. Frozen."""
