"""How much one request may carry; beyond these a request is refused whole, with a reason."""

DECOMPRESSED_BYTES = 32 * 1024 * 1024
SPLIT_BYTES = 2 * DECOMPRESSED_BYTES
"""Of an OTLP export, with its resources and scopes repeated for each trace."""

VALUES = 1_000_000
"""Lists and objects of a JSON body, and small messages of a protobuf body."""

MEMBERS = 1000
"""Of one gzip body; inflating each copies what follows it."""

NESTING = 100
EVENTS = 10_000
DEADLINE_S = 4.0
"""The SDKs give up after 5 s, cold start included."""

ANSWER_BYTES = 5_000_000
"""Lambda hands over 6 MB, escapes included."""

EVENT_ID = 800
"""Characters of a Langfuse event's id."""

SCORE_CONFIGS = 100
"""Different configs that the scores of one request may name; each costs a read."""
