"""Tests of web.api.observations."""
