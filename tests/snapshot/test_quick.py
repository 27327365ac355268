"""Records made the quick way cannot be told from those made by their constructor."""

import copy
import pickle
from dataclasses import FrozenInstanceError, replace

import pytest

from geocoding.match.answer import Answer, NextAction
from geocoding.model import Address, Point, Verdict
from geocoding.quick import quick


def test_a_quick_record_is_the_constructor_s_in_every_way() -> None:
    made = quick(Address)("5", ("12",), street="Láng")
    usual = Address("5", ("12",), street="Láng")
    assert (type(made), made, hash(made), repr(made)) == (Address, usual, hash(usual), repr(usual))
    assert pickle.loads(pickle.dumps(made)) == copy.deepcopy(made) == usual
    assert replace(made, unit="7") == replace(usual, unit="7")


def test_a_quick_record_stays_as_it_is() -> None:
    made = quick(Point)(105.8, 21.0)
    with pytest.raises(FrozenInstanceError):
        made.lon = 0.0  # type: ignore[misc]
    assert made == Point(lon=105.8, lat=21.0)


def test_what_is_left_out_has_its_default() -> None:
    assert quick(Answer)(Verdict.NONE, NextAction.CORRECT) == Answer(Verdict.NONE, NextAction.CORRECT)
