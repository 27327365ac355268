"""What a finding is, whatever found it."""

from dataclasses import replace

from postcode.coverage.audit import audit_register
from postcode.coverage.finding import Finding, importance
from postcode.coverage.land import Land
from postcode.coverage.register import CommuneRegister
from postcode.coverage.rules import RuleCode
from postcode.coverage.ways import key_of_address
from tests.coverage.makers import CODE, IN_NGO_10, commune, findings, house, spoilt


def finding(rule: RuleCode, *, households: int = 1) -> Finding:
    return Finding(rule, "household:1", CODE, households=tuple(f"h{n}" for n in range(households)))


def reversed_register(register: CommuneRegister) -> CommuneRegister:
    return replace(
        register,
        households=register.households[::-1],
        places=register.places[::-1],
        land=Land(register.land.parcels[::-1], register.land.buildings[::-1]),
    )


def test_the_id_depends_on_rule_and_subject_alone():
    one = finding(RuleCode.HH_NO_CODE)
    assert one.id == replace(one, facts={"x": 1}, households=("a", "b")).id
    assert one.id != replace(one, subject="household:2").id
    assert one.id != replace(one, rule=RuleCode.HH_NO_PARCEL).id


def test_two_findings_of_an_audit_never_share_an_id():
    register = commune(*(replace(house(n), code="", parcels=(), address_text="Số 99, quận X") for n in range(1, 21)))
    ids = [one.id for one in audit_register(register).findings]
    assert len(ids) > 60
    assert len(set(ids)) == len(ids)


def test_an_error_about_one_household_comes_before_a_notice_about_a_street():
    assert importance(finding(RuleCode.HH_NO_CODE)) > importance(finding(RuleCode.NUMBER_MIXED, households=500))


def test_more_people_and_failed_questions_make_a_finding_more_important():
    few, many = finding(RuleCode.HH_NO_PARCEL), finding(RuleCode.HH_NO_PARCEL, households=20)
    assert importance(few) < importance(many) < importance(replace(many, failed_questions=1))


def test_the_order_of_the_register_does_not_change_what_is_found():
    register = commune(replace(house(5), code=house(7).code), replace(house(9), parcels=()))
    there, back = audit_register(register), audit_register(reversed_register(register))
    assert {one.id for one in there.findings} == {one.id for one in back.findings}
    assert there.figures == back.figures


def test_a_house_number_is_never_a_reason_to_refuse_a_household():
    wrong = spoilt(5, address=replace(house(5).address, house_number="6"))
    assert findings(wrong, RuleCode.NUMBER_PARITY)[0].severity != "error"


def test_questions_that_failed_on_a_way_raise_the_findings_of_its_households_and_of_no_others():
    street, alley = (key_of_address(one.address) for one in (house(5), IN_NGO_10))
    broken = commune(replace(house(5), parcels=()), replace(IN_NGO_10, parcels=()))
    failed = {"": 2, street: 7, "slang\t99": 4}
    asked = audit_register(replace(broken, failed_questions=failed, reference=None)).findings
    assert alley != street
    assert {one.subject: one.failed_questions for one in asked if one.rule is RuleCode.HH_NO_PARCEL} == {
        "household:h5": 7,
        "household:a2": 0,
    }
    assert {one.failed_questions for one in asked if one.subject.startswith("commune:")} == {13}
