"""What `/v1/suggest` answers."""

from pydantic import Field

from app.api.schemas import Schema
from geocoding.snapshot.completion_keys import CompletionKind


class LabelPart(Schema):
    """A piece of a suggestion's text; `matched` when it stands for what was typed."""

    text: str
    matched: bool


class SuggestedCommune(Schema):
    """The commune of a suggestion."""

    code: str
    name: str


class Suggestion(Schema):
    """One way to go on; asked for as a text, it leads to just this place or number."""

    text: str = Field(description="What to put in the box; ends in a label such as “số ” where a number is to follow.")
    label: tuple[LabelPart, ...] = Field(description="The text again, in pieces to show.")
    kind: CompletionKind
    commune: SuggestedCommune
    complete: bool = Field(description="Whether nothing is left to add; says nothing about whether the number exists.")


class Suggestions(Schema):
    """Ways to go on, best first; none for a text that begins nothing known."""

    query: str
    suggestions: tuple[Suggestion, ...]
    dataset_version: str
