"""Tests of web.api.scores."""
