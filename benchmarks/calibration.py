"""The share of right households among answers with the same confidence: what the table of confidences is set by.

Run: python benchmarks/calibration.py CASES.csv  (a case file over the published snapshot, see docs/evaluation.md)
"""

import csv
import sys
from collections import defaultdict
from pathlib import Path

from app.answering import open_answering
from app.settings import Settings
from geocoding.model import Verdict


def main() -> None:
    """Print, for every confidence that was given, how often and how rightly."""
    answering = open_answering(Settings().snapshots)
    right: dict[float, list[bool]] = defaultdict(list)
    with Path(sys.argv[1]).open(encoding="utf-8", newline="") as file:
        for case in csv.DictReader(file):
            answer = answering.resolve(case["query"])
            if answer.verdict is Verdict.MATCHED and case["expect_household"] and answer.matches[0].household:
                is_right = answer.matches[0].household.external_id == case["expect_household"]
                right[round(answer.matches[0].confidence, 4)].append(is_right)
    print("confidence      n   right")
    for confidence, outcomes in sorted(right.items(), reverse=True):
        print(f"{confidence:10.4f} {len(outcomes):6} {sum(outcomes) / len(outcomes):7.4f}")


if __name__ == "__main__":
    main()
