"""How far the position given for an absent house lies from the house, and how often the radius holds it.

Each house on a street or alley of the published snapshot is passed over in turn and sought between its neighbours.

Run: python benchmarks/interpolation.py
"""

from collections.abc import Iterator, Sequence

from app.settings import Settings
from geocoding.address.keys import containers, leaves
from geocoding.address.numbers import chain_key
from geocoding.geometry import distance_m
from geocoding.match.between import Way, between
from geocoding.snapshot.files import active_version
from geocoding.snapshot.places import PlaceStore
from geocoding.snapshot.store import Snapshot

SHARES = (50, 90, 99)
NEAR_M = 50.0


class PlacesWithout(PlaceStore):
    """The places of a snapshot with one household passed over."""

    passed_over = -1

    def households(self, address_key: str) -> Sequence[int]:
        """Positions of the other households filed under an address key."""
        return [position for position in super().households(address_key) if position != self.passed_over]


def main() -> None:
    """Print how many houses lie between neighbours, the errors, and how often the radius holds the house."""
    snapshots = Settings().snapshots
    folder = snapshots / active_version(snapshots)
    snapshot = Snapshot(folder)
    snapshot.places = places = PlacesWithout(folder)
    errors = sorted(_errors(snapshot, places))
    if not errors:
        print("no house lies between two neighbours")
        return
    metres = [error for error, _ in errors]
    spread = "  ".join(f"p{share} {metres[len(metres) * share // 100]:.1f} m" for share in SHARES)
    print(f"houses between neighbours {len(errors):,}  error {spread}  greatest {metres[-1]:.1f} m")
    print(f"within {NEAR_M:.0f} m {sum(error <= NEAR_M for error in metres) / len(errors):.1%}")
    print(f"within the radius given {sum(error <= radius for error, radius in errors) / len(errors):.1%}")


def _errors(snapshot: Snapshot, places: PlacesWithout) -> Iterator[tuple[float, float]]:
    """Error and radius, in metres, for each house that alone has its number and stands between two others."""
    for position in range(len(snapshot.households)):
        household = snapshot.households[position]
        address = household.address
        if address.street and address.house_number and not (address.unit or address.building):
            places.passed_over = position
            way = Way(
                containers(address, commune_code=household.commune_code)[0],
                chain_key(address.alley_path),
                household.commune_code,
            )
            found = between(snapshot, way, leaves(address)[0])
            if found is not None:
                yield distance_m(found.point, household.point), found.uncertainty_m


if __name__ == "__main__":
    main()
