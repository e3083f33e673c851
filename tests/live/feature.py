"""What a client can tell, and so what is looked for: the columns of the compatibility table."""

from enum import StrEnum


class Feature(StrEnum):
    """One thing that a session, or the client of its API, can have."""

    SESSION = "session"
    USER = "user"
    TAGS = "tags"
    WORDS = "words"
    RECOVERY = "answer after a failed tool"
    TOOL = "tool call"
    ERROR = "tool error"
    MODEL = "model"
    USAGE = "usage"
    COST = "cost"
    SCORE = "score"
    RETRY = "a retry adds nothing"
    QUIET = "logs no trouble"
    ALONE = "speaks to nobody else"
    READ = "read API"
    WRITE = "write API"
    MEDIA = "media"
    DELETION = "deletion"
    PROMPT = "prompt fallback"


OF_THE_API = (Feature.READ, Feature.WRITE, Feature.MEDIA, Feature.DELETION, Feature.PROMPT)
"""What only a client with an API of its own can do."""
