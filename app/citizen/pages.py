"""The pages themselves: what is known, put into words and templates."""

from collections.abc import Sequence
from typing import Final, Protocol

from app.citizen import maps
from app.citizen.code_view import CodeState, CodeView
from app.citizen.html import page, template
from app.html import Html, both, fill, joined
from app.paper.qr import inline_svg, qr_text
from app.problem_kinds.kind import ProblemKind
from app.reports.model import ReportKind, ReportState
from app.reports.receipt import printed_receipt
from app.reports.wording import KIND_WORDS, MAX_TEXT, STATE_WORDS, STRIPPED
from geocoding.model import Box
from geocoding.snapshot.communes import CommuneRecord
from geocoding.snapshot.store import ParcelRecord
from postcode.code import Vpostcode
from postcode.words import Words

MAX_PARCELS: Final = 400

STATES: Final = {
    CodeState.LIVE: Words("Mã đang dùng", "In use"),
    CodeState.NEW: Words("Mã mới cấp", "Newly issued"),
    CodeState.REPLACED: Words("Mã cũ, nay đã đổi", "Old code, now replaced"),
    CodeState.RETIRED: Words("Mã đã ngừng dùng", "Retired"),
    CodeState.NOT_ISSUED: Words("Mã chưa được cấp", "Not issued"),
    CodeState.CHECK_WRONG: Words("Ký tự kiểm tra không khớp", "The check symbol does not fit"),
}
ADVICE: Final = {
    CodeState.LIVE: Words("Mã này đã cấp cho một hộ ở ô dưới đây.", "This code belongs to a household in this cell."),
    CodeState.NEW: Words("Mã sẽ có trên bản đồ ở lần phát hành tới.", "It will be on the map with the next dataset."),
    CodeState.REPLACED: Words("Phần đầu của mã đã đổi cùng với xã, phường.", "Its head changed with the commune."),
    CodeState.RETIRED: Words(
        "Mã này từng được cấp nhưng không còn dùng; nó sẽ không bao giờ được cấp lại.",
        "It was issued once and is out of use; it will never be issued again.",
    ),
    CodeState.NOT_ISSUED: Words(
        "Mã viết đúng dạng nhưng không thuộc hộ nào. Hãy so lại với biển số hoặc giấy tờ.",
        "It is well formed but belongs to no household. Compare it with the plate or the paper.",
    ),
    CodeState.CHECK_WRONG: Words(
        "Có ít nhất một ký tự bị viết sai. Hãy so lại từng ký tự với biển số hoặc giấy tờ.",
        "At least one symbol is wrong. Compare them one by one with the plate or the paper.",
    ),
}


class Ground(Protocol):
    """What the maps are drawn from."""

    def commune(self, code: str) -> CommuneRecord | None:
        """The commune of today with this code, None without one."""

    def communes(self) -> Sequence[CommuneRecord]:
        """All communes of today."""

    def parcels_in(self, box: Box, limit: int) -> Sequence[ParcelRecord]:
        """At most `limit` parcels that meet the box."""


def code_page(view: CodeView, *, written: str, ground: Ground, base_url: str) -> str:
    """The public page of a code."""
    is_live = view.state is CodeState.LIVE
    shown = written if view.state is CodeState.CHECK_WRONG else view.code.printed()
    body = code_card(view.code, view.cell, commune_code=view.commune_code, ground=ground, base_url=base_url)
    return page(
        "code",
        title=f"{shown} · {STATES[view.state].vi}",
        tone="good" if is_live or view.state is CodeState.NEW else "bad",
        state=both(STATES[view.state]),
        code=shown,
        advice=both(ADVICE[view.state]),
        today=_link_to_today(view),
        body=body if is_live else Html(),
        parts=_parts(view.code) if view.state is not CodeState.CHECK_WRONG else Html(),
        question=shown,
    )


def _link_to_today(view: CodeView) -> Html:
    if view.state is not CodeState.REPLACED:
        return Html()
    words = '<p class="today">Mã hiện nay <span lang="en">Code of today</span>: <a href="/c/$code">$code</a></p>'
    return fill(words, code=view.today.printed())


def code_card(code: Vpostcode, cell: Box, *, commune_code: str, ground: Ground, base_url: str) -> Html:
    """A live code on two small maps, with its QR code and what one can do."""
    point, commune = maps.centre(cell), ground.commune(commune_code)
    parcels = ground.parcels_in(maps.close_window(cell), MAX_PARCELS)
    where = maps.commune_map(commune, ground.communes(), point=point) if commune is not None else Html()
    return fill(
        template("card.html"),
        code=code.printed(),
        commune=commune.full_name if commune is not None else "",
        close=maps.close_map(cell, parcels, code=code.printed()),
        where=where,
        lat=f"{point.lat:.6f}",
        lon=f"{point.lon:.6f}",
        qr=Html(inline_svg(qr_text(code, base_url=base_url), label=f"Mã QR của {code.printed()}")),
    )


