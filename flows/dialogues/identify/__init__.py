"""The PIN, where the caller's number alone does not prove enough."""
