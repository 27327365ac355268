"""The tables of the register; `migrations/` must always lead to exactly these.

Shapes are in metres of EPSG:5897, points in WGS 84 degrees. An absent text is the empty string, never NULL.
`content_digest` is the digest of what the source said, so that an import can leave unchanged rows alone.
"""

from app.db.tables.access import AccessEntryTable, AccountTable, ApiKeyTable, SessionTable, UsageTable
from app.db.tables.base import Base
from app.db.tables.batches import BatchChunkTable, BatchTable
from app.db.tables.changes import ChangeMarkTable, ChangeTable, FeedEndTable, ToldHouseholdTable
from app.db.tables.codes import IssuedCodeTable, LineageTable, LiveCodeTable
from app.db.tables.coverage import (
    AuditRunTable,
    CertificationTable,
    ChangedCommuneTable,
    FailedQuestionTable,
    FindingHouseholdTable,
    FindingTable,
    ReferenceCountTable,
)
from app.db.tables.datasets import DatasetTable, DoubtfulTable
from app.db.tables.households import HouseholdParcelTable, HouseholdTable
from app.db.tables.identifiers import IdentifierTable
from app.db.tables.imports import ImportLineTable, ImportTable
from app.db.tables.layers import BuildingTable, CommuneOutlineTable, ParcelTable, StreetTable
from app.db.tables.reports import ReportTable
from app.db.tables.service_points import ServicePointTable
from app.db.tables.units import AdminUnitTable, EditionHeadTable, EditionTable, UnitLinkTable
from app.db.tables.webhooks import WebhookDeliveryTable, WebhookTable
from app.db.tables.workers import WorkerTable
from app.db.tables.workflow import (
    AuditEntryTable,
    EditHouseholdTable,
    EditTable,
    EvidenceTable,
    HeldChangeTable,
    HouseholdLockTable,
    RememberedAnswerTable,
    TrailHeadTable,
)

__all__ = [
    "AccessEntryTable",
    "AccountTable",
    "AdminUnitTable",
    "ApiKeyTable",
    "AuditEntryTable",
    "AuditRunTable",
    "Base",
    "BatchChunkTable",
    "BatchTable",
    "BuildingTable",
    "CertificationTable",
    "ChangeMarkTable",
    "ChangeTable",
    "ChangedCommuneTable",
    "CommuneOutlineTable",
    "DatasetTable",
    "DoubtfulTable",
    "EditHouseholdTable",
    "EditTable",
    "EditionHeadTable",
    "EditionTable",
    "EvidenceTable",
    "FailedQuestionTable",
    "FeedEndTable",
    "FindingHouseholdTable",
    "FindingTable",
    "HeldChangeTable",
    "HouseholdLockTable",
    "HouseholdParcelTable",
    "HouseholdTable",
    "IdentifierTable",
    "ImportLineTable",
    "ImportTable",
    "IssuedCodeTable",
    "LineageTable",
    "LiveCodeTable",
    "ParcelTable",
    "ReferenceCountTable",
    "RememberedAnswerTable",
    "ReportTable",
    "ServicePointTable",
    "SessionTable",
    "StreetTable",
    "ToldHouseholdTable",
    "TrailHeadTable",
    "UnitLinkTable",
    "UsageTable",
    "WebhookDeliveryTable",
    "WebhookTable",
    "WorkerTable",
]
