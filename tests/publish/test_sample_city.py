"""The sample city has outlines of before the reform, so every household has both its names."""

import json
import subprocess
import sys

import pytest

from app.answering import Answering, open_answering
from app.cli.common import ExitCode
from app.verifying import MAX_CANDIDATES, verify_written
from geocoding.address.write import full_line
from geocoding.gazetteer.epochs import EVE, label_then
from geocoding.model import Household
from postcode.agreement import Agreement
from postcode.code import read_stored
from tests.conftest import SampleCity

STEP = 29
"""Every so many households are asked for; the whole city takes a minute."""


@pytest.fixture(scope="module")
def answering(sample_city: SampleCity) -> Answering:
    return open_answering(sample_city.settings.snapshots)


@pytest.fixture(scope="module")
def homes(answering: Answering) -> list[Household]:
    households = answering.snapshot.households
    return [households[position] for position in range(0, len(households), STEP)]


def label(answering: Answering, home: Household) -> str:
    commune = answering.snapshot.commune(home.commune_code)
    assert commune is not None
    return full_line(home.address, commune=commune.full_name)


def old_label(answering: Answering, home: Household) -> str:
    commune = answering.snapshot.commune(home.commune_code)
    assert commune is not None
    codes = {"commune_code": home.commune_code, "former_code": home.former_commune_code}
    return label_then(label(answering, home), today=commune.full_name, then=answering.epochs.communes_on(EVE, **codes))


def test_every_household_has_the_commune_of_before_the_reform(answering: Answering) -> None:
    households = answering.snapshot.households
    assert all(households[position].former_commune_code for position in range(len(households)))


def test_old_and_new_names_of_a_household_lead_to_it(answering: Answering, homes: list[Household]) -> None:
    for home in homes:
        answer = answering.resolve(old_label(answering, home), limit=MAX_CANDIDATES)
        assert home.id in {match.household.id for match in answer.matches if match.household is not None}


def test_no_code_is_denied_its_own_address_or_granted_that_of_another(
    answering: Answering, homes: list[Household]
) -> None:
    for home, other in zip(homes, [*homes[1:], homes[0]], strict=True):
        text = label(answering, home)
        assert verify_written(answering, code=home.code, text=text).agreement is not Agreement.NO
        assert verify_written(answering, code=other.code, text=text).agreement is not Agreement.YES


def run(sample_city: SampleCity, *arguments: str) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, "-c", "from app.cli.main import run; run()", *arguments]
    environment = {"VPOSTCODE_HOME": str(sample_city.settings.home), "PATH": ""}
    return subprocess.run(command, capture_output=True, text=True, check=False, env=environment)


def test_the_verify_command_ends_well_for_yes_only(
    sample_city: SampleCity, answering: Answering, homes: list[Household]
) -> None:
    home = next(one for one in homes if answering.resolve(label(answering, one)).total == 1)
    code = read_stored(home.code).printed()
    confirmed = run(sample_city, "verify", code, label(answering, home), "--json")
    assert (confirmed.returncode, json.loads(confirmed.stdout)["verdict"]) == (ExitCode.OK, "yes")
    denied = run(sample_city, "verify", code, "nowhere", "--json")
    assert (denied.returncode, json.loads(denied.stdout)["reason"]) == (ExitCode.FAILURE, "address_unknown")


def test_the_resolve_command_answers_in_the_names_of_a_day(
    sample_city: SampleCity, answering: Answering, homes: list[Household]
) -> None:
    text = label(answering, homes[0])
    found = run(sample_city, "resolve", text, "--as-of", EVE.isoformat(), "--json")
    assert json.loads(found.stdout)["matches"][0]["label"] == old_label(answering, homes[0])
    assert run(sample_city, "resolve", text, "--as-of", "2020-01-01").returncode == ExitCode.USAGE
