"""What `/v1/verify` answers."""

from pydantic import Field

from app.api.schemas import Fault, Schema, Text
from geocoding.match.answer import NextAction
from geocoding.model import Verdict
from postcode.agreement import Agreement, Reason


class AddressFound(Schema):
    """What the address text means by itself; `label` is null unless it means one household that may be named."""

    verdict: Verdict
    label: str | None


class Verification(Schema):
    """Whether the code belongs to the address, with the reason as a word and as a sentence."""

    verdict: Agreement
    reason: Reason
    message: Text
    next_action: NextAction
    code: str | None = Field(description="The code of today in printed form; null when the text is no code.")
    check_ok: bool | None = Field(description="Whether the check symbol fits; null when none was given.")
    code_label: str | None = Field(description="The address of the code; null where it may not be shown.")
    address: AddressFound
    faults: tuple[Fault, ...] = Field(description="`asked` is of the question, `answered` of the code's household.")
    near_misses: tuple[str, ...] = Field(description="Codes in printed form that a refused one may mean.")
    dataset_version: str
