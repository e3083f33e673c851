"""From one session of a list to the next, and reviewing them one after the other."""
