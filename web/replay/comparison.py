"""Two sessions side by side: their turns in pairs, and how what they took differs."""

from collections.abc import Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher

from functions.model.session import Session
from functions.model.turn import Excerpt, ToolLine, Turn
from web.replay.align import align
from web.replay.replay import Replay, ReplayTurn

_TEXT = 2_000


@dataclass(frozen=True, slots=True, kw_only=True)
class TurnPair:
    """A turn of one session and the one like it in the other; one of them may be missing."""

    left: ReplayTurn | None
    right: ReplayTurn | None

    @property
    def differs(self) -> bool:
        """Tell whether anything was said or done otherwise, whatever it took."""
        if self.left is None or self.right is None:
            return True
        return _content(self.left.turn) != _content(self.right.turn)


@dataclass(frozen=True, slots=True, kw_only=True)
class ToolPair:
    """A tool call and the one of the same name on the other side."""

    left: ToolLine | None
    right: ToolLine | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Comparison:
    """Two sessions and the pairs of their turns, in order."""

    left: Session
    right: Session
    pairs: tuple[TurnPair, ...]


def compare(left: Replay, right: Replay) -> Comparison:
    """Return two sessions side by side."""
    pairs = align([_said(each) for each in left.turns], [_said(each) for each in right.turns])
    return Comparison(
        left=left.session,
        right=right.session,
        pairs=tuple(
            TurnPair(
                left=None if a is None else left.turns[a],
                right=None if b is None else right.turns[b],
            )
            for a, b in pairs
        ),
    )


def pair_tools(left: Sequence[ToolLine], right: Sequence[ToolLine]) -> tuple[ToolPair, ...]:
    """Return the tool calls of two turns in pairs of one name, in their order."""
    names = [each.name for each in left], [each.name for each in right]
    pairs: list[ToolPair] = []
    for tag, i1, i2, j1, j2 in SequenceMatcher(None, *names, autojunk=False).get_opcodes():
        if tag == "equal":
            both = zip(left[i1:i2], right[j1:j2], strict=True)
            pairs += [ToolPair(left=a, right=b) for a, b in both]
        else:
            pairs += [ToolPair(left=each, right=None) for each in left[i1:i2]]
            pairs += [ToolPair(left=None, right=each) for each in right[j1:j2]]
    return tuple(pairs)


def _said(placed: ReplayTurn) -> str:
    """Return what tells a turn from others: the user's words, else what its trace is called."""
    turn = placed.turn
    return turn.user.text[:_TEXT] if turn.user else turn.name or ""


def _content(turn: Turn) -> tuple[object, ...]:
    tools = [
        (each.name, _whole(each.arguments), _whole(each.result), each.error) for each in turn.tools
    ]
    errors = [(each.type, each.message) for each in turn.errors]
    return _whole(turn.user), _whole(turn.answer), tools, turn.tool_count, errors, turn.error_count


def _whole(said: Excerpt | None) -> tuple[str, str | None] | None:
    """Return what two texts have in common only if all of them is the same."""
    return (said.text, said.digest) if said else None
