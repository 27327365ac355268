"""The boxes of a snapshot: a packed R-tree in a file, memory-mapped and shared."""

from collections.abc import Iterable
from pathlib import Path

from geocoding.boxes import Boxes, Frame, PackedBoxes, packed
from geocoding.snapshot.files import map_bytes

__all__ = ["BoxIndex", "Boxes", "Frame", "save_boxes"]


def save_boxes(path: Path, blocks: Iterable[Boxes], *, count: int) -> None:
    """Write the index of so many boxes, given in blocks; their numbers, from 0, are what a search gives back."""
    path.write_bytes(packed(blocks, count=count))


class BoxIndex(PackedBoxes):
    """The index that a file holds."""

    def __init__(self, path: Path) -> None:
        super().__init__(map_bytes(path))
