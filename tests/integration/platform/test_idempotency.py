"""The same key never acts twice, whoever is in a hurry."""

import asyncio
from uuid import UUID

import pytest
from pydantic import BaseModel

from quittance.accounts import service as accounts
from quittance.accounts.models import Organisation
from quittance.domain.jurisdiction import Jurisdiction
from quittance.platform.clock import Clock
from quittance.platform.database import Database
from quittance.platform.idempotency import IdempotencyMismatch, remember
from quittance.platform.ids import new_id


class Order(BaseModel):
    beans: int
    label: str = "A<b <SARL>\n🧾"


class Receipt(BaseModel):
    number: int


@pytest.fixture
async def company_id(database: Database, clock: Clock) -> UUID:
    return await open_company(database, clock)


async def open_company(database: Database, clock: Clock) -> UUID:
    async with database.transaction() as session:
        organisation = Organisation(id=new_id(), name="Groupe", created_at=clock.now())
        session.add(organisation)
        await session.flush()
        company = await accounts.open_company(
            session,
            organisation.id,
            name="A<b",
            jurisdiction=Jurisdiction.FR,
            currency="EUR",
            time_zone="Europe/Paris",
            now=clock.now(),
        )
        return company.id


class Till:
    """An endpoint that acts: it counts how often it really did."""

    def __init__(self, database: Database, clock: Clock) -> None:
        self.database = database
        self.clock = clock
        self.acts = 0
        self.is_acting = asyncio.Event()

    async def sell(
        self,
        company_id: UUID,
        order: Order,
        *,
        key: str = "key-of-order-1",
        operation: str = "sell",
        fails: bool = False,
    ) -> int:
        async with self.database.transaction(company_id) as session:
            remembered = await remember(
                session,
                company_id,
                key=key,
                operation=operation,
                body=order,
                now=self.clock.now(),
            )
            if remembered.answer is not None:
                return Receipt.model_validate(remembered.answer).number
            self.is_acting.set()
            await asyncio.sleep(0.05)
            self.acts += 1
            if fails:
                raise LookupError
            remembered.keep(Receipt(number=self.acts))
            return self.acts


@pytest.fixture
def till(database: Database, clock: Clock) -> Till:
    return Till(database, clock)


async def test_the_same_request_gets_the_first_answer_again(till, company_id) -> None:
    assert await till.sell(company_id, Order(beans=3)) == 1
    assert await till.sell(company_id, Order(beans=3)) == 1
    assert till.acts == 1


async def test_a_key_used_for_another_request_is_refused(till, company_id) -> None:
    await till.sell(company_id, Order(beans=3))
    with pytest.raises(IdempotencyMismatch):
        await till.sell(company_id, Order(beans=4))
    assert till.acts == 1


async def test_of_twins_at_the_same_moment_one_acts_and_both_get_its_answer(
    till, company_id
) -> None:
    answers = await asyncio.gather(*(till.sell(company_id, Order(beans=3)) for _ in range(8)))
    assert answers == [1] * 8
    assert till.acts == 1


async def test_a_request_that_failed_may_come_again_under_its_key(till, company_id) -> None:
    with pytest.raises(LookupError):
        await till.sell(company_id, Order(beans=3), fails=True)
    assert await till.sell(company_id, Order(beans=3)) == 2


async def test_a_twin_acts_when_the_first_one_failed(till, company_id) -> None:
    first = asyncio.create_task(till.sell(company_id, Order(beans=3), fails=True))
    await till.is_acting.wait()
    twin = asyncio.create_task(till.sell(company_id, Order(beans=3)))
    with pytest.raises(LookupError):
        await first
    assert await twin == 2


async def test_a_key_counts_for_one_operation_of_one_company(
    till, company_id, database, clock
) -> None:
    other = await open_company(database, clock)
    answers = [
        await till.sell(company_id, Order(beans=3)),
        await till.sell(company_id, Order(beans=9), operation="buy"),
        await till.sell(other, Order(beans=5)),
        await till.sell(company_id, Order(beans=3), key="key-of-order-2"),
    ]
    assert answers == [1, 2, 3, 4]
