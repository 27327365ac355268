"""Datasets: the record of which file brought which rows, and what became of them."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

import orjson
from sqlalchemy import func, insert, select, update
from sqlalchemy.orm import Session

from app.db.tables import DatasetTable
from app.db.upsert import LoadCount


@dataclass(frozen=True, slots=True)
class Dataset:
    """One finished import; `sha256` is the digest of its file, `options` how it was read (JSON, sorted)."""

    id: int
    layer: str
    source: str
    file_name: str
    sha256: str
    options: str
    finished_at: datetime
    count: LoadCount
    rejected: int
    doubtful: int


def begin_dataset(
    session: Session,
    *,
    layer: str,
    source: str,
    file_name: str,
    sha256: str,
    options: Mapping[str, str],
    at: datetime,
) -> int:
    """Open a dataset in the caller's transaction; its id goes with every row loaded."""
    values = {
        "layer": layer,
        "source": source,
        "file_name": file_name,
        "sha256": sha256,
        "options": options_text(options),
        "started_at": at,
    }
    return session.execute(insert(DatasetTable).values(values).returning(DatasetTable.id)).scalar_one()


def finish_dataset(
    session: Session, dataset_id: int, *, count: LoadCount, rejected: int, doubtful: int, at: datetime
) -> None:
    """Close a dataset with what became of its rows."""
    session.execute(
        update(DatasetTable)
        .where(DatasetTable.id == dataset_id)
        .values(
            finished_at=at,
            added=count.added,
            changed=count.changed,
            unchanged=count.unchanged,
            rejected=rejected,
            doubtful=doubtful,
        )
    )


def find_dataset(
    session: Session, *, layer: str, source: str, sha256: str, options: Mapping[str, str]
) -> Dataset | None:
    """The latest import of the same file in the same way; None when there was none."""
    statement = (
        select(DatasetTable)
        .where(DatasetTable.sha256 == sha256, DatasetTable.layer == layer, DatasetTable.source == source)
        .where(DatasetTable.options == options_text(options), DatasetTable.finished_at.is_not(None))
        .order_by(DatasetTable.id.desc())
        .limit(1)
    )
    row = session.execute(statement).scalar_one_or_none()
    return None if row is None else _dataset(row)


def newest_dataset(session: Session) -> Dataset | None:
    """The dataset that was finished last; None in a new register."""
    table = DatasetTable
    asked = select(table).where(table.finished_at.is_not(None)).order_by(table.finished_at.desc(), table.id.desc())
    row = session.scalars(asked.limit(1)).one_or_none()
    return None if row is None else _dataset(row)


def latest_datasets(session: Session) -> list[Dataset]:
    """The last finished import of every layer of every source, by layer and source."""
    table = DatasetTable
    finished = select(func.max(table.id)).where(table.finished_at.is_not(None)).group_by(table.layer, table.source)
    rows = session.scalars(select(table).where(table.id.in_(finished)).order_by(table.layer, table.source))
    return [_dataset(row) for row in rows]


def dataset_source(session: Session, dataset_id: int) -> str:
    """The name of a dataset's source; external ids are unique within it."""
    return session.execute(select(DatasetTable.source).where(DatasetTable.id == dataset_id)).scalar_one()


def options_text(options: Mapping[str, str]) -> str:
    """Options as JSON with sorted names: equal texts for equal options."""
    return orjson.dumps(dict(options), option=orjson.OPT_SORT_KEYS).decode()


def _dataset(row: DatasetTable) -> Dataset:
    if row.finished_at is None:
        raise ValueError(f"dataset {row.id} is not finished")
    return Dataset(
        id=row.id,
        layer=row.layer,
        source=row.source,
        file_name=row.file_name,
        sha256=row.sha256,
        options=row.options,
        finished_at=row.finished_at,
        count=LoadCount(added=row.added, changed=row.changed, unchanged=row.unchanged),
        rejected=row.rejected,
        doubtful=row.doubtful,
    )
