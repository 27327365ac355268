"""A value that a database cannot hold is the caller's fault on either database, never ours."""

import pytest
from starlette.testclient import TestClient

from tests.api.callers import calling_as, official
from tests.editing.town import HOME


@pytest.mark.parametrize(
    "address",
    [
        f"/v1/register/households?commune={HOME}&street=%00",
        f"/v1/findings?commune={HOME}&household=1",
        f"/v1/findings?commune={HOME}&q=a%00",
    ],
)
def test_a_text_that_no_database_holds_is_answered_or_refused(client: TestClient, address: str) -> None:
    with calling_as(client, official(HOME)):
        assert client.get(address).status_code in {200, 422}


def test_an_account_with_a_nul_in_its_name_is_nobodys(client: TestClient) -> None:
    answer = client.post("/v1/session", json={"account": "\0", "password": "mot-mat-khau-dai"})
    assert answer.status_code in {401, 422}
