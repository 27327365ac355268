from random import Random

import pytest
from hypothesis import given
from hypothesis import strategies as st
from rapidfuzz.distance import OSA

from app.questions.keyboard import Method, typed, with_typo

NAMES = st.sampled_from(["Hàng Đào", "Lương Định Của", "Xã Đàn 2", "Ô Chợ Dừa", "Đê La Thành", "Thụy Khuê"])


@pytest.mark.parametrize(
    ("word", "method", "keys"),
    [
        ("Trãi", Method.TELEX, {"Traix", "Traxi"}),
        ("Nguyễn", Method.TELEX, {"Nguyeenx", "Nguyeexn"}),
        ("Đống", Method.TELEX, {"Ddoongs", "Ddoosng"}),
        ("phường", Method.TELEX, {"phuwowngf", "phuwowfng"}),
        ("Nguyễn", Method.VNI, {"Nguye6n4", "Nguye64n"}),
        ("Đa", Method.VNI, {"D9a"}),
        ("Kim", Method.TELEX, {"Kim"}),
    ],
)
def test_keys_are_those_of_the_method(word: str, method: Method, keys: set[str]) -> None:
    assert {typed(word, method, Random(seed)) for seed in range(40)} == keys


@given(NAMES, st.integers())
def test_typo_is_at_most_one_step_and_spares_digits(name: str, seed: int) -> None:
    wrong = with_typo(name, Random(seed))
    assert OSA.distance(name.lower(), wrong.lower()) <= 1
    assert [c for c in wrong if c.isdigit()] == [c for c in name if c.isdigit()]
