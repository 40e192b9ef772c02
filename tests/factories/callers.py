"""People and programs who call, logged in over HTTP."""

from __future__ import annotations

from datetime import datetime

import httpx

from quittance.accounts import service as accounts
from quittance.accounts.models import Role
from quittance.platform.database import Database
from quittance.platform.ids import new_id
from tests.factories.companies import PASSWORD, Creditor


async def log_in(client: httpx.AsyncClient, creditor: Creditor, email: str | None = None) -> None:
    """From here on the client acts as this person of the creditor; its admin by default."""
    answer = await client.post(
        "/v1/session", json={"email": email or creditor.admin.email, "password": PASSWORD}
    )
    assert answer.status_code == 200, answer.text
    client.headers["Company-Id"] = str(creditor.id)


async def join(
    database: Database, creditor: Creditor, role: Role, *, now: datetime, sales_rep: str = ""
) -> str:
    """One more person works for the creditor; their address to log in with."""
    email = f"{new_id().hex}@ateliers-du-vent.example"
    async with database.transaction(creditor.id) as session:
        user = accounts.create_user(
            session,
            creditor.company.organisation_id,
            email=email,
            password=PASSWORD,
            full_name=f"Une personne ({role.value})",
        )
        await accounts.join(session, creditor.id, user, role, now=now, sales_rep=sales_rep)
    return email


async def api_key(
    database: Database, creditor: Creditor, *scopes: str, now: datetime
) -> dict[str, str]:
    """The headers of a program with a key of the creditor's."""
    async with database.transaction(creditor.id) as session:
        _, text = await accounts.create_api_key(
            session, creditor.id, name="ERP", scopes=scopes, now=now
        )
    return {"Authorization": f"Bearer {text}"}
