"""The questions that failed where a finding is: people looked for something there and did not find it."""

from collections.abc import Mapping
from dataclasses import replace

from postcode.coverage.finding import Finding
from postcode.coverage.register import CommuneRegister
from postcode.coverage.ways import key_of_address


def with_questions(commune: CommuneRegister, findings: list[Finding]) -> list[Finding]:
    """The findings, each with the questions that failed on its way; one about the commune has all of them."""
    if not commune.failed_questions:
        return findings
    way_of = {one.id: key_of_address(one.address) for one in commune.households}
    return [replace(one, failed_questions=_failed(one, commune, way_of)) for one in findings]


def _failed(finding: Finding, commune: CommuneRegister, way_of: Mapping[str, str]) -> int:
    failed = commune.failed_questions
    kind, _, name = finding.subject.partition(":")
    if kind == "commune":
        return sum(failed.values())
    if kind == "way":
        return failed.get(name.removeprefix(f"{commune.code}/"), 0)
    ways = {way_of[household] for household in finding.households} - {""}
    return sum(failed.get(way, 0) for way in ways)
