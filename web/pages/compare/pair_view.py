"""A pair of turns as it is printed: texts with what differs in them, tools, errors."""

from collections.abc import Iterator, Sequence

from markupsafe import Markup, escape

from functions.model.turn import Excerpt, ToolLine
from web.pages.compare.context import PairSide, PairView, TextPair, ToolCell, ToolPairView
from web.pages.compare.figures import turn_facts
from web.pages.format import duration, size
from web.pages.language import say
from web.pages.media_view import named_media
from web.pages.pretty import one_line
from web.pages.view import ErrorView
from web.replay.comparison import ToolPair, TurnPair, pair_tools
from web.replay.replay import ReplayTurn
from web.replay.word_diff import Patience, Pieces, word_diff

_MOST_TOOLS = 20
_MOST_ERRORS = 5
_RESULT = 600


def pair_view(pair: TurnPair, urls: tuple[str, str], patience: Patience) -> PairView:
    """Return two turns, or one alone; `urls` are those of the two sessions."""
    sides = pair.left, pair.right
    tools = pair_tools(*(each.turn.tools if each else () for each in sides))
    both = pair.left is not None and pair.right is not None
    left, right = (_side(each, url) for each, url in zip(sides, urls, strict=True))
    return PairView(
        left=left,
        right=right,
        differs=pair.differs,
        facts=turn_facts(pair.left.turn, pair.right.turn) if pair.left and pair.right else (),
        texts=tuple(_texts(sides, patience, both=both)),
        tools=tuple(_tool_pair(each, patience, both=both) for each in tools[:_MOST_TOOLS]),
        tools_left_out=max(0, len(tools) - _MOST_TOOLS),
        has_errors=any(each is not None and each.errors for each in (left, right)),
    )


def _side(placed: ReplayTurn | None, url: str) -> PairSide | None:
    if placed is None:
        return None
    shown = {each.observation_id for each in placed.turn.tools[:_MOST_TOOLS] if each.error}
    errors = [each for each in placed.turn.errors if each.observation_id not in shown]
    return PairSide(
        number=placed.number,
        url=f"{url}#t{placed.number}",
        failed=placed.failed,
        errors=tuple(
            ErrorView(title=each.type or each.name or "Error", message=named_media(each.message))
            for each in errors[:_MOST_ERRORS]
        ),
    )


def _texts(
    sides: tuple[ReplayTurn | None, ReplayTurn | None], patience: Patience, *, both: bool
) -> Iterator[TextPair]:
    for kind in ("user", "answer"):
        said = [getattr(each.turn, kind) if each else None for each in sides]
        if any(said):
            yield _text_pair(kind, said[0], said[1], patience, both=both)


def _text_pair(
    kind: str, left: Excerpt | None, right: Excerpt | None, patience: Patience, *, both: bool
) -> TextPair:
    same = both and left is not None and left == right
    before, after = _marked(_words(left), _words(right), patience, both=both)
    cut = [each.size_bytes for each in (left, right) if each is not None and each.digest]
    return TextPair(
        kind=kind,
        label=say(f"compare.{kind}"),
        same=same,
        left=before,
        right=after,
        cut=size(max(cut)) if cut else "",
    )


def _words(said: Excerpt | None) -> str:
    return named_media(said.text) if said else ""


def _marked(
    before: str, after: str, patience: Patience, *, both: bool = True
) -> tuple[Markup, Markup]:
    """Return two texts with what differs marked; as they are where there is but one."""
    if not both:
        return escape(before), escape(after)
    left, right = word_diff(before, after, patience)
    return _html(left, _GONE, say("compare.gone")), _html(right, _NEW, say("compare.new"))


_GONE = Markup('<del title="{what}">{text}</del>')
_NEW = Markup('<ins title="{what}">{text}</ins>')


def _html(pieces: Pieces, form: Markup, what: str) -> Markup:
    return Markup("").join(
        form.format(text=each.text, what=what) if each.changed else escape(each.text)
        for each in pieces
    )


def _tool_pair(pair: ToolPair, patience: Patience, *, both: bool) -> ToolPairView:
    told = _result(pair.left), _result(pair.right)
    lines = _marked(_line(pair.left), _line(pair.right), patience, both=both)
    results = _marked(*told, patience, both=both) if told[0] != told[1] else (Markup(), Markup())
    return ToolPairView(
        left=_cell(pair.left, lines[0], results[0]), right=_cell(pair.right, lines[1], results[1])
    )


def _cell(call: ToolLine | None, line: Markup, result: Markup) -> ToolCell | None:
    if call is None:
        return None
    quiet = "ok" if call.result else "open"
    return ToolCell(
        name=call.name,
        line=line,
        state="error" if call.error is not None else quiet,
        duration=duration(call.duration_ns) if call.duration_ns is not None else "",
        error=named_media(call.error or ""),
        result=result,
    )


def _line(call: ToolLine | None) -> str:
    return one_line(call.arguments.text) if call and call.arguments else ""


def _result(call: ToolLine | None) -> str:
    return one_line(call.result.text, _RESULT) if call and call.result else ""


def differing(pairs: Sequence[TurnPair]) -> list[TurnPair]:
    """Return the pairs in which anything was said or done otherwise."""
    return [each for each in pairs if each.differs]
