"""Addresses resolved in a second on one core, over the published snapshot, and the time of a single one.

Run: python benchmarks/resolve.py CASES.csv …  (case files made by `vpostcode questions`)
"""

import csv
import sys
import time
from pathlib import Path
from statistics import quantiles

from app.answering import Answering, open_answering
from app.settings import Settings

ROUNDS = 5


def main() -> None:
    """Print, for each case file, addresses a second (best of some rounds, processor time) and percentiles."""
    answering = open_answering(Settings().snapshots)
    for name in sys.argv[1:]:
        with Path(name).open(encoding="utf-8", newline="") as file:
            texts = [case["query"] for case in csv.DictReader(file)]
        best_s = min(_round_s(answering, texts) for _ in range(ROUNDS))
        singles_us = [_single_us(answering, text) for text in texts]
        cuts = quantiles(singles_us, n=100)
        print(
            f"{Path(name).name:24} {len(texts):6} texts {len(texts) / best_s:9,.0f}/s"
            f"   p50 {cuts[49]:6.0f} µs   p99 {cuts[98]:6.0f} µs   worst {max(singles_us):7.0f} µs"
        )


def _round_s(answering: Answering, texts: list[str]) -> float:
    began = time.process_time()
    for text in texts:
        answering.resolve(text)
    return time.process_time() - began


def _single_us(answering: Answering, text: str) -> float:
    began = time.perf_counter()
    answering.resolve(text)
    return (time.perf_counter() - began) * 1e6


if __name__ == "__main__":
    main()
