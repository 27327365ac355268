"""Where things are kept and how the service is run; every setting is an environment variable `VPOSTCODE_…`."""

from pathlib import Path

from pydantic import Field
from pydantic_settings import BaseSettings, SettingsConfigDict

from postcode.coverage.services import WALK_M


class Settings(BaseSettings):
    """Settings read once at the rim and passed in; docs/reference/settings.md lists them."""

    model_config = SettingsConfigDict(env_prefix="VPOSTCODE_", frozen=True)

    home: Path = Field(default=Path("var"), description="Folder of the database, snapshots and reports.")
    db: str = Field(default="", description="SQLAlchemy URL of the register; empty: a SQLite file in the home folder.")
    samples: Path = Field(default=Path("data/samples"), description="Folder of the sample city's layers.")
    demo: bool = Field(default=False, description="Open everything on loopback for a demonstration.")
    snapshot_check_s: float = Field(default=1.0, gt=0, description="Seconds between looks for a new snapshot.")

    keys_check_s: float = Field(default=2.0, ge=0, description="Seconds between looks for new and revoked API keys.")

    public_url: str = Field(
        default="http://127.0.0.1:8000", description="Public address of the service, printed into QR codes."
    )
    batch_days: int = Field(default=7, ge=1, description="Days after which files and results of a batch are removed.")
    batch_open: int = Field(default=5, ge=1, description="Batches of one caller that may wait or run at a time.")
    batch_rows_a_day: int = Field(default=1_000_000, ge=1, description="Rows that one caller may send a day.")
    changes_days: int = Field(default=90, ge=1, description="Days for which changes are kept in the feed.")
    webhook_loopback: bool = Field(default=False, description="Let webhooks lead to this machine, for tests.")
    anonymous_rate: int = Field(default=10, ge=0, description="Questions a second from one address without key.")
    anonymous_keystrokes_rate: int = Field(default=20, ge=0, description="Suggestions a second from one address.")
    anonymous_codes_a_day: int = Field(default=15, ge=0, description="Questions about codes a day from one address.")
    anonymous_texts_a_day: int = Field(default=60, ge=0, description="Addresses and points a day from one address.")
    proxies: str = Field(default="", description="Networks of our own proxies, whose X-Forwarded-For is believed.")
    access_record_days: int = Field(default=730, ge=1, description="Days for which reads of known callers are kept.")

    walk_m: float = Field(default=WALK_M, gt=0, le=50_000, description="Metres to a service point that are a walk.")
    data_licence: str = Field(default="", description="Terms under which exported data may be used.")

    bus: Path | None = Field(default=None, description="File with what was agreed with the city's data bus.")
    coverage_target: float = Field(default=0.95, gt=0, le=1, description="Share of certified households aimed at.")

    @property
    def db_url(self) -> str:
        """The register's URL, the embedded default included."""
        return self.db or f"sqlite:///{self.home / 'register.sqlite'}"

    @property
    def log(self) -> Path:
        """Where a demonstration at a terminal writes its log lines."""
        return self.home / "serve.log"

    @property
    def snapshots(self) -> Path:
        """The folder of published snapshots."""
        return self.home / "snapshots"

    @property
    def exports(self) -> Path:
        """The folder of exported layers."""
        return self.home / "exports"

    @property
    def batches(self) -> Path:
        """The folder of the files of batches."""
        return self.home / "batches"

    @property
    def webhook_key(self) -> Path:
        """The file with the key of which the secrets of webhooks are made."""
        return self.home / "webhook.key"

    @property
    def reports(self) -> Path:
        """The folder of import and assignment reports."""
        return self.home / "reports"
