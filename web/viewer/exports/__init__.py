"""Sessions as files: one at once, several by a job of the worker."""
