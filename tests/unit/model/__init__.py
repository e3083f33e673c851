"""Folds and the shapes they fold."""
