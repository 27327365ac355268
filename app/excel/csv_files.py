"""How a CSV file is written that officials open in Excel."""

from typing import Final

FOR_EXCEL: Final = "utf-8-sig"
"""Without a byte-order mark, Excel takes the file for another encoding and Vietnamese comes out as nonsense."""
