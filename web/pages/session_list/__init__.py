"""The list of sessions: its address, and what its page says."""
