"""A postman who keeps what he is given, and the worker who hands it to him."""

from __future__ import annotations

import re
from collections.abc import Awaitable, Callable
from dataclasses import dataclass, field
from uuid import UUID

from quittance.accounts import jobs
from quittance.accounts.ports import Answer, Fate, Mail, Postman
from quittance.accounts.posting import SEND_INVITATION, SEND_NOTICE, SEND_RESET
from quittance.platform import due_work
from quittance.platform.clock import Clock
from quittance.platform.database import Database
from quittance.platform.jobs import JobContext
from quittance.platform.settings import Settings
from quittance.platform.storage import FolderMark, FolderStore

WORK = {
    SEND_INVITATION: jobs.send_invitation,
    SEND_RESET: jobs.send_password_reset,
    SEND_NOTICE: jobs.send_password_notice,
}
KEY = re.compile(r"#([\w-]{43})$", re.MULTILINE)


@dataclass
class PostOffice:
    """Every message is sent, unless `answers` say otherwise, one after the other."""

    job: JobContext | None = None
    mails: list[Mail] = field(default_factory=list)
    answers: list[Answer | BaseException] = field(default_factory=list)
    while_speaking: Callable[[], Awaitable[None]] | None = None

    async def post(self, mail: Mail) -> Answer:
        self.mails.append(mail)
        if self.while_speaking is not None:
            await self.while_speaking()
        answer = self.answers.pop(0) if self.answers else Answer(Fate.SENT, "250 OK")
        if isinstance(answer, BaseException):
            raise answer
        return answer

    async def work(self, company_id: UUID) -> int:
        """What is due for the company is done; how much it was."""
        assert self.job is not None
        async with self.job.transaction() as session:
            ripe = await due_work.ripe(session, WORK, now=self.job.now(), limit=1_000)
        own = [one for one in ripe if one.company_id == company_id]
        for due in own:
            await WORK[due.what](self.job, due.company_id, due.id)
        return len(own)

    def last_key(self) -> str:
        """The key of the link in the newest message."""
        found = KEY.search(self.mails[-1].text)
        assert found, self.mails[-1].text
        assert found.group(1) in self.mails[-1].html
        return found.group(1)


def a_post_office(database: Database, clock: Clock, settings: Settings) -> PostOffice:
    """An office with its worker."""
    office = PostOffice()
    office.job = JobContext(
        database=database,
        clock=clock,
        settings=settings,
        storage=FolderStore(settings.blob_dir),
        providers={Postman: office},
        mark=FolderMark(settings.blob_dir),
    )
    return office
