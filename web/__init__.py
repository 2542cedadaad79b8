"""What the channels share: the check of signatures and parameters, keywords, errors, TwiML, the
channel adapter, recordings, logs, health and metrics."""
