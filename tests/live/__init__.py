"""Real SDKs, unmodified, against the running product."""
