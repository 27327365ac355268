import json
from pathlib import Path

import pytest

from app.cli.init import init


def test_init_twice_gives_the_same_register(blank_url: str, capsys: pytest.CaptureFixture[str]) -> None:
    reports = []
    for _ in range(2):
        init(db=blank_url, as_json=True)
        reports.append(json.loads(capsys.readouterr().out))
    assert [report["facts_written"] for report in reports] == [2270, 0]
    for report in reports:
        assert (report["admin_units"], report["unit_links"], report["postcodes"]) == (768, 795, 705)


def test_init_without_a_url_makes_the_embedded_register(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("VPOSTCODE_HOME", str(tmp_path / "new" / "home"))
    monkeypatch.delenv("VPOSTCODE_DB", raising=False)
    init(as_json=True)
    assert (tmp_path / "new" / "home" / "register.sqlite").exists()
