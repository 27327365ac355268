import json

from starlette.testclient import TestClient


def test_the_document_has_every_schema_it_refers_to(demo: TestClient) -> None:
    document = demo.get("/openapi.json").json()
    text = json.dumps(document)
    referred = {part.split('"')[0] for part in text.split('"$ref": "#/components/schemas/')[1:]}
    assert referred == set(document["components"]["schemas"])


def test_the_routes_of_the_api_are_these(demo: TestClient) -> None:
    assert set(demo.get("/openapi.json").json()["paths"]) >= {
        "/v1/resolve",
        "/v1/reverse",
        "/v1/suggest",
        "/v1/codes/{code}",
        "/v1/verify",
        "/v1/communes",
        "/v1/communes/{code}",
        "/livez",
        "/readyz",
    }
