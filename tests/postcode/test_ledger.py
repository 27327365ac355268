import pytest

from postcode.code import Vpostcode
from postcode.errors import CodeTaken
from postcode.ledger import Ledger, MemoryLedger
from postcode.plan import IssuedCode
from tests.contracts.ledger_contract import HOUSEHOLDS, NOON, LedgerContract, new_code, plan


class TestMemoryLedger(LedgerContract):
    @pytest.fixture
    def ledger(self) -> Ledger:
        return MemoryLedger()


def test_retired_code_stays_in_the_ledger_and_taken() -> None:
    retired = IssuedCode(Vpostcode("11024", "22F2345"), HOUSEHOLDS[5], "parcel:a", live=False)
    ledger = MemoryLedger([retired])
    with pytest.raises(CodeTaken):
        ledger.apply(plan(new_code(0)), at=NOON)
    assert list(ledger.issued()) == [retired]


def test_household_with_a_retired_code_may_have_a_new_one() -> None:
    ledger = MemoryLedger([IssuedCode(Vpostcode("11024", "22F2345"), HOUSEHOLDS[0], "parcel:a", live=False)])
    ledger.apply(plan(new_code(0, unit="2")), at=NOON)
    assert [entry.live for entry in ledger.issued()] == [False, True]
