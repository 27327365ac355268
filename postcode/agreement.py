"""Whether a code and an address agree, and the reasons why they do or do not."""

from enum import StrEnum


class Agreement(StrEnum):
    """Whether a code belongs to an address; PARTLY where the two agree as far as they go, or but for a slip."""

    YES = "yes"
    PARTLY = "partly"
    NO = "no"


class Reason(StrEnum):
    """Why a code belongs to an address or does not; between two households the first that holds."""

    SAME_HOUSEHOLD = "same_household"
    CODE_MALFORMED = "code_malformed"
    CHECK_WRONG = "check_wrong"
    CODE_NOT_ISSUED = "code_not_issued"
    CODE_SLIP = "code_slip"
    HEAD_WRONG = "head_wrong"
    ADDRESS_UNKNOWN = "address_unknown"
    ADDRESS_AMBIGUOUS = "address_ambiguous"
    ADDRESS_INCOMPLETE = "address_incomplete"
    OTHER_FLAT = "other_flat"
    SAME_PARCEL = "same_parcel"
    OTHER_NUMBER = "other_number"
    OTHER_COMMUNE = "other_commune"
    OTHER_ALLEY = "other_alley"
    ELSEWHERE = "elsewhere"


_PARTLY = frozenset(
    {
        Reason.CODE_SLIP,
        Reason.HEAD_WRONG,
        Reason.ADDRESS_AMBIGUOUS,
        Reason.ADDRESS_INCOMPLETE,
        Reason.OTHER_FLAT,
        Reason.SAME_PARCEL,
    }
)


def agreement_of(reason: Reason) -> Agreement:
    """What a reason says about the code and the address."""
    if reason is Reason.SAME_HOUSEHOLD:
        return Agreement.YES
    return Agreement.PARTLY if reason in _PARTLY else Agreement.NO
