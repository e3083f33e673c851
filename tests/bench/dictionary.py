"""Train the next dictionary of the store, from what real clients sent to the recorder.

Run once per dictionary, with its number: `python -m tests.bench.dictionary 2`. The recordings hold
the attribute names and the JSON of every convention; the rows are those that follow from them.
"""

import sys
from collections import defaultdict
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from zstandard import train_dictionary

from functions.interpret.trace import build_trace
from functions.model.fold.session import fold_session
from functions.model.fold.turn import fold_turn
from functions.model.turn import Turn
from functions.store import codec
from functions.store.rows import plain, turn_head
from infra.local.recording.folder import read_recording
from tests.contract.meaning import chunks_of

_ROOT = Path(__file__).parents[2]
_RECORDINGS = (_ROOT / "tests/contract/recorded", _ROOT / "infra/local/demo")
_SIZE = 65_536
_LIST_TEXT = 160


def samples() -> Iterator[bytes]:
    """Yield what items hold: chunks, turns, their heads (twice: they are many), sessions."""
    for folder in sorted(each for root in _RECORDINGS for each in root.iterdir() if each.is_dir()):
        traces: dict[str, list[Any]] = defaultdict(list)
        for request in read_recording(folder):
            for trace_id, chunk in chunks_of(request):
                traces[trace_id].append(chunk)
                yield chunk.data
        turns = [fold_turn(build_trace(trace_id, each)) for trace_id, each in traces.items()]
        yield from _rows(turns)


def _rows(turns: list[Turn]) -> Iterator[bytes]:
    sessions: dict[str | None, list[Turn]] = defaultdict(list)
    for turn in turns:
        sessions[turn.session_id].append(turn)
        session = fold_session(turn.session_id or "", sessions[turn.session_id])
        head = plain(turn_head(turn, _LIST_TEXT))
        yield from (plain(turn), head, head, plain(session))


def main() -> None:
    """Write the dictionary of the number that the command names; never one that exists."""
    number = int(sys.argv[1])
    path = Path(codec.__file__).parent / "dictionaries" / str(number)
    trained = train_dictionary(_SIZE, list(samples()), dict_id=number, level=3)
    with path.open("xb") as file:
        file.write(trained.as_bytes())
    print(f"{path.name}: {len(trained)} bytes")


if __name__ == "__main__":
    main()
