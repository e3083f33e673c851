"""A turn as it is printed: the same for the live page and for the published one."""

from collections.abc import Sequence
from typing import Protocol

from functions.model.turn import ErrorLine, Excerpt, ScoreLine, Turn
from web.pages.budget import NodeBudget
from web.pages.context import PublishedError, PublishedTurn
from web.pages.figures import tokens_words
from web.pages.format import dollars, duration, number, offset
from web.pages.language import say
from web.pages.media_view import PageMedia, escaped, named_media
from web.pages.pretty import indented, one_line
from web.pages.view import ErrorView, ToolView, TurnView
from web.pages.words import answer_words, cut_note, first_words, may_fold, user_words
from web.replay.replay import ReplayTurn

_IDLE_FROM_NS = 30_000_000_000
"""A pause that is shorter is how people type."""

_MS = 1_000_000
_ERROR_ELEMENTS = 3
_FOLD_ELEMENTS = 3
_CUT_ELEMENTS = 2


class _ToolCall(Protocol):
    """What live and published tool calls have in common."""

    @property
    def name(self) -> str: ...
    @property
    def arguments(self) -> Excerpt | None: ...
    @property
    def result(self) -> Excerpt | None: ...
    @property
    def error(self) -> str | None: ...
    @property
    def duration_ns(self) -> int | None: ...


def live_turn(
    placed: ReplayTurn,
    budget: NodeBudget,
    media: PageMedia,
    *,
    trace_url: str,
    with_models: bool,
) -> TurnView:
    """Return a turn of the session page; `with_models` where the session has several."""
    turn = placed.turn
    return _turn(
        PublishedTurn(
            number=placed.number,
            user=turn.user,
            answer=turn.answer,
            errors=tuple(_error(each) for each in turn.errors),
            error_count=turn.error_count,
            tool_count=turn.tool_count,
            offset_ns=placed.offset_ns,
            duration_ns=turn.duration_ns,
            idle_ns=placed.idle_ns,
        ),
        turn.tools,
        budget,
        media,
        facts=_facts(turn, with_models=with_models),
        scores=tuple(_score_words(each) for each in turn.scores),
        trace_url=trace_url,
        name=turn.name or "",
    )


def published_turn(turn: PublishedTurn, budget: NodeBudget) -> TurnView:
    """Return a turn of a published page."""
    return _turn(turn, turn.tools, budget, PageMedia(budget=budget))


def _score_words(score: ScoreLine) -> str:
    """Return a score as `helpfulness 0.9`."""
    if score.text:
        return f"{score.name} {first_words(score.text, 40)}".strip()
    if score.value is None:
        return score.name
    return f"{score.name} {number(score.value)}".strip()


def _turn(
    turn: PublishedTurn,
    calls: Sequence[_ToolCall],
    budget: NodeBudget,
    media: PageMedia,
    *,
    facts: tuple[str, ...] = (),
    scores: tuple[str, ...] = (),
    trace_url: str = "",
    name: str = "",
) -> TurnView:
    budget.next_turn(besides=_besides(turn, calls, scores))
    errors = [each for each in turn.errors if budget.take(_ERROR_ELEMENTS)]
    tools = _shown(calls, budget)
    user = user_words(turn.user, media)
    return TurnView(
        number=turn.number,
        words=first_words(turn.user.text) if turn.user else name,
        offset=offset(turn.offset_ns),
        offset_ms=max(0, turn.offset_ns or 0) // _MS,
        duration_ms=(turn.duration_ns or 0) // _MS,
        idle=duration(turn.idle_ns) if turn.idle_ns >= _IDLE_FROM_NS else "",
        duration=duration(turn.duration_ns),
        user=user,
        answer=answer_words(turn.answer, budget, media),
        tools=tuple(_tool(place, each, media) for place, each in enumerate(tools, 1)),
        tools_left_out=max(turn.tool_count, len(calls)) - len(tools),
        errors=tuple(_error_view(each) for each in errors),
        error_count=turn.error_count,
        facts=facts,
        scores=scores,
        trace_url=trace_url,
    )


def _besides(turn: PublishedTurn, calls: Sequence[_ToolCall], scores: tuple[str, ...]) -> int:
    """Return how many elements a turn has at most besides its skeleton and its content."""
    texts = [each for each in (turn.user, turn.answer) if each is not None]
    folded = sum(_FOLD_ELEMENTS for each in texts if may_fold(each))
    cut = sum(_CUT_ELEMENTS for each in texts if each.digest is not None)
    tools = 3 if calls or turn.tool_count else 0  # the tick, and how many are left out
    errors = 2 if turn.error_count else 0
    return folded + cut + tools + errors + bool(scores) + bool(turn.idle_ns)


def _tool_elements(call: _ToolCall) -> int:
    cut = _CUT_ELEMENTS if cut_note(call.result) or cut_note(call.arguments) else 0
    return 6 + (call.error is not None) + (call.arguments is not None) + cut


def _shown(calls: Sequence[_ToolCall], budget: NodeBudget) -> list[_ToolCall]:
    """Return the calls that the page has room for, from the first on."""
    shown: list[_ToolCall] = []
    for each in calls:
        if not budget.take(_tool_elements(each)):
            break
        shown.append(each)
    return shown


def _tool(place: int, call: _ToolCall, media: PageMedia) -> ToolView:
    arguments = call.arguments.text if call.arguments else ""
    result = call.result.text if call.result else ""
    quiet = "open" if not result else "ok"
    return ToolView(
        number=place,
        name=call.name,
        line=one_line(arguments),
        arguments=escaped(indented(arguments), media),
        result=escaped(indented(result), media),
        error=named_media(call.error or ""),
        state="error" if call.error is not None else quiet,
        duration=duration(call.duration_ns) if call.duration_ns is not None else "",
        cut=cut_note(call.result) or cut_note(call.arguments),
    )


def _error(line: ErrorLine) -> PublishedError:
    return PublishedError(type=line.type or line.name, message=line.message)


def _error_view(error: PublishedError) -> ErrorView:
    return ErrorView(title=error.type or say("turn.error"), message=named_media(error.message))


def _facts(turn: Turn, *, with_models: bool) -> tuple[str, ...]:
    facts = []
    if turn.usage:
        facts.append(tokens_words(turn.usage))
    if turn.cost_usd is not None:
        facts.append(dollars(turn.cost_usd))
    if with_models:
        facts.extend(turn.models[:1])
    return tuple(facts)
