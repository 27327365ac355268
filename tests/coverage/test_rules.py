"""Every rule is broken by one commune and kept by another."""

import pytest

from postcode.coverage.audit import audit_register
from postcode.coverage.catalogue import CATALOGUE, REPORTED
from postcode.coverage.rules import RuleCode
from tests.coverage.cases import CASES, SOUND, Case
from tests.coverage.makers import findings


def test_a_commune_without_fault_has_no_finding():
    assert audit_register(SOUND).findings == ()


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.rule.value)
def test_a_breach_is_found_and_the_nearest_sound_case_is_not(case: Case):
    assert findings(case.breaks, case.rule)
    assert not findings(case.keeps, case.rule)


def test_every_rule_of_the_audit_has_a_case():
    assert {case.rule for case in CASES} == set(RuleCode) - REPORTED


def test_every_code_is_in_the_catalogue_with_words_in_both_languages():
    assert set(CATALOGUE) == set(RuleCode)
    for code, rule in CATALOGUE.items():
        assert rule.code is code
        assert all((rule.text.vi, rule.text.en, rule.suggestion.vi, rule.suggestion.en, rule.source))
        assert code.value == code.name.replace("_", "-")


def test_no_two_rules_say_the_same():
    texts = [rule.text for rule in CATALOGUE.values()]
    assert len({text.vi for text in texts}) == len({text.en for text in texts}) == len(texts)
