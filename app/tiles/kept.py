"""Tiles kept for as long as the data they were made from is served."""

from collections import OrderedDict
from collections.abc import Callable, Hashable
from threading import Lock
from typing import Final

ROOM: Final = 16 * 1024**2
"""Bytes of tiles that are kept: about two hundred of the fullest."""


class KeptTiles:
    """The tiles asked for last, up to so many bytes; may be asked by several threads."""

    def __init__(self, room: int = ROOM) -> None:
        self._room, self._taken = room, 0
        self._tiles: OrderedDict[Hashable, bytes] = OrderedDict()
        self._lock = Lock()

    def get(self, key: Hashable, make: Callable[[], bytes]) -> bytes:
        """The tile of a key, made unless it is kept; the key says everything that it depends on."""
        with self._lock:
            if key in self._tiles:
                self._tiles.move_to_end(key)
                return self._tiles[key]
        made = make()
        with self._lock:
            if key not in self._tiles:
                self._tiles[key] = made
                self._taken += len(made)
            while self._taken > self._room:
                self._taken -= len(self._tiles.popitem(last=False)[1])
        return made
