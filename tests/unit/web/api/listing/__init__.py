"""Tests of web.api.listing."""
