"""What the operator's commands do, on the same rooms as the API."""

from __future__ import annotations

import dataclasses
import difflib
import json
import secrets
import sys
from datetime import date
from pathlib import Path
from uuid import UUID

from alembic import command
from alembic.config import Config
from rich.console import Console
from rich.progress import Progress
from rich.table import Table

from quittance import worker
from quittance.accounts import queries as account_queries
from quittance.accounts import service as accounts
from quittance.accounts.models import Organisation, Role
from quittance.connectors import loading as connectors
from quittance.connectors import queries as connector_queries
from quittance.customers import service as customers
from quittance.domain.jurisdiction import Jurisdiction
from quittance.domain.money import format_money
from quittance.platform import due_work, sealer
from quittance.platform.clock import Clock, day_in, stopwatch
from quittance.platform.ids import new_id
from quittance.platform.jobs import to_do
from quittance.platform.settings import Settings
from quittance.scenarios import rehearsal
from quittance.wiring import workplace

CHECKOUT = Path(__file__).resolve().parents[3]
ZONES = {"FR": "Europe/Paris", "NC": "Pacific/Noumea", "PF": "Pacific/Tahiti"}
CURRENCIES = {"FR": "EUR", "NC": "XPF", "PF": "XPF"}


def say(line: str) -> None:
    """A line for the person at the terminal."""
    sys.stdout.write(line + "\n")


def alembic_config() -> Config:
    """The migrations' settings: of the checkout, or of the folder an image works in."""
    found = CHECKOUT / "alembic.ini"
    return Config(str(found if found.is_file() else Path("alembic.ini").resolve()))


def migrate(owner_url: str) -> None:
    """The tables are those of this version."""
    if not owner_url:
        sys.exit("OWNER_DATABASE_URL names the role that owns the tables.")
    config = alembic_config()
    config.set_main_option("sqlalchemy.url", owner_url.replace("%", "%%"))
    command.upgrade(config, "head")


async def create_admin(
    settings: Settings, *, email: str, name: str, company: str, jurisdiction: str
) -> None:
    """The organisation, the company and its admin exist; the password is printed once."""
    password = secrets.token_urlsafe(12)
    async with workplace(settings, Clock()) as job, job.transaction() as session:
        if await account_queries.user_by_email(session, email) is not None:
            sys.exit(f"{email} has an account already.")
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
        await customers.default_profile(session, opened.id, job.now())
        await due_work.schedule(session, opened.id, "plan_company", opened.id, job.now())
    say(f"Company {opened.id}")
    say(f"Log in as {user.email} with {password}")


async def api_key(settings: Settings, company_id: UUID, name: str, scopes: list[str]) -> None:
    """The key is printed; it is kept nowhere else."""
    async with workplace(settings, Clock()) as job, job.transaction(company_id) as session:
        await account_queries.company(session, company_id)
        _, text = await accounts.create_api_key(
            session, company_id, name=name, scopes=scopes, now=job.now()
        )
    say(text)


async def audit_head(settings: Settings, company_id: UUID) -> None:
    """The end of the chain is printed: kept elsewhere, it shows later that nothing was cut off."""
    async with workplace(settings, Clock()) as job, job.transaction(company_id) as session:
        head = await sealer.head(session, company_id)
    say(head)


async def verify_audit(settings: Settings, company_id: UUID, head: str) -> None:
    """The chain holds, or the first fact that does not is named and the command fails.

    With a `head` kept from before, it must still lie on the chain.
    """
    async with workplace(settings, Clock()) as job, job.transaction(company_id) as session:
        try:
            facts = await sealer.verify(session, company_id, head=head)
        except sealer.BrokenChain as broken:
            sys.exit(str(broken))
    say(f"{facts} facts hold together.")


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


async def load(
    settings: Settings, company_id: UUID, file: Path, *, kind: str, mode: str, dry_run: bool
) -> None:
    """The file is loaded, with a bar for the eyes; its counts and first problems are printed."""
    async with workplace(settings, Clock()) as job:
        with Progress(transient=True) as progress:
            task = progress.add_task(file.name, total=None)
            run = await connectors.load_file(
                job,
                company_id,
                file,
                kind=kind,
                mode=mode,
                dry_run=dry_run,
                progress=lambda step: progress.update(task, description=step),
            )
        async with job.transaction(company_id) as session:
            problems = await connector_queries.problems(session, company_id, run.id, limit=20)
    say(
        f"{run.status.value}: " + ", ".join(f"{name} {count}" for name, count in run.counts.items())
    )
    for one in problems:
        say(f"line {one.line}, {one.field}: {one.message}")
    if run.message:
        say(run.message)


async def plan(settings: Settings, company_id: UUID, as_of: date | None, *, as_json: bool) -> None:
    """What would leave on that day is shown; nothing is written, nothing is sent."""
    async with workplace(settings, Clock()) as job, job.transaction(company_id) as session:
        company = await account_queries.company(session, company_id)
        day = as_of or day_in(company.time_zone, job.now())
        lines = await rehearsal.rehearse(session, company_id, as_of=day)
    if as_json:
        say(json.dumps([dataclasses.asdict(line) for line in lines], default=str, indent=2))
        return
    table = Table(
        "Customer", "Step", "Channel", "Amount", "Receivables", "Left out", title=f"{day}"
    )
    for line in lines:
        table.add_row(
            line.customer,
            line.step,
            line.channel,
            format_money(line.amount_minor, line.currency),
            str(line.ready),
            line.reason or str(line.left_out or ""),
        )
    Console().print(table)


async def send(settings: Settings, seconds: int) -> None:
    """Nothing is due any more, or the time is over; no Redis is needed for it.

    While sending is paused, only what stays within our walls is done.
    """
    async with workplace(settings, Clock()) as job:
        until = stopwatch() + seconds
        done = 0
        with Progress(transient=True) as progress:
            task = progress.add_task("0", total=None)
            while stopwatch() < until:
                sealed = await worker.seal_all(job)
                ripe = await to_do(
                    job,
                    frozenset(worker.JOBS),
                    worker.AT_HOME,
                    together=worker.TOGETHER,
                    limit=100,
                )
                if not sealed and not ripe:
                    break
                for due in ripe:
                    await worker.JOBS[due.what](job, due.company_id, due.id)
                    done += 1
                    progress.update(task, description=f"{done} {due.what}")
    say(f"{done} pieces of work done.")
