"""What judging looks like: scores by their configs, comments, and what the configs are."""
