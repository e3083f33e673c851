"""A replay as HTML, the same live and published."""
