"""Contents and wishes survive being stored."""

import orjson
from hypothesis import given
from hypothesis import strategies as st

from app.workflow.model import Content, Wanted
from app.workflow.wire import changed_parts, content_json, read_content, read_wanted, wanted_json
from geocoding.model import Accuracy, Address, HouseholdStatus, ParcelKey, Point

texts = st.text(st.characters(exclude_categories=["Cs"]), max_size=8)
points = st.builds(Point, lon=st.floats(105, 106), lat=st.floats(20, 21))
parcels = st.lists(st.builds(ParcelKey, texts, texts, texts), max_size=3).map(tuple)
paths = st.lists(texts, max_size=3).map(tuple)
addresses = st.builds(Address, texts, paths, texts, texts, texts, texts, texts, texts)
contents = st.builds(
    Content,
    *(addresses, texts, points, st.sampled_from(Accuracy), st.sampled_from(HouseholdStatus)),
    access_point=st.none() | points,
    parcels=parcels,
)
parts = st.builds(Wanted, house_number=st.none() | texts, alley_path=st.none() | paths, point=st.none() | points)
wishes = st.builds(
    Wanted,
    street=st.none() | texts,
    alley_path=st.none() | paths,
    access_point=st.none() | points,
    accuracy=st.none() | st.sampled_from(Accuracy),
    parcels=st.none() | parcels,
    into=st.none() | texts,
    parts=st.none() | st.lists(parts, max_size=3).map(tuple),
)


@given(contents)
def test_content_comes_back_as_it_was(content: Content) -> None:
    assert read_content(orjson.loads(orjson.dumps(content_json(content)))) == content


@given(wishes)
def test_wish_comes_back_as_it_was(wanted: Wanted) -> None:
    assert read_wanted(orjson.loads(orjson.dumps(wanted_json(wanted)))) == wanted


@given(contents, contents)
def test_nothing_is_changed_exactly_between_equals(one: Content, other: Content) -> None:
    assert (changed_parts(one, other) == ()) == (one == other)
    assert changed_parts(None, one) == tuple(content_json(one))
