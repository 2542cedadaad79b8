"""The corpus of what members say in their own words, and the training from it."""
