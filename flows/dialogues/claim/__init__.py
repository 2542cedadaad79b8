"""A claim for points that were not credited."""
