"""Tests of the folds: pure functions of sets."""
