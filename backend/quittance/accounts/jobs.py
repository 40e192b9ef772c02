"""The front door's mail leaves: claim, speak, settle."""

from __future__ import annotations

import logging
from uuid import UUID

from quittance.accounts import posting
from quittance.accounts.ports import Answer, Fate, Mail, Postman
from quittance.platform.jobs import JobContext

log = logging.getLogger(__name__)


async def send_invitation(job: JobContext, company_id: UUID, invitation_id: UUID) -> None:
    """The invitation was handed over, or its row says why not."""
    await _send(job, company_id, posting.SEND_INVITATION, invitation_id)


async def send_password_reset(job: JobContext, company_id: UUID, reset_id: UUID) -> None:
    """The link to a new password was handed over, or its row says why not."""
    await _send(job, company_id, posting.SEND_RESET, reset_id)


async def send_password_notice(job: JobContext, company_id: UUID, notice_id: UUID) -> None:
    """The news of a changed password was handed over, or its row says why not."""
    await _send(job, company_id, posting.SEND_NOTICE, notice_id)


async def _send(job: JobContext, company_id: UUID, what: str, id: UUID) -> None:
    async with job.transaction(company_id) as session:
        claimed = await posting.claim(
            session, company_id, what, id, public_url=job.settings.public_url, now=job.now()
        )
    if claimed is None:
        return
    answer = await _post(job.provider(Postman), claimed.mail)
    async with job.transaction(company_id) as session:
        await posting.settle(session, claimed, answer, now=job.now())


async def _post(postman: Postman, mail: Mail) -> Answer:
    """A postman that breaks has perhaps spoken before."""
    try:
        return await postman.post(mail)
    except Exception as error:
        log.exception("A postman broke.", extra={"mail_id": mail.id})
        return Answer(Fate.UNCONFIRMED, type(error).__name__)
