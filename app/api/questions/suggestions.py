"""`/v1/suggest`: ways to go on with an address that is being typed."""

from fastapi import APIRouter

from app.access.limits import Counted
from app.access.principal import Scope
from app.api.access import Caller, needs
from app.api.parameters import SuggestQuery
from app.api.questions.suggestion_schemas import LabelPart, SuggestedCommune, Suggestion, Suggestions
from app.api.serving import Current
from app.errors import CommuneUnknown
from geocoding.match import suggest as engine

router = APIRouter(tags=["questions"])


@router.get("/v1/suggest", operation_id="suggest", dependencies=[needs(Scope.RESOLVE, counted=Counted.KEYSTROKES)])
async def suggest(asked: SuggestQuery, served: Current, caller: Caller) -> Suggestions:
    """Streets, alleys, buildings, estates, hamlets and communes that a text begins, and numbers as it writes them.

    Houses and flats are listed only for callers who may see lists of households, to an official only with the own
    commune named; for all others a number is repeated as typed, whether it exists or not.
    """
    if asked.commune and served.snapshot.commune(asked.commune) is None:
        raise CommuneUnknown
    found = served.engine.suggest(
        asked.q, limit=asked.limit, commune_code=asked.commune, lists_numbers=caller.may_in(asked.commune, Scope.LISTS)
    )
    return Suggestions(
        query=asked.q,
        suggestions=tuple(_suggestion(one) for one in found),
        dataset_version=served.snapshot.version,
    )


def _suggestion(one: engine.Suggestion) -> Suggestion:
    return Suggestion(
        text=one.text,
        label=tuple(LabelPart(text=part.text, matched=part.matched) for part in one.label),
        kind=one.kind,
        commune=SuggestedCommune(code=one.commune_code, name=one.commune),
        complete=one.complete,
    )
