"""Whether this database spoke last: workers who speak at once are no restore."""

from quittance.platform import generation
from quittance.platform.clock import Clock
from quittance.platform.database import Database


class Overtaken:
    """Files that another worker marks at the very moment they are read."""

    def __init__(self, database: Database) -> None:
        self._database = database

    async def read(self) -> str | None:
        async with self._database.transaction() as session:
            return await generation.advance(session)

    async def write(self, words: str) -> None:
        raise AssertionError(f"Nobody speaks here: {words}")


async def test_a_worker_overtaken_by_another_may_still_speak(
    database: Database, clock: Clock
) -> None:
    async with database.transaction() as session:
        assert await generation.may_speak(session, Overtaken(database), now=clock.now())
        assert not await generation.is_paused(session)
        await session.rollback()
