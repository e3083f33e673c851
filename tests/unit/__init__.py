"""Pure functions; nothing but the source is touched."""
