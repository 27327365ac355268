"""Addresses resolved in a second on one core, over the published snapshot, and the time of a single one.

`first` is the first time that the texts are asked, the other figures are the best of some rounds over them: what names
and stretches of text say is then remembered. `at once` hands over a hundred texts at a time.

Run: python benchmarks/resolve.py CASES.csv …  (case files made by `vpostcode questions`)
"""

import csv
import sys
import time
from pathlib import Path
from statistics import quantiles

from app.answering import Answering, open_answering
from app.garbage import look_rarely
from app.settings import Settings

ROUNDS = 5
AT_ONCE = 100


def main() -> None:
    """Print, for each case file, addresses a second (best of some rounds, processor time) and percentiles."""
    look_rarely()
    answering = open_answering(Settings().snapshots)
    for name in sys.argv[1:]:
        with Path(name).open(encoding="utf-8", newline="") as file:
            texts = [case["query"] for case in csv.DictReader(file)]
        first_s = _round_s(answering, texts)
        best_s = min(_round_s(answering, texts) for _ in range(ROUNDS))
        at_once_s = min(_at_once_s(answering, texts) for _ in range(ROUNDS))
        singles_us = [_single_us(answering, text) for text in texts]
        cuts = quantiles(singles_us, n=100)
        rates = {"first": first_s, "one by one": best_s, "at once": at_once_s}
        print(
            f"{Path(name).name:24} {len(texts):6} texts  "
            + "".join(f" {way} {len(texts) / seconds:7,.0f}/s  " for way, seconds in rates.items())
            + f" p50 {cuts[49]:6.0f} µs   p99 {cuts[98]:6.0f} µs   worst {max(singles_us):7.0f} µs"
        )


def _round_s(answering: Answering, texts: list[str]) -> float:
    began = time.process_time()
    for text in texts:
        answering.resolve(text)
    return time.process_time() - began


def _at_once_s(answering: Answering, texts: list[str]) -> float:
    began = time.process_time()
    for start in range(0, len(texts), AT_ONCE):
        answering.resolve_many(texts[start : start + AT_ONCE])
    return time.process_time() - began


def _single_us(answering: Answering, text: str) -> float:
    began = time.perf_counter()
    answering.resolve(text)
    return (time.perf_counter() - began) * 1e6


if __name__ == "__main__":
    main()
