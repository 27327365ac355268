"""What the trail is told of each step."""

from collections.abc import Mapping
from datetime import datetime

import orjson

from app.access.principal import Principal
from app.workflow.model import Edit, Target
from app.workflow.trail import Entry
from app.workflow.wire import changed_parts, content_json


def entry_of(edit: Edit, action: str, *, caller: Principal, reason: str, at: datetime) -> Entry:
    """The entry about a step of an edit, with every part it changes before and after."""
    facts = {"kind": edit.kind.value, "households": [_facts_of(target) for target in edit.targets]}
    return Entry(
        at=at,
        actor_id=caller.id,
        role=caller.role.value,
        action=action,
        commune_code=edit.commune_code,
        subject=edit.id,
        reason=reason,
        facts=facts_text(facts),
    )


def facts_text(facts: Mapping[str, object]) -> str:
    """Facts as canonical JSON."""
    return orjson.dumps(facts, option=orjson.OPT_SORT_KEYS).decode()


def _facts_of(target: Target) -> dict[str, object]:
    after = content_json(target.after)
    before = {} if target.before is None else content_json(target.before)
    changed = {name: [before.get(name), after[name]] for name in changed_parts(target.before, target.after)}
    return {
        "id": target.household_id,
        "base_version": target.base_version,
        "code_before": target.code_before,
        "code_after": target.code_after,
        "changed": changed,
    }
