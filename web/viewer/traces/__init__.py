"""Traces: their page, the fragments that sessions open beside them, and their values as text."""

from web.viewer.traces.routes import router

__all__ = ["router"]
