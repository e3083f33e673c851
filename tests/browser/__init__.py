"""Chromium on the running product."""
