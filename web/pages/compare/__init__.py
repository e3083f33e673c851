"""Two sessions side by side, as a page."""
