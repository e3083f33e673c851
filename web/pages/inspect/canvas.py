"""What a fragment or a page of a trace is written on: so much room, and the media it may show."""

from web.pages.media_view import PageMedia


class Canvas:
    """Counts elements and characters; what finds no room is fetched when it is opened."""

    def __init__(self, media: PageMedia, *, elements: int, characters: int) -> None:
        self.media = media
        self._elements = elements
        self._characters = characters

    @property
    def elements(self) -> int:
        """How many elements are left."""
        return max(0, self._elements)

    def has(self, elements: int) -> bool:
        """Tell whether there is room for so many elements."""
        return elements <= self._elements

    def take(self, elements: int) -> bool:
        """Tell whether there is room for so many elements, and if so use it."""
        if not self.has(elements):
            return False
        self._elements -= elements
        return True

    def open(self, characters: int) -> bool:
        """Tell whether a value of so many characters may be shown, and if so use its room."""
        if self._characters <= 0 or self._elements <= 0:
            return False
        self._characters -= characters
        return True
