"""Whether this database spoke last: workers who speak at once are no restore."""

from collections.abc import AsyncIterator

import pytest
from sqlalchemy import update
from sqlalchemy.ext.asyncio import AsyncSession

from quittance.platform import generation
from quittance.platform.clock import Clock
from quittance.platform.database import Database
from quittance.platform.generation import Installation


class Files:
    """Words beside the files; another worker speaks at the very moment they are first read."""

    def __init__(self, session: AsyncSession, words: str | None = None) -> None:
        self.words = words
        self._session = session
        self._is_overtaken = False

    async def read(self) -> str | None:
        words, self._is_overtaken = self.words, not self._is_overtaken
        if self._is_overtaken:
            self.words = await generation.advance(self._session)
        return words

    async def write(self, words: str) -> None:
        self.words = words


class Quiet:
    """Words beside the files, and nobody else who speaks."""

    words: str | None = None

    async def read(self) -> str | None:
        return self.words

    async def write(self, words: str) -> None:
        self.words = words


@pytest.fixture
async def session(database: Database) -> AsyncIterator[AsyncSession]:
    async with database.transaction() as session:
        await session.execute(update(Installation).values(generation=0))
        yield session
        await session.rollback()


async def test_a_worker_overtaken_by_another_may_still_speak(
    session: AsyncSession, clock: Clock
) -> None:
    files = Files(session, await generation.advance(session))
    assert await generation.may_speak(session, files, now=clock.now())
    assert not await generation.is_paused(session)


async def test_two_workers_of_a_new_installation_may_speak_at_once(
    session: AsyncSession, clock: Clock
) -> None:
    assert await generation.may_speak(session, Files(session), now=clock.now())
    assert not await generation.is_paused(session)


async def test_the_files_are_marked_before_the_first_word(
    session: AsyncSession, clock: Clock
) -> None:
    files = Quiet()
    assert await generation.may_speak(session, files, now=clock.now())
    assert files.words == generation.words_of((await generation.installation(session)).id, 0)


async def test_a_database_that_has_spoken_keeps_silent_beside_files_it_never_marked(
    session: AsyncSession, clock: Clock
) -> None:
    await generation.advance(session)
    assert not await generation.may_speak(session, Quiet(), now=clock.now())
    assert await generation.is_paused(session)
