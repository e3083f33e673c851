"""One program for each SDK interface; all have the same conversation."""
