"""What the channels share: the front of a server process with its limits, the check of signatures
and parameters, keywords, errors, security headers, TwiML, the channel adapter, recordings, logs and
health."""
