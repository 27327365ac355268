"""Whatever is done to a trail afterwards is found."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta

from hypothesis import given
from hypothesis import strategies as st

from app.workflow.trail import GENESIS, Break, Entry, Sealed, Verdict, check, sealed

NOON = datetime(2026, 11, 22, 5, tzinfo=UTC)


def entry(number: int) -> Entry:
    return Entry(
        at=NOON + timedelta(minutes=number),
        actor_id="account:an",
        role="official",
        action="edit.approved",
        commune_code="00070",
        subject=f"edit-{number}",
        reason="Người dân báo",
        facts='{"kind":"correct"}',
    )


def trail(length: int) -> list[Sealed]:
    made: list[Sealed] = []
    for number in range(1, length + 1):
        made.append(sealed(entry(number), number=number, previous=made[-1].seal if made else GENESIS))
    return made


def checked(tampered: list[Sealed], *, of: list[Sealed]) -> Verdict:
    return check(tampered, count=len(of), head=of[-1].seal if of else GENESIS)


def test_untouched_trail_holds() -> None:
    whole = trail(3)
    assert checked(whole, of=whole) == Verdict(3, whole[-1].seal)
    assert checked([], of=[]) == Verdict(0, GENESIS)


@given(at=st.integers(0, 5), part=st.sampled_from([*Entry.__slots__]))
def test_any_changed_part_of_any_entry_is_found(at: int, part: str) -> None:
    whole = trail(6)
    old = getattr(whole[at].entry, part)
    new = old + timedelta(microseconds=1) if isinstance(old, datetime) else old + " "
    forged = [*whole[:at], replace(whole[at], entry=replace(whole[at].entry, **{part: new})), *whole[at + 1 :]]
    verdict = checked(forged, of=whole)
    assert (verdict.broken_at, verdict.broken) == (at + 1, Break.CHANGED)


@given(at=st.integers(0, 5))
def test_any_removed_entry_is_found_the_last_ones_too(at: int) -> None:
    whole = trail(6)
    verdict = checked([*whole[:at], *whole[at + 1 :]], of=whole)
    assert (verdict.broken_at, verdict.broken) == (at + 1, Break.CUT_SHORT if at == 5 else Break.MISSING)


@given(st.permutations(range(6)).filter(lambda order: order != list(range(6))))
def test_any_other_order_is_found_even_when_renumbered(order: list[int]) -> None:
    whole = trail(6)
    shuffled = [whole[place] for place in order]
    assert checked(shuffled, of=whole).broken is not None
    renumbered = [replace(one, number=number) for number, one in enumerate(shuffled, start=1)]
    assert checked(renumbered, of=whole).broken is not None


@given(at=st.integers(1, 6))
def test_a_forged_entry_sealed_anew_breaks_what_follows_or_the_end(at: int) -> None:
    whole = trail(6)
    previous = whole[at - 2].seal if at > 1 else GENESIS
    forged = sealed(replace(entry(at), reason="khác"), number=at, previous=previous)
    verdict = checked([*whole[: at - 1], forged, *whole[at:]], of=whole)
    assert verdict.broken is (Break.CUT_SHORT if at == 6 else Break.UNLINKED)


def test_seal_is_stable_for_ever() -> None:
    assert trail(2)[1].seal == "a3ca5d65a96798cfd74be9f3d94bf8e952093be4d44cba83aee6abcb227f77c6"
