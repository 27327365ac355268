"""What can be wrong with files that are sent or asked for, and with what stands on paper."""

from app.errors.base import AppError


class ExportUnknown(AppError, LookupError):
    """There is no exported file of this version and name that the caller may have."""


class HouseholdWithoutCode(AppError, LookupError):
    """The household has no live code that a paper could show."""


class TooManyPlates(AppError, ValueError):
    """One document does not hold so many plates."""


class BatchUnknown(AppError, LookupError):
    """The caller has no batch of this id."""


class BatchUnfinished(AppError):
    """The batch has no result: it still runs, was cancelled, or failed."""


class BatchGone(AppError, LookupError):
    """The files of the batch have been removed."""


class BatchesTooMany(AppError):
    """The caller has as many waiting and running batches as one may have."""


class ListTooLong(AppError, ValueError):
    """The list has more rows than a file of it holds."""


class ImportUnknown(AppError, LookupError):
    """The caller sent no file of this id, or its day is over."""


class ImportColumnsMissing(AppError, ValueError):
    """The file has no column of these headings, without which it cannot be compared."""

    def __init__(self, headings: tuple[str, ...]) -> None:
        super().__init__(", ".join(headings))
        self.headings = headings


class UploadUnfit(AppError, ValueError):
    """The request carries no file of questions, or carries it in a form that is not read."""
