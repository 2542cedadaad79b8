"""Making a suggestion."""
