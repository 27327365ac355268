"""What the pages tell people to type works, and prints what they say."""

from pathlib import Path

import pytest

from tests.conftest import ROOT, SampleCity
from tests.docs.pages import commands, examples, is_printed
from tests.docs.running import run

PAGES = [
    str(page.relative_to(ROOT))
    for page in sorted([ROOT / "README.md", *(ROOT / "docs").rglob("*.md")])
    if any(one.kind == "console" for one in examples(page))
]
REASONS = {
    "the tests start the service themselves",
    "the tests cannot run all tests",
    "the tutorial runs it with files",
    "the tests read the layers with GDAL inside Python",
}


@pytest.mark.parametrize("page", PAGES)
def test_every_command_of_a_page_ends_and_prints_as_the_page_says(
    page: str, sample_city: SampleCity, tmp_path: Path
) -> None:
    with run(page, city=sample_city, folder=tmp_path) as done:
        for command, (status, output) in zip(done.commands, done.outputs, strict=True):
            assert status == command.exit, f"{command.text}\n{output}"
            missing = [line for line in command.expected if not is_printed(line, output)]
            assert missing == [], f"{command.text}\n{output}"


@pytest.mark.parametrize("page", PAGES)
def test_a_command_that_is_not_executed_has_one_of_the_known_reasons(page: str) -> None:
    for example in examples(ROOT / page):
        if example.kind == "console" and not commands(example):
            pytest.fail(f"no command in: {example.body}")
        _, found, reason = example.note.partition("not executed: ")
        assert not found or reason in REASONS


def test_every_page_is_found_from_the_index() -> None:
    index = (ROOT / "docs" / "README.md").read_text(encoding="utf-8")
    pages = [path.relative_to(ROOT / "docs") for path in (ROOT / "docs").rglob("*.md")]
    missing = [str(page) for page in pages if page.parts[0] != "decisions" and f"({page})" not in index]
    assert missing == ["README.md"]
