"""Files that came back, compared with the register; kept for a day for the people who sent them."""

from datetime import datetime

from sqlalchemy import CheckConstraint, ForeignKey, Index, Text, Uuid
from sqlalchemy.orm import Mapped, mapped_column

from app.db.columns import Instant, KeyText
from app.db.tables.base import Base


class ImportTable(Base):
    """A file compared with the register, not the file itself; `counts` is JSON: lines by kind."""

    __tablename__ = "import"
    __table_args__ = (Index("ix_import_owner_id", "owner_id", "id"), Index("ix_import_expires_at", "expires_at"))

    id: Mapped[str] = mapped_column(Uuid(as_uuid=False), primary_key=True)
    owner_id: Mapped[str] = mapped_column(KeyText)
    commune_code: Mapped[str] = mapped_column(KeyText)
    created_at: Mapped[datetime] = mapped_column(Instant)
    expires_at: Mapped[datetime] = mapped_column(Instant)
    counts: Mapped[str] = mapped_column(Text)


class ImportLineTable(Base):
    """A line that is not as in the register; `content` is JSON, `edit_id` the edit proposed of it, empty for none."""

    __tablename__ = "import_line"
    __table_args__ = (CheckConstraint("kind IN ('changed', 'conflict', 'unknown', 'foreign', 'invalid')", name="kind"),)

    import_id: Mapped[str] = mapped_column(
        Uuid(as_uuid=False), ForeignKey("import.id", ondelete="CASCADE"), primary_key=True
    )
    row: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    kind: Mapped[str] = mapped_column(KeyText)
    content: Mapped[str] = mapped_column(Text)
    edit_id: Mapped[str] = mapped_column(Text, server_default="")
