import dataclasses

import pytest

from app.api.fault_words import ELEMENTS, SENTENCES, in_words
from geocoding.match.answer import Fault, FaultKind
from geocoding.model import Address
from geocoding.text.noise import Noise


@pytest.mark.parametrize("kind", FaultKind)
def test_every_kind_of_fault_is_a_sentence_in_both_languages(kind: FaultKind) -> None:
    words = in_words(Fault("street", kind, asked="Láng", answered="Đường Láng"))
    assert words.vi[0].isupper()
    assert words.en[0].isupper()
    assert words.vi.endswith(".")
    assert "{" not in words.vi + words.en


def test_every_part_of_an_address_has_a_name_in_both_languages() -> None:
    assert {field.name for field in dataclasses.fields(Address)} <= set(ELEMENTS)


def test_every_kind_of_fault_has_a_sentence() -> None:
    assert set(SENTENCES) == set(FaultKind)


def test_braces_in_a_question_do_no_harm() -> None:
    assert "{0.__class__}" in in_words(Fault("street", FaultKind.DROPPED, asked="{0.__class__}")).vi


def test_an_element_without_a_name_is_named_as_the_code_names_it() -> None:
    assert in_words(Fault("lobby", FaultKind.DROPPED, asked="A")).en == "Did not use the lobby “A”."


def test_a_part_that_one_side_does_not_have_is_called_absent() -> None:
    words = in_words(Fault("alley_path", FaultKind.CONTRADICTED, asked="", answered="12"))
    assert (words.vi, words.en) == (
        "Ngõ, ngách, hẻm “không có” không khớp với “12”.",
        "The alley “none” contradicts “12”.",
    )


def test_what_may_be_about_a_person_is_not_repeated() -> None:
    words = in_words(Fault("phone", FaultKind.DROPPED))
    assert (words.vi, words.en) == ("Đã bỏ qua số điện thoại.", "Left out the phone number.")


def test_every_kind_of_noise_has_a_name_in_both_languages() -> None:
    assert {str(noise) for noise in Noise} <= set(ELEMENTS)
