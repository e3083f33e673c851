"""How much one request may carry; beyond these a request is refused whole, with a reason."""

DECOMPRESSED_BYTES = 32 * 1024 * 1024
NESTING = 100
EVENTS = 10_000
DEADLINE_S = 4.0
"""The SDKs give up after 5 s, cold start included."""

SCORE_TEXT = 500
"""Characters of a TEXT score's value."""
