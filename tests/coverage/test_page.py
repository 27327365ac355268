"""The page of rules is what the catalogue says."""

from postcode.coverage.page import rules_page
from postcode.coverage.rules import RuleCode
from tests.conftest import ROOT

PAGE = ROOT / "docs" / "reference" / "rules.md"


def test_the_page_of_rules_equals_the_catalogue():
    assert PAGE.read_text(encoding="utf-8") == rules_page()


def test_the_page_names_every_rule():
    assert all(f"| {code} |" in rules_page() for code in RuleCode)
