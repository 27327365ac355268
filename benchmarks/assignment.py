"""How many households a second the pure plan of codes serves on one core.

    python benchmarks/assignment.py [--households 200000]

The land is made up: blocks of terraced houses 2 to 3.8 m wide, each block turned by an angle of its own, and
a tower of flats for every twentieth block; so a share of the households like that of the old quarter finds
its cell taken.
"""

import argparse
import math
import random
import time
from collections.abc import Iterator
from itertools import islice

import numpy as np
import shapely
from shapely.affinity import rotate

from geocoding.crs import SURVEY_EPSG, WGS84_EPSG, to_survey, transform
from geocoding.model import Accuracy, ParcelKey, Point
from postcode.assignment import Applicant, IssuedCode, Plan, plan_codes
from postcode.editions import Edition, current_edition

OLD_QUARTER = Point(lon=105.848, lat=21.034)
BLOCK_M, HOUSES, FLATS = 40.0, 16, 120
COMMUNES = ("00070", "00082", "00004", "00008")


def blocks(seed: int) -> Iterator[list[Applicant]]:
    """Block after block of a city without end; the same seed builds the same city."""
    rng = random.Random(seed)
    x, y = to_survey(OLD_QUARTER)
    for number in range(1_000_000):
        east, north = x + number % 150 * BLOCK_M, y + number // 150 * BLOCK_M
        yield tower(number, east, north) if number % 20 == 0 else terrace(number, east, north, rng=rng)


def terrace(number: int, x: float, y: float, *, rng: random.Random) -> list[Applicant]:
    """A row of houses, two deep."""
    width, depth, angle = rng.uniform(2.0, 3.8), rng.uniform(6.0, 12.0), rng.uniform(0.0, 180.0)
    lots = [
        shapely.box(x + lot // 2 * width, y + lot % 2 * depth, x + (lot // 2 + 1) * width, y + (lot % 2 + 1) * depth)
        for lot in range(HOUSES)
    ]
    turned = [rotate(lot, angle, origin=(x, y)) for lot in lots]
    centres = np.array([(lot.centroid.x, lot.centroid.y) for lot in turned])
    degrees = transform(centres, source_epsg=SURVEY_EPSG, target_epsg=WGS84_EPSG)
    commune = COMMUNES[number % len(COMMUNES)]
    applicants = []
    for lot, (footprint, (lon, lat)) in enumerate(zip(turned, degrees.tolist(), strict=True)):
        key = ParcelKey(commune, str(number), str(lot))
        applicants.append(
            Applicant(
                household_id=f"id-{number}-{lot}",
                external_id=f"H{number:06d}{lot:03d}",
                commune_code=commune,
                site=f"parcel:{key}",
                point=Point(lon=lon, lat=lat),
                accuracy=Accuracy.PARCEL,
                parcel=key,
                footprint=footprint,
            )
        )
    return applicants


def tower(number: int, x: float, y: float) -> list[Applicant]:
    """A building of flats, all at one point."""
    footprint = shapely.box(x, y, x + 25, y + 25)
    lon, lat = transform(np.array([[x + 12.5, y + 12.5]]), source_epsg=SURVEY_EPSG, target_epsg=WGS84_EPSG)[0]
    return [
        Applicant(
            household_id=f"id-{number}-{flat}",
            external_id=f"F{number:06d}{flat:03d}",
            commune_code=COMMUNES[number % len(COMMUNES)],
            site=f"building:{number}",
            point=Point(lon=float(lon), lat=float(lat)),
            accuracy=Accuracy.BUILDING,
            footprint=footprint,
            flat=f"{flat // 6 + 1:02d}{flat % 6 + 1:02d}",
        )
        for flat in range(FLATS)
    ]


def city(households: int, *, seed: int = 1) -> list[Applicant]:
    """That many households."""
    return list(islice((one for block in blocks(seed) for one in block), households))


def displaced_share(applicants: list[Applicant], plan: Plan) -> float:
    """Share of the households whose code is not that of their own cell."""
    from postcode.code import encode

    own = {one.household_id: encode(one.point, head="00000").suffix for one in applicants}
    shared = {found.household_id for found in plan.findings if found.rule == "cell-of-another-site"}
    moved = {new.household_id for new in plan.new if new.code.suffix != own[new.household_id]}
    return len(moved | shared) / len(applicants)


def timed_plan(applicants: list[Applicant], issued: list[IssuedCode], *, edition: Edition) -> tuple[Plan, float]:
    """The plan, and the processor seconds it took."""
    start = time.process_time()
    plan = plan_codes(applicants, issued, edition=edition)
    return plan, time.process_time() - start


def main() -> None:
    """Measure and print."""
    options = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    options.add_argument("--households", type=int, default=200_000)
    households = options.parse_args().households
    edition = current_edition()
    applicants = city(households)
    random.Random(2).shuffle(applicants)
    plan, seconds = timed_plan(applicants, [], edition=edition)
    issued = [IssuedCode(new.code, new.household_id, new.site) for new in plan.new]
    again, seconds_again = timed_plan(applicants, issued, edition=edition)
    print(f"households       {len(applicants):>10,}")
    print(f"cell taken       {displaced_share(applicants, plan):>10.1%}")
    print(f"first plan       {math.floor(len(applicants) / seconds):>10,} households/s of processor time")
    print(f"plan once more   {math.floor(len(applicants) / seconds_again):>10,} households/s, {len(again.new)} new")


if __name__ == "__main__":
    main()
