"""`/v1/communes`: the 126 communes of today with their postcodes and how far coding has come."""

from fastapi import APIRouter

from app.access.principal import Scope
from app.api.access import Caller, needs
from app.api.disclosure import view_of
from app.api.parameters import NoQuery
from app.api.present import area_geometry, commune_feature, position
from app.api.schemas import CommuneCollection, DatasetBlock, PointGeometry
from app.api.serving import Current
from app.errors import CommuneUnknown

router = APIRouter(prefix="/v1/communes", tags=["communes"])


@router.get("", operation_id="listCommunes", dependencies=[needs(Scope.PUBLIC)])
async def list_communes(_: NoQuery, served: Current, caller: Caller) -> CommuneCollection:
    """All communes of today by code, each as its centre."""
    snapshot = served.snapshot
    features = tuple(
        commune_feature(
            commune,
            geometry=PointGeometry(coordinates=position(commune.centre)),
            view=view_of(caller, commune.code),
        )
        for commune in snapshot.communes()
    )
    block = DatasetBlock(dataset_version=snapshot.version, approximate=served.approximate, total=len(features))
    return CommuneCollection(vpostcode=block, features=features)


@router.get("/{code}", operation_id="getCommune", dependencies=[needs(Scope.PUBLIC)])
async def get_commune(code: str, _: NoQuery, served: Current, caller: Caller) -> CommuneCollection:
    """One commune of today with its outline."""
    snapshot = served.snapshot
    commune = snapshot.commune(code)
    if commune is None:
        raise CommuneUnknown
    feature = commune_feature(commune, geometry=area_geometry(commune.shape), view=view_of(caller, code))
    block = DatasetBlock(dataset_version=snapshot.version, approximate=served.approximate, total=1)
    return CommuneCollection(vpostcode=block, features=(feature,))
