import pytest

from app.evaluate.calibration import expected_calibration_error, reliability


def test_confidence_that_keeps_its_word_has_no_error() -> None:
    table = reliability([(0.75, True)] * 3 + [(0.75, False)])
    assert expected_calibration_error(table) == pytest.approx(0.0)


def test_error_is_weighted_by_the_answers_of_each_bin() -> None:
    table = reliability([(1.0, True)] * 9 + [(0.5, True)])
    assert expected_calibration_error(table) == pytest.approx(0.05)


def test_certain_and_wrong_is_the_worst_there_is() -> None:
    assert expected_calibration_error(reliability([(1.0, False)])) == pytest.approx(1.0)


def test_without_answers_there_is_no_error_to_state() -> None:
    assert expected_calibration_error(reliability([])) is None


@pytest.mark.parametrize(("confidence", "index"), [(0.0, 0), (0.1, 0), (0.11, 1), (0.9, 8), (0.91, 9), (1.0, 9)])
def test_a_bin_holds_its_upper_end(confidence: float, index: int) -> None:
    counts = [part.count for part in reliability([(confidence, True)])]
    assert counts.index(1) == index
