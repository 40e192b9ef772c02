"""The worker dies at the worst moments; no message is lost, and none leaves twice.

`make bench` plays the same at full size.
"""

from __future__ import annotations

import os

import pytest

from quittance.deliveries.models import DeliveryStatus
from quittance.deliveries.ports import AT_ONCE
from quittance.platform.database import Database
from quittance.platform.embedded import Running
from quittance.platform.settings import Settings
from tests.factories.ordeals import MOMENTS, Ordeal, undergo

pytestmark = pytest.mark.e2e

SEED = int(os.environ.get("CRASH_SEED", "20261122"))
ORDEAL = Ordeal(messages=200, kills=5, flushes=1, seed=SEED)


@pytest.mark.req("SAGE-87")
async def test_a_worker_killed_at_the_worst_moments_loses_and_doubles_nothing(
    database: Database, settings: Settings, worker_database: Running, redis_url: str
) -> None:
    print(f"CRASH_SEED={SEED}")
    assert redis_url

    after = await undergo(ORDEAL, database, settings, worker_database.redis_url)

    sent, unknown = after.said(DeliveryStatus.SENT), after.said(DeliveryStatus.UNCONFIRMED)
    assert set(after.died) == set(MOMENTS)
    assert len(after.rows) == len(sent) + len(unknown) == ORDEAL.messages
    assert [name for name, times in after.arrived.items() if times > 1] == []
    assert [row.message_id for row in sent if after.arrived[row.message_id or ""] != 1] == []
    assert len(unknown) <= ORDEAL.kills * AT_ONCE
    assert sum(after.arrived.values()) >= ORDEAL.messages - len(unknown)
