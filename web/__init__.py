"""What webhooks share: signatures, parameters, errors, the channel adapter, health and metrics."""
