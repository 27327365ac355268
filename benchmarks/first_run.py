"""From nothing to answering on the sample city, and how long a published snapshot takes to open.

Run: python benchmarks/first_run.py
"""

import tempfile
import time
from pathlib import Path
from statistics import median

from app.demo import load_sample
from app.settings import Settings
from geocoding.snapshot.store import open_snapshot

OPENINGS = 20


def main() -> None:
    """Print the seconds of a first run, step by step, and of opening the snapshot."""
    with tempfile.TemporaryDirectory() as folder:
        settings = Settings(home=Path(folder))
        steps: list[tuple[str, float]] = []
        load_sample(settings, on_step=lambda step: steps.append((step, time.perf_counter())))
        ended = time.perf_counter()
        for (step, began), (_, next_began) in zip(steps, [*steps[1:], ("", ended)], strict=True):
            print(f"{step:24} {next_began - began:7.2f} s")
        print(f"{'all':24} {ended - steps[0][1]:7.2f} s")
        print(f"{'opening a snapshot':24} {_opening_s(settings.snapshots):7.4f} s (median of {OPENINGS})")


def _opening_s(snapshots: Path) -> float:
    def once() -> float:
        began = time.perf_counter()
        open_snapshot(snapshots)
        return time.perf_counter() - began

    return median(once() for _ in range(OPENINGS))


if __name__ == "__main__":
    main()
