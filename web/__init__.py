"""What channels share: signatures, parameters, keywords, errors, the channel adapter, health and
metrics."""
