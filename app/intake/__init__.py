"""Importing a layer: a stranger's file in, checked rows in the register and a report of the rest out."""

from app.intake.importing import import_layer
from app.intake.model import CommunesMissing, ImportReport, ImportRequest

__all__ = ["CommunesMissing", "ImportReport", "ImportRequest", "import_layer"]
