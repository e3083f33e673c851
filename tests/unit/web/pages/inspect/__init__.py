"""Looking into a trace."""
