"""An address as people write it in Hanoi, from the inside out; the parser reads every line written here."""

from geocoding.address.numbers import flat_key
from geocoding.model import Address

_ALLEY_WORDS = ("ngõ", "ngách", "hẻm")


def address_line(address: Address) -> str:
    """The address on one line without its commune: "Số 6, hẻm 12/5/4, Láng"; "" when it has no part."""
    return ", ".join([part for part in _parts(address) if part])


def full_line(address: Address, *, commune: str) -> str:
    """The address with its commune and the city; `commune` is a full name such as "Phường Láng"."""
    return ", ".join([part for part in (*_parts(address), commune, "Hà Nội") if part])


def _parts(address: Address) -> tuple[str, ...]:
    return (
        _flat(address) if address.unit or address.floor else "",
        f"tòa {address.building}" if address.building else "",
        _number(address),
        _alley(address.alley_path),
        address.street,
        address.hamlet,
        _estate(address.estate) if address.estate else "",
    )


def _flat(address: Address) -> str:
    if not address.unit:
        return f"tầng {address.floor}"
    return f"căn hộ {flat_key(address.floor, address.unit).upper()}"


def _number(address: Address) -> str:
    number = address.house_number
    return f"Số {number}" if number[:1].isdecimal() else number


def _alley(path: tuple[str, ...]) -> str:
    """The alley with its whole chain, named after its depth: ngõ 12, ngách 12/5, hẻm 12/5/4 and deeper."""
    if not path:
        return ""
    word = _ALLEY_WORDS[min(len(path), len(_ALLEY_WORDS)) - 1]
    return f"{word} {'/'.join(path)}"


def _estate(name: str) -> str:
    """Estate names come with their kind ("khu đô thị Linh Đàm"); a bare name is given the general one."""
    has_kind = name.lower().startswith(("khu", "kđt", "ktt", "kcn", "chung cư", "tập thể"))
    return name if has_kind else f"khu {name}"
