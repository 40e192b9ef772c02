"""What the operator's commands do, on the same rooms as the API."""

from __future__ import annotations

import difflib
import json
import secrets
import sys
from pathlib import Path
from uuid import UUID

from alembic import command
from alembic.config import Config

from quittance import wiring
from quittance.accounts import service as accounts
from quittance.accounts.models import Jurisdiction, Organisation, Role
from quittance.platform import sealer
from quittance.platform.clock import Clock
from quittance.platform.database import Database
from quittance.platform.ids import new_id
from quittance.platform.jobs import JobContext
from quittance.platform.settings import Settings

ROOT = Path(__file__).resolve().parents[3]
ZONES = {"FR": "Europe/Paris", "NC": "Pacific/Noumea", "PF": "Pacific/Tahiti"}
CURRENCIES = {"FR": "EUR", "NC": "XPF", "PF": "XPF"}


def say(line: str) -> None:
    """A line for the person at the terminal."""
    sys.stdout.write(line + "\n")


def migrate(owner_url: str) -> None:
    """The tables are those of this version."""
    if not owner_url:
        sys.exit("OWNER_DATABASE_URL names the role that owns the tables.")
    config = Config(str(ROOT / "alembic.ini"))
    config.set_main_option("sqlalchemy.url", owner_url.replace("%", "%%"))
    command.upgrade(config, "head")


def job_context(settings: Settings) -> JobContext:
    """What jobs run by hand are given; close its database afterwards."""
    return JobContext(
        database=Database(settings.database_url),
        clock=Clock(),
        settings=settings,
        storage=wiring.storage(settings),
        providers=wiring.providers(settings),
    )


async def create_admin(
    settings: Settings, *, email: str, name: str, company: str, jurisdiction: str
) -> None:
    """The organisation, the company and its admin exist; the password is printed once."""
    password = secrets.token_urlsafe(12)
    job = job_context(settings)
    async with job.transaction() as session:
        organisation = Organisation(id=new_id(), name=company, created_at=job.now())
        session.add(organisation)
        await session.flush()
        opened = await accounts.open_company(
            session,
            organisation.id,
            name=company,
            jurisdiction=Jurisdiction(jurisdiction),
            currency=CURRENCIES[jurisdiction],
            time_zone=ZONES[jurisdiction],
            now=job.now(),
        )
        user = accounts.create_user(
            session, organisation.id, email=email, password=password, full_name=name
        )
        await accounts.join(session, opened.id, user, Role.ADMIN, now=job.now())
    await job.database.close()
    say(f"Company {opened.id}")
    say(f"Log in as {user.email} with {password}")


async def api_key(settings: Settings, company_id: UUID, name: str, scopes: list[str]) -> None:
    """The key is printed; it is kept nowhere else."""
    job = job_context(settings)
    async with job.transaction(company_id) as session:
        _, text = await accounts.create_api_key(
            session, company_id, name=name, scopes=scopes, now=job.now()
        )
    await job.database.close()
    say(text)


async def verify_audit(settings: Settings, company_id: UUID) -> None:
    """The chain holds, or the first fact that does not is named and the command fails."""
    job = job_context(settings)
    try:
        async with job.transaction(company_id) as session:
            facts = await sealer.verify(session, company_id)
        say(f"{facts} facts hold together.")
    except sealer.BrokenChain as broken:
        sys.exit(str(broken))
    finally:
        await job.database.close()


def contracts() -> dict[str, str]:
    """The text of each contract by file name, the same on every machine."""
    from quittance.api import create_app, portal_contract, staff_contract

    app = create_app(Settings(demo=True))
    return {
        name: json.dumps(document, indent=2, sort_keys=True, ensure_ascii=False) + "\n"
        for name, document in (
            ("openapi.json", staff_contract(app)),
            ("portal.json", portal_contract(app)),
        )
    }


def write_contracts(folder: Path, *, check: bool) -> None:
    """The contracts lie in the folder; with `check`, a difference is shown and fails."""
    differs = False
    for name, text in contracts().items():
        path = folder / name
        before = path.read_text() if path.exists() else ""
        if check and before != text:
            differs = True
            lines = difflib.unified_diff(
                before.splitlines(), text.splitlines(), f"{path}", "the code", lineterm="", n=2
            )
            say("\n".join(list(lines)[:60]))
        if not check:
            folder.mkdir(parents=True, exist_ok=True)
            path.write_text(text)
    if differs:
        sys.exit("The contract has drifted from the code: make openapi.")
