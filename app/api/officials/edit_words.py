"""What the rules and steps of the workflow are called for people."""

from collections.abc import Mapping
from typing import Final

from app.errors import EditInvalid, HouseholdLocked
from app.workflow.decisions import HANOI_TIME
from app.workflow.model import EditKind, EditState
from app.workflow.rules import EditRule
from postcode.words import Words

RULE_WORDS: Final[Mapping[EditRule, Words]] = {
    EditRule.REASON_MISSING: Words("cần nêu lý do", "a reason is needed"),
    EditRule.VALUE_NOT_OF_KIND: Words("loại đề nghị này không đổi mục đó", "this kind of edit does not set that value"),
    EditRule.NOTHING_CHANGES: Words("đề nghị không thay đổi gì", "the edit changes nothing"),
    EditRule.HOUSEHOLD_RETIRED: Words("hộ đã ngừng, không sửa được nữa", "a retired household is not edited"),
    EditRule.ALREADY_CERTIFIED: Words("hộ đã được chứng nhận", "the household is certified already"),
    EditRule.HOUSEHOLDS_TOO_FEW: Words("cần thêm hộ", "more households are needed"),
    EditRule.HOUSEHOLDS_TOO_MANY: Words("quá nhiều hộ cho loại đề nghị này", "too many households for this kind"),
    EditRule.HOUSEHOLD_REPEATED: Words("một hộ được nêu hai lần", "a household is named twice"),
    EditRule.SEVERAL_COMMUNES: Words("các hộ phải cùng một xã, phường", "the households must be of one commune"),
    EditRule.INTO_MISSING: Words(
        "cần chọn hộ được giữ lại trong các hộ đã nêu", "the household that stays must be one of those named"
    ),
    EditRule.PARTS_MISSING: Words("cần từ 1 đến 50 hộ mới", "from 1 to 50 new households are needed"),
    EditRule.ADDRESS_MISSING: Words("hộ mới cần một địa chỉ", "a new household needs an address"),
    EditRule.COMMUNE_MISSING: Words("cần mã xã, phường", "the code of the commune is needed"),
    EditRule.POINT_MISSING: Words("cần vị trí của hộ", "the position of the household is needed"),
    EditRule.POINT_OUTSIDE_COMMUNE: Words("vị trí nằm ngoài xã, phường", "the position lies outside the commune"),
    EditRule.POINT_OUTSIDE_PARCEL: Words(
        "vị trí nằm ngoài thửa đất của hộ", "the position lies outside the own parcel"
    ),
    EditRule.PARCEL_UNKNOWN: Words("không có thửa đất này trong sổ", "the register has no such parcel"),
}

KIND_WORDS: Final[Mapping[EditKind, Words]] = {
    EditKind.CORRECT: Words("Sửa địa chỉ", "Correct the address"),
    EditKind.MOVE: Words("Sửa vị trí", "Move the point"),
    EditKind.CERTIFY: Words("Chứng nhận", "Certify"),
    EditKind.MERGE: Words("Gộp hộ", "Merge"),
    EditKind.SPLIT: Words("Tách hộ", "Split"),
    EditKind.ADD: Words("Thêm hộ", "Add"),
    EditKind.RETIRE: Words("Ngừng hộ", "Retire"),
}

STATE_WORDS: Final[Mapping[EditState, Words]] = {
    EditState.PROPOSED: Words("đề nghị", "proposed"),
    EditState.APPROVED: Words("duyệt", "approved"),
    EditState.REFUSED: Words("từ chối", "refused"),
    EditState.UNDONE: Words("hoàn tác", "undone"),
}

_OF_VALUES: Final = frozenset({"reason", "household_ids", "values"})
"""Members of the body that are not among its values."""


def edit_flaws(error: EditInvalid | HouseholdLocked) -> tuple[tuple[str, Words], ...]:
    """What to mend in a request about an edit: a JSON Pointer and words for each point."""
    if isinstance(error, HouseholdLocked):
        until = error.until.astimezone(HANOI_TIME)
        words = Words(
            f"{error.holder} đang sửa, chậm nhất đến {until:%H:%M}",
            f"{error.holder} edits it until {until:%H:%M} at most",
        )
        return (("#/path/household_id", words),)
    return tuple((_pointer(one.field), RULE_WORDS[one.rule]) for one in error.shortfalls)


def _pointer(field: str) -> str:
    return f"#/body/{field}" if field in _OF_VALUES else f"#/body/values/{field}"
