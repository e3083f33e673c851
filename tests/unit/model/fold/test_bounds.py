"""No input makes a derived row larger than its bound."""

from random import Random
from typing import Any

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from functions.model.chunk import Credential
from functions.model.fold.trace import fold_trace
from functions.model.fragment import Fragment, ScoreFragment
from functions.model.observation import ExceptionEvent, Level, ObservationType
from functions.model.publication import Publication
from functions.model.score import DataType, Score
from functions.model.session import Marks
from functions.rollup.session import session_row
from functions.rollup.trace import turn_row
from functions.store.contents import SessionContents
from functions.store.keys import session_pk, trace_pk
from functions.store.rows import (
    LARGEST_HEAD,
    LARGEST_SESSION,
    LARGEST_TURN,
    item_to_turn,
    turn_size,
)
from tests.unit.model.fold.said import at, claim, of_step, of_trace

_ALPHABETS = (
    "".join(chr(code) for code in range(0x4E00, 0x9FFF)),
    "".join(chr(code) for code in range(0x1F300, 0x1F6FF)),
    "".join(chr(code) for code in range(32)),
    "".join(chr(code) for code in range(32, 127)),
    '"\\',
    "a",
)


class _Noise:
    """Texts that no compression makes small, of any length."""

    def __init__(self, random: Random, longest: int) -> None:
        self._random = random
        self._longest = longest

    def __call__(self, longest: int | None = None) -> str:
        size = self._random.choice((3, 60, 300, longest or self._longest))
        return "".join(self._random.choices(self._random.choice(_ALPHABETS), k=size))

    def each(self, most: int) -> list[str]:
        return [self(400) for _ in range(self._random.choice((0, 1, most)))]


def _steps(noise: _Noise, random: Random, count: int) -> list[Fragment]:
    types = random.choice((list(ObservationType), [ObservationType.TOOL]))
    many = random.choice((2, 40))
    return [
        of_step(
            number,
            noise(400) + str(number),
            type=random.choice(types),
            name=noise(400),
            start_ns=random.randrange(2**63),
            end_ns=random.randrange(2**63),
            level=random.choice(list(Level)),
            status_message=noise(400),
            exceptions=(ExceptionEvent(type=noise(400), message=noise(400)),),
            input={noise(400): noise()},
            output=[noise()],
            model=noise(400),
            usage={noise(300): random.randrange(2**62) for _ in range(many)},
            metadata={noise(300): noise(300) for _ in range(many)},
        )
        for number in range(count)
    ]


def _everything(seed: int, longest: int, count: int) -> list[Fragment]:
    random = Random(seed)
    noise = _Noise(random, longest)
    about = of_trace(
        1,
        claims=(claim(noise()),),
        name=noise(),
        user_id=noise(),
        environment=noise(),
        release=noise(),
        version=noise(),
        tags=tuple(noise.each(500)),
        input=noise(),
        output=[{"role": "assistant", "content": noise()}],
        metadata={noise(400): noise(400) for _ in range(random.choice((1, 200)))},
    )
    scores = [
        ScoreFragment(
            order=at(number),
            credential=Credential.SECRET,
            said=Score(
                score_id=noise(400) + str(number),
                name=noise(400),
                observation_id=noise(400),
                data_type=DataType.TEXT,
                value=random.random(),
                text=noise(400),
                comment=noise(400),
                source=noise(400),
                timestamp_ns=random.randrange(2**63),
            ),
        )
        for number in range(random.choice((0, 30)))
    ]
    return [about, *_steps(noise, random, count), *scores]


def _check_turn(said: list[Fragment], trace_id: str) -> dict[str, Any]:
    item = turn_row(trace_pk("p", trace_id), fold_trace(trace_id, said))
    assert item is not None
    assert turn_size(item) <= LARGEST_TURN
    assert len(item["head"]["B"]) <= LARGEST_HEAD
    return item


@settings(max_examples=6, suppress_health_check=list(HealthCheck))
@given(
    seed=st.integers(0, 10**9),
    longest=st.sampled_from((200, 2_000)),
    count=st.sampled_from((1, 30, 80)),
)
def test_no_trace_makes_a_turn_row_or_its_head_too_large(
    seed: int, longest: int, count: int
) -> None:
    _check_turn(_everything(seed, longest, count), _Noise(Random(seed), 200)(200))


@settings(max_examples=4, suppress_health_check=list(HealthCheck))
@given(seed=st.integers(0, 10**9), turns=st.sampled_from((1, 5, 10)))
def test_no_turns_make_a_session_row_or_its_head_too_large(seed: int, turns: int) -> None:
    random = Random(seed)
    items = []
    for number in range(turns):
        said = _everything(seed + number, 300, random.choice((1, 30)))
        items.append(turn_row(f"P#p#TRACE#{number}", fold_trace(str(number), said)))
    scores = fold_trace("t", _everything(seed, 300, 1)).scores
    contents = SessionContents(
        whole=True,
        turns=tuple(item_to_turn(each) for each in items),
        marks=Marks(name=_Noise(random, 300)()),
        publications=(Publication(token="t", session_id="s"),) * 3,
    )

    item = session_row(session_pk("p", _Noise(random, 250)(80)), contents, scores)

    assert len(item["head"]["B"]) <= LARGEST_HEAD
    assert len((item if "data" in item else {"data": item["head"]})["data"]["B"]) <= LARGEST_SESSION


def test_a_word_of_a_megabyte_and_thousands_of_everything_stay_within_a_turn_row() -> None:
    noise = _Noise(Random(1), 200_000)
    said = [
        *_everything(2, 200_000, 3),
        of_trace(
            2,
            input=Random(1).randbytes(500_000).hex(),
            tags=tuple(str(each) for each in range(5000)),
        ),
        *(
            of_step(
                each,
                f"o-{each}",
                type=ObservationType.TOOL,
                level=Level.ERROR,
                status_message=noise(60),
                input=noise(60),
                start_ns=each,
            )
            for each in range(2000)
        ),
    ]

    turn = item_to_turn(_check_turn(said, "t"))

    assert turn.tool_count >= 2000
    assert turn.error_count >= 2000
    assert len(turn.tools) < 2000