def _parts(code: Vpostcode) -> Html:
    """The parts of a code and what each means."""
    parts = [
        (code.head, Words("mã bưu chính của xã, phường", "postcode of the commune")),
        (code.suffix, Words("ô khoảng 3 m × 3 m trên mặt đất", "a cell of about 3 m by 3 m on the ground")),
        *([(code.unit, Words("căn hộ, hoặc hộ thứ mấy trong ô", "flat, or serial in the cell"))] if code.unit else []),
        (
            code.check,
            Words(
                "ký tự kiểm tra: tính từ các ký tự trước, nên viết sai một ký tự hay đổi chỗ hai ký tự là biết ngay",
                "check symbol, computed from the others: one wrong symbol or two exchanged ones are noticed at once",
            ),
        ),
    ]
    rows = (
        fill("<div><dt>$symbols</dt><dd>$words</dd></div>", symbols=text, words=both(words)) for text, words in parts
    )
    return fill(template("parts.html"), rows=joined(rows))


def unreadable_page(written: str, near_misses: Sequence[str]) -> str:
    """The page about a text that is no code."""
    guesses = joined(fill('<li><a href="/c/$code">$code</a></li>', code=code) for code in near_misses)
    near = fill(
        '<p>Có phải là <span lang="en">Did you mean</span></p><ul class="guesses">$guesses</ul>', guesses=guesses
    )
    return page(
        "code",
        title="Không đọc được mã",
        tone="bad",
        state=both(Words("Không đọc được mã", "The code cannot be read")),
        code=written[:40],
        advice=both(
            Words(
                "Mã Vpostcode có 12 ký tự, dạng 00000-0000000, sau đó có thể có /số căn hộ và -ký tự kiểm tra.",
                "A Vpostcode has 12 characters, 00000-0000000; /unit and -check symbol may follow.",
            )
        ),
        today=near if near_misses else Html(),
        body=Html(),
        parts=Html(),
        question="",
    )


def find_page(*, answer: str = "", question: str = "") -> str:
    """The page where citizens look for their own code; `answer` is what was found."""
    found = answer if isinstance(answer, Html) else Html()
    return page("find", title="Tra cứu mã của nhà bạn", scripts="find.js", answer=found, question=question)


def found_card(label: str, code: Vpostcode, card: Html) -> Html:
    """A found code under what was asked for, on its maps."""
    return fill(template("found.html"), label=label, code=code.printed(), card=card)


def not_found(words: Words, advice: Words, *, places: Sequence[str] = ()) -> Html:
    """Why no single code can be shown, and what to do."""
    items = joined(fill("<li>$place</li>", place=place) for place in places)
    listed = fill('<ul class="places">$items</ul>', items=items) if places else Html()
    return fill(
        template("not-found.html"),
        words=both(words),
        advice=both(advice),
        listed=listed,
    )


def report_page(*, code: str, kind: ReportKind = ReportKind.WRONG_PLACE, text: str = "", problem: str = "") -> str:
    """The form to say what is wrong."""
    kinds = joined(
        fill(
            '<label class="choice"><input type="radio" name="kind" value="$value"$checked> <span>$words</span></label>',
            value=one.value,
            checked=Html(" checked") if one is kind else Html(),
            words=both(KIND_WORDS[one]),
        )
        for one in ReportKind
    )
    wrong = fill('<p class="status bad" role="alert">$problem</p>', problem=problem) if problem else Html()
    return page("report", title="Báo sai", problem=wrong, code=code, kinds=kinds, text=text, longest=str(MAX_TEXT))


def thanks_page(receipt: str, *, stripped: bool) -> str:
    """The page with the receipt number."""
    note = fill('<p class="note">$words</p>', words=both(STRIPPED)) if stripped else Html()
    return page("thanks", title="Đã nhận báo sai", receipt=printed_receipt(receipt), note=note)


def receipt_page(*, receipt: str = "", state: ReportState | None = None, problem: ProblemKind | None = None) -> str:
    """The page that tells what became of a report."""
    answer = Html()
    if state is not None:
        answer = fill(
            '<p class="status $tone" id="result">$words</p>', tone=_TONES[state], words=both(STATE_WORDS[state])
        )
    if problem is not None:
        answer = fill(
            '<p class="status bad" role="alert">$title</p><p>$remedy</p>',
            title=both(problem.title),
            remedy=both(problem.remedy),
        )
    return page("receipt", title="Xem kết quả báo sai", answer=answer, receipt=receipt)


_TONES: Final = {ReportState.RECEIVED: "wait", ReportState.SENT_ON: "wait", ReportState.SETTLED: "good"}
