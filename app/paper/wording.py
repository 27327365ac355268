"""How paper names things, Vietnamese first."""

from dataclasses import replace
from datetime import date
from typing import Final

from geocoding.address.numbers import flat_key
from geocoding.address.write import address_line
from geocoding.model import Address, HouseholdStatus, ParcelKey

STATUS_WORDS: Final = {
    HouseholdStatus.DRAFT: ("Chưa xác nhận", "not certified yet"),
    HouseholdStatus.PROPOSED: ("Chờ xác nhận", "waiting for certification"),
    HouseholdStatus.CERTIFIED: ("Xã, phường đã xác nhận", "certified by the commune"),
    HouseholdStatus.RETIRED: ("Đã ngừng dùng", "retired"),
}


def day_words(day: date) -> str:
    """The day as Vietnamese papers write it: "ngày 22 tháng 11 năm 2026" (decree 30/2020/NĐ-CP, appendix I).

    Days below 10 and January and February have a leading zero.
    """
    month = f"{day.month:02d}" if day.month < 3 else str(day.month)
    return f"ngày {day.day:02d} tháng {month} năm {day.year}"


def parcel_words(parcel: ParcelKey) -> str:
    """The parcel by map sheet and number."""
    return f"tờ {parcel.sheet}, thửa {parcel.number}"


def plate_number(address: Address) -> str:
    """What a plate shows large: the flat's number, else the house's; "" when there is neither."""
    return flat_key(address.floor, address.unit).upper() if address.unit else address.house_number


def plate_place(address: Address) -> str:
    """What a plate shows below the number: the alley path and the street, or building, estate, hamlet."""
    if address.unit:
        return address_line(replace(address, unit="", floor=""))
    return address_line(replace(address, house_number=""))
