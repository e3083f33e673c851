"""A turn as it is printed: the same for the live page and for the published one."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from functions.model.score import Score
from functions.model.turn import ErrorLine, ScoreLine, ToolLine
from web.pages.budget import NodeBudget
from web.pages.context import PublishedError, PublishedTurn
from web.pages.format import duration, number, offset
from web.pages.language import say
from web.pages.links import observation_url
from web.pages.media_view import PageMedia, escaped, named_media
from web.pages.pretty import indented, one_line
from web.pages.turn_facts import all_facts, few_facts, labels
from web.pages.turn_times import with_times
from web.pages.view import ErrorView, ToolView, TurnView
from web.pages.words import answer_words, cut_note, first_words, may_fold, user_words
from web.replay.growth import version_of
from web.replay.replay import ReplayTurn
from web.replay.retries import Place, Retry, ToolCall

_IDLE_FROM_NS = 30_000_000_000
"""A pause that is shorter is how people type."""

_MS = 1_000_000
_ERROR_ELEMENTS = 3
_RETRY_ELEMENTS = 2
_FOLD_ELEMENTS = 3
_CUT_ELEMENTS = 2


@dataclass(frozen=True, slots=True, kw_only=True)
class TurnPage:
    """What the turns of one page share."""

    budget: NodeBudget
    media: PageMedia
    retries: Mapping[Place, Retry] = field(default_factory=dict)
    with_models: bool = False
    """Whether each names its model: where a session has several."""

    labels: Mapping[str, str] = field(default_factory=labels)


def live_turn(placed: ReplayTurn, page: TurnPage, *, trace_url: str, judge_url: str) -> TurnView:
    """Return a turn of the session page."""
    turn = placed.turn
    view = _turn(
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
        page,
        facts=few_facts(turn, with_models=page.with_models),
        all_facts=all_facts(turn, page.labels),
        version=version_of(turn),
        scores=tuple(score_words(each) for each in turn.scores),
        trace_url=trace_url,
        judge_url=judge_url,
        name=turn.name or "",
    )
    return with_times(view, placed)


def published_turn(turn: PublishedTurn, page: TurnPage) -> TurnView:
    """Return a turn of a published page."""
    return _turn(turn, turn.tools, page)


def score_words(score: ScoreLine | Score) -> str:
    """Return a score as `helpfulness 0.9`."""
    name = score.name or ""
    if score.text:
        return f"{name} {first_words(score.text, 40)}".strip()
    if score.value is None:
        return name
    return f"{name} {number(score.value)}".strip()


def _turn(
    turn: PublishedTurn,
    calls: Sequence[ToolCall],
    page: TurnPage,
    *,
    facts: tuple[str, ...] = (),
    all_facts: str = "",
    version: int = 0,
    scores: tuple[str, ...] = (),
    trace_url: str = "",
    judge_url: str = "",
    name: str = "",
) -> TurnView:
    budget = page.budget
    budget.next_turn(besides=_besides(turn, calls) + bool(all_facts) + bool(judge_url))
    errors = [each for each in turn.errors if budget.take(_ERROR_ELEMENTS)]
    tools = _shown(turn.number, calls, page)
    user = user_words(turn.user, page.media)
    return TurnView(
        number=turn.number,
        words=first_words(turn.user.text) if turn.user else name,
        offset=offset(turn.offset_ns),
        offset_ms=None if turn.offset_ns is None else max(0, turn.offset_ns) // _MS,
        duration_ms=(turn.duration_ns or 0) // _MS,
        idle=duration(turn.idle_ns) if turn.idle_ns >= _IDLE_FROM_NS else "",
        duration=duration(turn.duration_ns),
        user=user,
        answer=answer_words(turn.answer, budget, page.media),
        tools=tuple(
            _tool(place, each, page, page.retries.get((turn.number, place)), trace_url)
            for place, each in enumerate(tools, 1)
        ),
        tools_left_out=max(turn.tool_count, len(calls)) - len(tools),
        errors=tuple(_error_view(each) for each in errors),
        error_count=turn.error_count,
        facts=facts,
        all_facts=all_facts,
        version=version,
        scores=scores,
        trace_url=trace_url,
        judge_url=judge_url,
    )


def _besides(turn: PublishedTurn, calls: Sequence[ToolCall]) -> int:
    """Return how many elements a turn has at most besides its skeleton and its content."""
    texts = [each for each in (turn.user, turn.answer) if each is not None]
    folded = sum(_FOLD_ELEMENTS for each in texts if may_fold(each))
    cut = sum(_CUT_ELEMENTS for each in texts if each.digest is not None)
    tools = 3 if calls or turn.tool_count else 0  # the tick, and how many are left out
    errors = 2 if turn.error_count else 0
    return folded + cut + tools + errors + bool(turn.idle_ns)


def _tool_elements(call: ToolCall, retry: Retry | None) -> int:
    cut = _CUT_ELEMENTS if cut_note(call.result) or cut_note(call.arguments) else 0
    again = _RETRY_ELEMENTS if retry is not None else 0
    return 8 + (call.error is not None) + (call.arguments is not None) + cut + again


def _shown(turn: int, calls: Sequence[ToolCall], page: TurnPage) -> list[ToolCall]:
    """Return the calls that the page has room for, from the first on."""
    shown: list[ToolCall] = []
    for place, each in enumerate(calls, 1):
        if not page.budget.take(_tool_elements(each, page.retries.get((turn, place)))):
            break
        shown.append(each)
    return shown


def _tool(
    place: int, call: ToolCall, page: TurnPage, retry: Retry | None, trace_url: str
) -> ToolView:
    arguments = call.arguments.text if call.arguments else ""
    result = call.result.text if call.result else ""
    return ToolView(
        number=place,
        name=call.name,
        line=one_line(arguments),
        url=observation_url(trace_url, call.observation_id) if isinstance(call, ToolLine) else "",
        arguments=escaped(indented(arguments), page.media),
        result=escaped(indented(result), page.media),
        error=named_media(call.error or ""),
        state=_state(call),
        duration=duration(call.duration_ns) if call.duration_ns is not None else "",
        cut=cut_note(call.result) or cut_note(call.arguments),
        retry=_retry_words(retry) if retry else "",
        retry_url=f"#t{retry.turn}.tool{retry.tool}" if retry else "",
    )


def _state(call: ToolCall) -> str:
    if call.error is not None:
        return "error"
    return "ok" if call.result is not None and call.result.text else "open"


def _retry_words(retry: Retry) -> str:
    """Return `retried 2 s later, worked`."""
    if retry.after_ns is None:
        again = say("turn.retried")
    else:
        again = say("turn.retried_later", after=duration(retry.after_ns))
    outcome = {"ok": "turn.retry_worked", "error": "turn.retry_failed"}.get(_state(retry.call))
    return say(outcome, retried=again) if outcome else again


def _error(line: ErrorLine) -> PublishedError:
    return PublishedError(type=line.type or line.name, message=line.message)


def _error_view(error: PublishedError) -> ErrorView:
    return ErrorView(title=error.type or say("turn.error"), message=named_media(error.message))
