"""A clock that moves only when the script says so, for the whole process."""

from datetime import datetime, timedelta

import time_machine  # type: ignore[import-not-found]  # in the driver's environment only


class SimulatedClock:
    """Everything that asks for the time in this process gets this clock's."""

    def __init__(self, start: datetime) -> None:
        self._traveller = time_machine.travel(start, tick=False).start()

    def wait(self, seconds: float) -> None:
        """Let that much time pass, at once."""
        self._traveller.shift(timedelta(seconds=seconds))
