"""What a citizen is told who looks for the own code: the one code, or why there is none and what to do."""

from collections.abc import Sequence

from app.citizen.pages import Ground, code_card, found_card, not_found
from app.html import Html
from geocoding.match.answer import Answer, Match
from geocoding.model import MatchLevel, Verdict
from postcode.code import cell, read_stored
from postcode.lookup import CITY
from postcode.words import Words

UNSURE = {
    Verdict.AMBIGUOUS: (
        Words("Có nhiều khả năng", "Several possibilities"),
        Words("Hãy viết thêm phường, ngõ hoặc số căn hộ.", "Add the ward, the alley or the flat."),
    ),
    Verdict.PARTIAL: (
        Words("Mới tìm được một phần", "Found in part"),
        Words("Hãy viết thêm số nhà, ngõ hoặc tên đường.", "Add the number, the alley or the street."),
    ),
    Verdict.NONE: (
        Words("Không tìm thấy", "Nothing found"),
        Words("Hãy xem lại cách viết, hoặc thêm tên đường và phường.", "Check the spelling, or add street and ward."),
    ),
}
WITHOUT_CODE = (
    Words("Nhà này chưa có mã", "This home has no code yet"),
    Words("Bạn có thể báo cho xã, phường ở mục Báo sai.", "You can tell the commune; see Report it."),
)
NOT_ONE_HERE = (
    Words("Chưa xác định được một mã duy nhất ở đây", "No single code can be told here"),
    Words(
        "Ở đây có thể có nhiều hộ, hoặc vị trí bị lệch. Hãy tra bằng địa chỉ.",
        "There may be several homes, or the position is off. Look up the address instead.",
    ),
)
OUTSIDE = (
    Words("Vị trí này ngoài dữ liệu đang có", "This position lies outside the data"),
    Words("Hãy tra bằng địa chỉ.", "Look up the address instead."),
)
BY_POSITION = "Mã ở vị trí của bạn. Điện thoại có thể lệch vài chục mét: hãy so với bản đồ hoặc biển số."


def found_by_text(answer: Answer, visible: Sequence[Match], ground: Ground, *, base_url: str) -> Html:
    """The code of the one household an address means, or what is missing; `visible` are the matches one may see."""
    first = visible[0] if visible else None
    if answer.verdict is not Verdict.MATCHED or first is None or first.household is None:
        words, advice = UNSURE.get(answer.verdict, UNSURE[Verdict.PARTIAL])
        return not_found(words, advice, places=[match.label for match in visible[:3]])
    if not first.household.code:
        return not_found(*WITHOUT_CODE)
    return _found(first.label, first.household.code, first.commune_code, ground=ground, base_url=base_url)


def found_at(answer: Answer, ground: Ground, *, base_url: str) -> Html:
    """The code at a position where it is one household's alone; no address goes with it.

    A code tells no more than the position it stands for, so this links it to no address, parcel or list.
    """
    if not answer.matches:
        return not_found(*OUTSIDE)
    only = answer.matches[0] if answer.verdict is Verdict.MATCHED and answer.total == 1 else None
    if only is None or only.level is not MatchLevel.HOUSEHOLD or only.household is None or not only.household.code:
        return not_found(*NOT_ONE_HERE)
    return _found(BY_POSITION, only.household.code, only.commune_code, ground=ground, base_url=base_url)


def _found(label: str, stored: str, commune_code: str, *, ground: Ground, base_url: str) -> Html:
    code = read_stored(stored)
    box = cell(code, reference=CITY)
    card = code_card(code, box, commune_code=commune_code, ground=ground, base_url=base_url)
    return found_card(label, code, card)
