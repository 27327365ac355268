"""Draws 10,000 plates in one document and reads every QR code back from the rendered pages.

    python benchmarks/plates.py [--size tag] [--plates 10000] [--dots-per-inch 300]

Prints the time and the memory of drawing, measured in a process that does nothing else, and the share read back.
"""

import argparse
import resource
import subprocess
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Iterator
from concurrent.futures import ProcessPoolExecutor
from itertools import product
from pathlib import Path

import numpy as np
import pypdfium2
import zxingcpp

from app.paper.model import Coded
from app.paper.plates import FORMS, PlateSize, draw_plates
from app.paper.qr import qr_text
from geocoding.model import Address, Point
from postcode.code import Vpostcode, encode

BASE_URL = "https://vpostcode.hanoi.example"


def households(count: int) -> Iterator[Coded]:
    """Households along made-up alleys, each with a code of its own; every fifth is a flat."""
    for place, (row, column) in zip(range(count), product(range(1000), range(100)), strict=False):
        cell = encode(Point(lon=105.80 + column * 1e-4, lat=20.95 + row * 1e-4), head="11520")
        unit = f"{place % 40 + 1:02}{place % 8 + 1:02}" if place % 5 == 0 else ""
        address = Address(
            house_number=str(place % 300 + 1), alley_path=(str(place // 300 + 1),), street="Nguyễn Khánh Toàn"
        )
        yield Coded(str(place), address, "Phường Văn Miếu - Quốc Tử Giám", Vpostcode(cell.head, cell.suffix, unit))


def draw(path: Path, size: PlateSize, count: int) -> None:
    """What drawing costs, printed for the process that asked for it."""
    before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    started = time.process_time()
    with path.open("wb") as out:
        draw_plates(out, households(count), size=size, base_url=BASE_URL)
    after = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    seconds, megabytes = time.process_time() - started, path.stat().st_size / 1e6
    print(f"{count:,} plates of size {size}: {seconds:.1f} s of processor time, {megabytes:.1f} MB")
    print(f"peak memory {after / 1024:.0f} MB, {before / 1024:.0f} MB before drawing")


def read_page(asked: tuple[Path, int, int]) -> list[str]:
    """The texts of the QR codes of one page."""
    path, page, dots_per_inch = asked
    image = pypdfium2.PdfDocument(path)[page].render(scale=dots_per_inch / 72, grayscale=True).to_numpy()
    found = zxingcpp.read_barcodes(np.ascontiguousarray(image.squeeze()), formats=zxingcpp.BarcodeFormat.QRCode)
    return [one.text for one in found]


def main() -> int:
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument("--size", type=PlateSize, default=PlateSize.TAG)
    options.add_argument("--plates", type=int, default=10_000)
    options.add_argument("--dots-per-inch", type=int, default=300)
    options.add_argument("--draw", type=Path, help=argparse.SUPPRESS)
    asked = options.parse_args()
    if asked.draw is not None:
        draw(asked.draw, asked.size, asked.plates)
        return 0
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "plates.pdf"
        alone = (sys.executable, __file__, "--size", asked.size, "--plates", str(asked.plates), "--draw", str(path))
        subprocess.run(alone, check=True)
        return _read_back(path, asked)


def _read_back(path: Path, asked: argparse.Namespace) -> int:
    pages = len(pypdfium2.PdfDocument(path))
    started = time.perf_counter()
    with ProcessPoolExecutor() as pool:
        work = ((path, page, asked.dots_per_inch) for page in range(pages))
        read = Counter(text for texts in pool.map(read_page, work, chunksize=4) for text in texts)
    expected = Counter(qr_text(one.code, base_url=BASE_URL) for one in households(asked.plates))
    right = (read & expected).total()
    print(f"read back at {asked.dots_per_inch} dpi, QR {FORMS[asked.size].qr:g} mm: {right:,} of {asked.plates:,} = "
          f"{right / asked.plates:.2%}; {(read - expected).total()} read wrong or twice; {pages} pages in "
          f"{time.perf_counter() - started:.0f} s")  # fmt: skip
    return 0 if read == expected else 1


if __name__ == "__main__":
    sys.exit(main())
