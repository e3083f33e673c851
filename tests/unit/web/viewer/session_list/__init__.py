"""Units of the list of sessions."""
