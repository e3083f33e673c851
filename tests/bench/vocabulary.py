"""Text that compresses as English does: a Zipf vocabulary, sentences, and a topic of one's own."""

from itertools import accumulate
from random import Random
from re import findall

_COMMON = findall(
    r"\w+",
    """
    the of and to a in is that it for on with as you this be are not your or have can from
    by will we at an if which was but all they has more when their one would so what about
    there do our out up any been some other than its into only could them no also new who
    time may just these like my then should how where after most over such first use did now
    because each between before those many under while through still must does within
    without per please thanks order parcel refund account invoice address delivery order
    status agent
    """,
)
_ONSETS = findall(
    r"\w+",
    """
    b c d f g h l m n p r s t v w ch cl cr dr gr pl pr sh st th tr
    """,
)
_NUCLEI = ["a", "e", "i", "o", "u", "ai", "ea", "ee", "ou", "io"]
_CODAS = ["", "", "n", "r", "t", "s", "l", "nd", "st", "ct", "m", "ck", "ng", "nt"]
_ENDINGS = ["", "", "", "s", "ed", "ing", "er", "tion", "ment", "ly", "able", "al"]


def _word(random: Random) -> str:
    syllables = random.choices((1, 2, 3), (5, 6, 1))[0]
    body = "".join(
        random.choice(_ONSETS) + random.choice(_NUCLEI) + random.choice(_CODAS)
        for _ in range(syllables)
    )
    return body + random.choice(_ENDINGS)


def _vocabulary() -> list[str]:
    random = Random("vocabulary")
    return list(dict.fromkeys([*_COMMON, *(_word(random) for _ in range(2200))]))


_WORDS = _vocabulary()
_WEIGHTS = list(accumulate(1 / (rank + 2.7) for rank in range(1, len(_WORDS) + 1)))


class Writer:
    """The words of one conversation: everybody's, and seventy that it keeps coming back to."""

    def __init__(self, random: Random) -> None:
        self._random = random
        topic = random.sample(_WORDS[len(_COMMON) :], 60)
        phrases = [" ".join(random.choices(topic, k=2)) for _ in range(24)]
        own = [*topic, *phrases]
        share = _WEIGHTS[-1] * 0.35 / len(own)
        self._words = [*_WORDS, *own]
        self._weights = [*_WEIGHTS, *accumulate([share] * len(own), initial=_WEIGHTS[-1])][:-1]

    def text(self, size: int) -> str:
        """Return sentences of about `size` characters."""
        sentences: list[str] = []
        while sum(map(len, sentences)) < size:
            words = self._random.choices(
                self._words, cum_weights=self._weights, k=self._random.randrange(6, 23)
            )
            sentences.append(" ".join(words).capitalize() + ". ")
        return "".join(sentences)[:size].rstrip()
