"""Papers made in memory, and what software reads on them."""

from collections.abc import Callable, Sequence
from datetime import date
from io import BytesIO
from typing import BinaryIO

import numpy as np
import pypdfium2
import zxingcpp
from pypdf import PdfReader

from app.paper.model import Coded, Origin
from geocoding.model import Address, HouseholdStatus, ParcelKey, Point
from postcode.code import Vpostcode, encode

BASE_URL = "https://vpostcode.hanoi.example"
ORIGIN = Origin(BASE_URL, "2026-11-22-ab12", date(2026, 2, 3))
HOUSE = Address(house_number="35", alley_path=("19", "7"), street="Xã Đàn")


def coded(place: int = 0, address: Address = HOUSE, *, commune: str = "Phường Kim Liên", unit: str = "") -> Coded:
    """A household whose code differs with `place`."""
    cell = encode(Point(lon=105.83 + place * 1e-4, lat=21.007), head="11520")
    code = Vpostcode(cell.head, cell.suffix, unit)
    return Coded(f"h{place:05}", address, commune, code, (ParcelKey("00229", "12", "345"),), HouseholdStatus.CERTIFIED)


def drawn(draw: Callable[[BinaryIO], None]) -> bytes:
    """What a drawing function writes."""
    out = BytesIO()
    draw(out)
    return out.getvalue()


def text_of(pdf: bytes) -> str:
    """All text of a document, as software extracts it."""
    return "\n".join(page.extract_text() for page in PdfReader(BytesIO(pdf)).pages)


def codes_read(pdf: bytes, *, dots_per_inch: int = 300) -> list[Sequence[str]]:
    """The texts of the QR codes of every page, as software reads them."""
    document = pypdfium2.PdfDocument(pdf)
    return [_read(page.render(scale=dots_per_inch / 72, grayscale=True).to_numpy()) for page in document]


def _read(image: np.ndarray) -> list[str]:
    found = zxingcpp.read_barcodes(np.ascontiguousarray(image.squeeze()), formats=zxingcpp.BarcodeFormat.QRCode)
    return [one.text for one in found]
