"""All rules by code."""

from collections.abc import Mapping
from types import MappingProxyType

from postcode.coverage.rules import About, AuditRule, RuleCode
from postcode.coverage.words_addresses import ADDRESS_RULES
from postcode.coverage.words_households import HOUSEHOLD_RULES
from postcode.coverage.words_land import LAND_RULES
from postcode.coverage.words_ways import WAY_RULES

CATALOGUE: Mapping[RuleCode, AuditRule] = MappingProxyType(
    {rule.code: rule for rule in (*HOUSEHOLD_RULES, *ADDRESS_RULES, *WAY_RULES, *LAND_RULES)}
)
"""Every rule, by code, in the order in which people should read them."""

REPORTED: frozenset[RuleCode] = frozenset(rule.code for rule in CATALOGUE.values() if rule.about is About.REPORT)
"""The rules whose findings come from people; an audit neither makes nor ends them."""
