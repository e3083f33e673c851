"""The read model: a session in reading order."""
