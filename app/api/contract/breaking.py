"""What in a new contract would break a caller written for an old one.

Requests may be given more freely, never less: nothing taken away, nothing newly required, no value newly refused.
Answers may say more, never less: no member taken away or left out that was always there, no new type.
New words of a closed set in an answer are allowed; callers are told to expect them.
An operation whose `x-sunset` was promised in the old contract and has come may change or go: its callers were told.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any, Final

Document = Mapping[str, Any]

AT_MOST: Final = ("maxLength", "maxItems", "maximum", "exclusiveMaximum")
AT_LEAST: Final = ("minLength", "minItems", "minimum", "exclusiveMinimum")
DEEPEST: Final = 12
"""Schemas that contain themselves are compared so far down."""


def breaking_changes(old: Document, new: Document, *, today: date) -> list[str]:
    """The differences that break callers on a day (UTC), each in words with its place; empty when there is none."""
    return sorted({change for path in old["paths"] for change in _path(path, _Both(old, new), today=today)})


@dataclass(frozen=True, slots=True)
class _Both:
    """The two documents, for their references."""

    old: Document
    new: Document


@dataclass(frozen=True, slots=True)
class _Sent:
    """Two schemas of the same thing in the same place; a request is held to other rules than an answer."""

    where: str
    is_request: bool
    depth: int = 0

    def inside(self, name: str) -> "_Sent":
        """The schemas of a member."""
        return _Sent(f"{self.where}.{name}", self.is_request, self.depth + 1)


def _path(path: str, both: _Both, *, today: date) -> Iterator[str]:
    promised = {method: one for method, one in both.old["paths"][path].items() if not _is_over(one, today=today)}
    now = both.new["paths"].get(path)
    if now is None:
        if promised:
            yield f"{path}: path removed"
        return
    for method, operation in promised.items():
        where = f"{method.upper()} {path}"
        if method not in now:
            yield f"{where}: operation removed"
        else:
            yield from _operation(where, operation, now[method], both)


def _sunset(operation: Document) -> date | None:
    """The day on which an operation goes away, midnight UTC; None while that is not said."""
    said = operation.get("x-sunset")
    return None if said is None else date.fromisoformat(said)


def _is_over(operation: Document, *, today: date) -> bool:
    sunset = _sunset(operation)
    return sunset is not None and sunset <= today


def _notice(where: str, old: Document, new: Document) -> Iterator[str]:
    before, now = _sunset(old), _sunset(new)
    if before is not None and now is not None and now < before:
        yield f"{where}: sunset {before} brought forward to {now}"


def _operation(where: str, old: Document, new: Document, both: _Both) -> Iterator[str]:
    if old.get("operationId") != new.get("operationId"):
        yield f"{where}: operationId changed"
    if {} in old.get("security", [{}]) and {} not in new.get("security", [{}]):
        yield f"{where}: needs a key now"
    yield from _notice(where, old, new)
    yield from _parameters(where, old, new, both)
    yield from _body(where, old.get("requestBody", {}), new.get("requestBody", {}), both)
    for status, answer in old["responses"].items():
        if status.startswith("2"):
            yield from _answer(f"{where} {status}", answer, new["responses"].get(status), both)


def _parameters(where: str, old: Document, new: Document, both: _Both) -> Iterator[str]:
    before, now = _by_name(old), _by_name(new)
    for name, parameter in now.items():
        if parameter.get("required") and not before.get(name, {}).get("required"):
            yield f"{where}: parameter {name} required now"
    for name, parameter in before.items():
        if name not in now:
            yield f"{where}: parameter {name} removed"
        else:
            yield from _schema(_Sent(f"{where} {name}", True), parameter["schema"], now[name]["schema"], both)


def _by_name(operation: Document) -> dict[str, Document]:
    return {f"{one['in']}:{one['name']}": one for one in operation.get("parameters", ())}


def _body(where: str, old: Document, new: Document, both: _Both) -> Iterator[str]:
    if new.get("required") and not old.get("required"):
        yield f"{where}: body required now"
    yield from _contents(f"{where} body", old, new, both, is_request=True)


def _answer(where: str, old: Document, new: Document | None, both: _Both) -> Iterator[str]:
    if new is None:
        yield f"{where}: answer removed"
    else:
        yield from _contents(where, old, new, both, is_request=False)


def _contents(where: str, old: Document, new: Document, both: _Both, *, is_request: bool) -> Iterator[str]:
    for media, content in old.get("content", {}).items():
        now = new.get("content", {}).get(media)
        if now is None:
            yield f"{where}: {media} removed"
        else:
            yield from _schema(_Sent(where, is_request), content.get("schema", {}), now.get("schema", {}), both)


def _schema(sent: _Sent, old: Document, new: Document, both: _Both) -> Iterator[str]:
    old, new = _resolved(old, both.old), _resolved(new, both.new)
    if sent.depth > DEEPEST:
        return
    yield from _types(sent, old, new)
    if sent.is_request:
        yield from _bounds(sent, old, new)
    yield from _members(sent, old, new, both)
    if "items" in old and "items" in new:
        yield from _schema(sent.inside("[]"), old["items"], new["items"], both)
    yield from _choices(sent, old, new, both)


def _resolved(schema: Document, document: Document) -> Document:
    while "$ref" in schema:
        schema = document["components"]["schemas"][schema["$ref"].rpartition("/")[2]]
    return schema


def _types(sent: _Sent, old: Document, new: Document) -> Iterator[str]:
    before, now = _type_names(old), _type_names(new)
    if before is None and now is None:
        return
    narrower, wider = (now, before) if sent.is_request else (before, now)
    # A request may be given in more types, an answer in fewer; a number takes whole ones too.
    if narrower is not None and (wider is None or not _covers(narrower, wider)):
        yield f"{sent.where}: type {_shown(before)} became {_shown(now)}"


def _type_names(schema: Document) -> frozenset[str] | None:
    """The types a schema names, those of its alternatives too; None when it takes any."""
    options: Sequence[Document] = schema.get("anyOf", schema.get("oneOf", ()))
    if options:
        named = [frozenset({"$ref"}) if "$ref" in one else _type_names(one) for one in options]
        return None if None in named else frozenset().union(*(one for one in named if one is not None))
    given = schema.get("type")
    return None if given is None else frozenset([given] if isinstance(given, str) else given)


def _covers(wide: frozenset[str], narrow: frozenset[str]) -> bool:
    return all(one in wide or (one == "integer" and "number" in wide) for one in narrow)


def _shown(names: frozenset[str] | None) -> str:
    return "any" if names is None else "|".join(sorted(names))


def _bounds(sent: _Sent, old: Document, new: Document) -> Iterator[str]:
    for bound in AT_MOST:
        if bound in new and new[bound] < old.get(bound, float("inf")):
            yield f"{sent.where}: {bound} lowered to {new[bound]}"
    for bound in AT_LEAST:
        if bound in new and new[bound] > old.get(bound, 0 if bound in {"minLength", "minItems"} else -float("inf")):
            yield f"{sent.where}: {bound} raised to {new[bound]}"
    if "pattern" in new and new["pattern"] != old.get("pattern"):
        yield f"{sent.where}: pattern changed"
    if "enum" in new and (gone := [one for one in old.get("enum", ()) if one not in new["enum"]]):
        yield f"{sent.where}: no longer takes {', '.join(map(str, gone))}"
    if "enum" in new and "enum" not in old:
        yield f"{sent.where}: a closed set now"


def _members(sent: _Sent, old: Document, new: Document, both: _Both) -> Iterator[str]:
    before, now = old.get("properties", {}), new.get("properties", {})
    for name, schema in before.items():
        if name in now:
            yield from _schema(sent.inside(name), schema, now[name], both)
        else:
            yield f"{sent.where}.{name}: member removed"
    required, were_required = set(new.get("required", ())), set(old.get("required", ()))
    if sent.is_request:
        yield from (f"{sent.where}.{name}: member required now" for name in required - were_required)
    else:
        kept = (were_required - required) & set(now)
        yield from (f"{sent.where}.{name}: member may be missing now" for name in kept)


def _choices(sent: _Sent, old: Document, new: Document, both: _Both) -> Iterator[str]:
    """Compare alternatives one by one where there are as many as before; their types have been compared already."""
    for name in ("anyOf", "oneOf"):
        before, now = old.get(name, ()), new.get(name, ())
        if len(before) == len(now):
            for number, (one, other) in enumerate(zip(before, now, strict=True)):
                yield from _schema(sent.inside(str(number)), one, other, both)
