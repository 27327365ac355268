"""The catalogue of problems as a page of the reference, made from the one table of errors."""

from http import HTTPStatus
from itertools import groupby

from app.problem_kinds.kind import ProblemKind
from app.problem_kinds.table import KINDS

HEAD = """# Lỗi / Problems

Every error is `application/problem+json` (RFC 9457). `type` is the address of a page about this kind of error
and never changes; decide by it, not by the title. `title` and `detail` are Vietnamese, or English when
`Accept-Language` likes English better. `errors` points to the faults of the request; `near_misses` lists
codes that may have been meant; `violated_policies` names the limits that are reached. `Retry-After` comes
with every 429 and 503. `instance` is the number of the request in the log.

Made by `vpostcode openapi --problems docs/reference/problems.md`; a test keeps it equal to the table in
`app/problem_kinds/`.
"""


def problem_reference() -> str:
    """All kinds of problems by status, each with its words in both languages."""
    kinds = sorted(KINDS.values(), key=lambda kind: (kind.status, kind.name))
    parts = [_part(status, tuple(own)) for status, own in groupby(kinds, key=lambda kind: kind.status)]
    return "\n".join((HEAD, *parts))


def _part(status: int, kinds: tuple[ProblemKind, ...]) -> str:
    return f"## {status} {HTTPStatus(status).phrase}\n\n" + "\n".join(map(_entry, kinds))


def _entry(kind: ProblemKind) -> str:
    return f"### `{kind.type}`\n\n**{kind.title.vi}.** {kind.remedy.vi}\n\n*{kind.title.en}.* {kind.remedy.en}\n"
