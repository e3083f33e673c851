"""How many elements a session page may have: 40 a turn and 300, whatever its senders wrote."""


class NodeBudget:
    """What is left for the content of turns, besides the frame and what every turn has.

    A turn may use what turns before it have left over, so that a long table here and there is
    shown as a table, while a thousand of them become text.
    """

    FRAME = 160
    """Elements around the turns, at most."""

    SKELETON = 16
    """Elements that any turn has: in the ribbon, in the rail, and around its texts."""

    LENT = 6
    """Elements that any turn has left over, so that those before it may use them."""

    PER_TURN = 40
    ONCE = 300

    def __init__(self, turns: int, *, besides: int = 0) -> None:
        self._left = self.ONCE - self.FRAME - besides + self.LENT * turns

    def next_turn(self, *, besides: int) -> None:
        """Add what one more turn brings, less what it has to show `besides` its skeleton."""
        self._left += self.PER_TURN - self.SKELETON - self.LENT - besides

    def has(self, elements: int) -> bool:
        """Tell whether there is room for so many elements."""
        return elements <= self._left

    def take(self, elements: int) -> bool:
        """Tell whether there is room for so many elements, and if so use it."""
        if not self.has(elements):
            return False
        self._left -= elements
        return True
