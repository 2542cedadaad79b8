"""The numbers of the membership and its card: what they are, and changing them."""
