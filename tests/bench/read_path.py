"""Server time of lists and replays, and how large what they answer is."""

import gzip
from collections.abc import Callable, Iterator
from random import Random
from typing import Any

from functions.model.fold.session import fold_session
from functions.store.keys import session_pk, turn_sk
from functions.store.rows import session_item, turn_item
from tests.bench.figures import Figure, p50
from tests.bench.place import Clock, body, get, put, service
from tests.bench.vocabulary import Writer
from tests.factories import a_turn, an_excerpt
from tests.integration.service import PROJECT, Service
from web.pages.links import id_to_key, session_url, sessions_url

_TIMES = 15
_LISTED = 10_000


def figures() -> Iterator[Figure]:
    """Yield the figures of the read path.

    A server's time is that of the function and of the engine together; the engine sorts a whole
    index for each list, which DynamoDB does not. The function's own share is its CPU.
    """
    with service() as place:
        for count, budget in ((8, 25), (500, 150), (2000, 600)):
            yield from _replay(place, count, budget)
        yield from _replay(place, 500, 150, marked=True)
    with service() as place:
        put(place, (_session_row(number) for number in range(100)))
        yield from _times(sessions_url(PROJECT), "list of sessions at 100", None)
        put(place, (_session_row(number) for number in range(100, _LISTED)))
        yield from _times(sessions_url(PROJECT), f"list of sessions at {_LISTED}", 25)


def _replay(place: Service, count: int, budget: float, *, marked: bool = False) -> Iterator[Figure]:
    session_id = f"{'marked ' if marked else ''}talk of {count}"
    put(place, _turn_rows(session_id, count, marked=marked))
    path = session_url(PROJECT, id_to_key(session_id))
    name = f"replay of {count} turns{' in Markdown' if marked else ''}"
    yield from _times(path, name, budget)
    page = body(get(path))
    yield Figure(name=f"{name}, HTML gzipped", value=len(gzip.compress(page)) / 1000, unit="kB")


def _times(path: str, name: str, budget: float | None) -> Iterator[Figure]:
    assert get(path)["statusCode"] == 200
    clock = Clock()
    for _ in range(_TIMES):
        with clock.running():
            get(path)
    took = p50(clock.walls_s) * 1000
    yield Figure(name=f"{name}, server time p50", value=took, unit="ms", budget=budget)
    own = clock.cpu_s / _TIMES * 1000
    yield Figure(name=f"{name}, the function's own CPU", value=own, unit="ms", budget=budget)


def _turn_rows(session_id: str, count: int, *, marked: bool = False) -> Iterator[dict[str, Any]]:
    pk = session_pk(PROJECT, session_id)
    write = Writer(Random(session_id)).text
    for number in range(1, count + 1):
        answer = _markdown(write) if marked else write(600)
        turn = a_turn(
            number,
            session_id=session_id,
            trace_id=f"{session_id}-{number}",
            user=an_excerpt(write(120)),
            answer=an_excerpt(answer),
        )
        yield turn_item(PROJECT, pk, turn_sk(turn.start_ns, turn.trace_id), turn)


def _markdown(write: Callable[[int], str]) -> str:
    """Return an answer as models like to write them: 600 characters, 12 elements."""
    steps = (f"{number}. **{write(12)}** {write(60)}" for number in (1, 2, 3))
    return "\n".join(
        [
            write(120),
            "",
            *steps,
            "",
            "```python",
            write(80),
            "```",
            "",
            f"{write(150)} `{write(12)}`",
        ]
    )


def _session_row(number: int) -> dict[str, Any]:
    session_id = f"session-{number}"
    turns = [a_turn(turn + number, session_id=session_id) for turn in (1, 2, 3)]
    session = fold_session(session_id, turns)
    return session_item(PROJECT, session_pk(PROJECT, session_id), session)
