"""What a trace, a turn and a session are, and how one folds into the next."""
