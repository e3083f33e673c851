"""The list of sessions: finding them, views that are kept, and what is done with many at once."""
