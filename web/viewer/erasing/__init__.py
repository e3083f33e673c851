"""Deleting a session or a trace: what goes with it, said before, and the receipt of it."""
