import pytest

from app.paper.qr import code_address, inline_svg, qr_text, symbol
from postcode.code import Vpostcode

CODE = Vpostcode("11024", "22F2345", "2506")


def test_the_address_is_written_in_capitals_and_takes_fewer_squares() -> None:
    text = qr_text(CODE, base_url="https://vpostcode.hanoi.example/")
    assert text == "HTTPS://VPOSTCODE.HANOI.EXAMPLE/C/11024-22F2345/2506-T"
    assert symbol(text).side < symbol(code_address(CODE, base_url="https://vpostcode.hanoi.example")).side


@pytest.mark.parametrize("base_url", ["https://hanoi.example/Vpostcode", "https://under_score.example"])
def test_an_address_that_would_lead_elsewhere_in_capitals_is_left_as_it_is(base_url: str) -> None:
    assert qr_text(CODE, base_url=base_url) == f"{base_url}/c/11024-22F2345/2506-T"


def test_the_runs_draw_the_three_finder_patterns() -> None:
    drawn = symbol("HTTPS://A/C/1")
    first_row = [run for run in drawn.runs if run[1] == 0]
    assert first_row[0] == (0, 0, 7)
    assert first_row[-1] == (drawn.side - 7, 0, 7)


def test_the_svg_has_a_name_and_no_style_of_its_own() -> None:
    svg = inline_svg("HTTPS://A/C/1", label="Mã QR của <mã>")
    assert svg.startswith('<svg role="img" ')
    assert "<title>Mã QR của &lt;mã&gt;</title>" in svg
    assert "style" not in svg
