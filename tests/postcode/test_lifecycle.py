from collections.abc import Sequence

import pytest

from postcode.code import Vpostcode
from postcode.lifecycle import heirs, latest_successions, merge, rehead, replace_code, restore, retire, split
from postcode.plan import IssuedCode, Plan, Succession, SuccessionKind
from tests.postcode.makers import codes_of, edition, issued

MERGED = edition(heads={"00070": "11099"})
"""Two communes, 11024 and 11018, have become one: 00070, with the head 11099."""


def code(text: str) -> Vpostcode:
    base, _, unit = text.partition("/")
    return Vpostcode(base[:5], base[5:], unit)


def issued_to(**codes: str) -> list[IssuedCode]:
    """Live codes by the name of their household, each on land of its own."""
    return [issued(code(text), household=f"id-{name}", site=f"parcel:{name}") for name, text in codes.items()]


def reheaded(history: Sequence[IssuedCode]) -> Plan:
    return rehead(history, communes={one.household_id: "00070" for one in history}, edition=MERGED)


def heirs_of(name: str, *plans: Plan, live: str = "") -> tuple[str, ...]:
    successions = [one for plan in plans for one in plan.successions]
    codes = {name: code("1102422F2345") for name in live.split()}
    return heirs(name, live=codes, latest=latest_successions(successions))


def test_new_head_keeps_suffix_and_unit() -> None:
    plan = reheaded(issued_to(a="1102422F2345", b="1101822F2399/2506"))
    assert codes_of(plan) == {"a": "1109922F2345", "b": "1109922F2399/2506"}


def test_old_code_leads_to_the_household_itself() -> None:
    plan = reheaded(issued_to(a="1102422F2345"))
    assert plan.successions == (Succession("id-a", SuccessionKind.REHEADED, ("id-a",), code("1102422F2345")),)


def test_code_with_the_right_head_is_kept() -> None:
    kept = issued_to(a="1109922F2345")
    assert reheaded(kept) == Plan(kept=tuple(kept))


def test_cells_that_meet_at_a_border_are_told_apart_by_a_unit() -> None:
    plan = reheaded(issued_to(a="1102422F2345", b="1101822F2345"))
    assert codes_of(plan) == {"a": "1109922F2345/2", "b": "1109922F2345"}


def test_nobody_is_displaced_by_one_who_cannot_keep_the_unit() -> None:
    plan = reheaded(issued_to(a="1102422F2345", b="1101822F2345", c="1102422F2345/2"))
    assert codes_of(plan) == {"a": "1109922F2345/3", "b": "1109922F2345", "c": "1109922F2345/2"}


def test_retired_code_under_the_new_head_is_not_used_again() -> None:
    gone = issued(code("1109922F2345"), household="id-z", live=False)
    assert codes_of(reheaded([gone, *issued_to(a="1102422F2345")])) == {"a": "1109922F2345/2"}


def test_household_of_a_commune_without_head_keeps_its_code_and_is_refused() -> None:
    plan = rehead(issued_to(a="1102422F2345"), communes={"id-a": "99999"}, edition=MERGED)
    assert (plan.new, plan.successions, plan.refused[0].rule) == ((), (), "commune-without-head")


def test_retired_codes_get_no_new_head() -> None:
    gone = issued(code("1102422F2345"), household="id-a", live=False)
    assert reheaded([gone]) == Plan()


def test_planning_again_after_reheading_yields_nothing() -> None:
    before = issued_to(a="1102422F2345", b="1101822F2345")
    plan = reheaded(before)
    after = [
        *(IssuedCode(one.code, one.household_id, one.site, live=False) for one in before),
        *(IssuedCode(new.code, new.household_id, new.site) for new in plan.new),
    ]
    again = reheaded(after)
    assert (again.new, again.successions) == ((), ())


def test_merged_households_lead_to_the_one_that_stays() -> None:
    live = {"b": code("1102422F2345/2")}
    assert merge(["c", "a", "b"], into="a", live=live).successions == (
        Succession("b", SuccessionKind.MERGED, ("a",), code("1102422F2345/2")),
        Succession("c", SuccessionKind.MERGED, ("a",)),
    )


def test_split_household_keeps_its_code() -> None:
    assert split("a", parts=["b", "c"]).successions == (Succession("a", SuccessionKind.SPLIT, ("a", "b", "c")),)


def test_nothing_is_replaced_where_there_is_no_code() -> None:
    assert replace_code("a", live={}) == Plan()


def test_household_with_a_code_carries_on_itself() -> None:
    assert heirs_of("a", merge(["a", "b"], into="b", live={}), live="a b") == ("a",)


def test_ended_household_has_no_heirs() -> None:
    assert heirs_of("a", split("a", parts=["b"]), retire(["a"], live={}), live="b") == ()


def test_heirs_are_found_through_several_mergers() -> None:
    assert heirs_of("a", merge(["a", "b"], into="b", live={}), merge(["b", "c"], into="c", live={}), live="c") == ("c",)


@pytest.mark.parametrize("live", ["", "c"])
def test_circle_of_mergers_ends(live: str) -> None:
    assert heirs_of("a", merge(["a", "b"], into="b", live={}), merge(["a", "b"], into="a", live={}), live=live) == ()


def test_restored_household_is_not_led_away_by_what_was_undone() -> None:
    undone = restore([issued(code("1102422F2345"), household="a", live=False)])
    assert heirs_of("a", merge(["a", "b"], into="b", live={}), undone, live="b") == ()
