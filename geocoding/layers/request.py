"""What the reading process is asked to do, as one command-line argument."""

from dataclasses import asdict, dataclass

import orjson

from geocoding.layers.confine import Limits

MAX_VERTICES = 100_000
"""Per feature; a commune of Hanoi has at most a few thousand."""


@dataclass(frozen=True, slots=True)
class Request:
    """What to read: `driver` is the only one allowed to run, `epsg` overrides what the file declares (0: nothing)."""

    path: str
    driver: str
    epsg: int
    target_epsg: int
    limits: Limits

    def dump(self) -> str:
        """The request as one command-line argument."""
        return orjson.dumps(asdict(self)).decode()

    @classmethod
    def load(cls, text: str) -> "Request":
        """The request in a command-line argument."""
        fields = orjson.loads(text)
        return cls(**{**fields, "limits": Limits(**fields["limits"])})
