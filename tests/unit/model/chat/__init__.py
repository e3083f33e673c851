"""Tests of functions.model.chat."""
