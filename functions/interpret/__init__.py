"""Chunks become fragments: the protocols and conventions of the senders."""
