"""Who calls, for which company, and what they may do: the parameters every route declares."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum
from typing import Annotated
from urllib.parse import urlsplit
from uuid import UUID

from fastapi import Depends, Header, Request
from sqlalchemy.ext.asyncio import AsyncSession

from quittance.accounts import queries, sessions
from quittance.accounts.errors import CompanyRequired, ForeignOrigin, NotAllowed, NotLoggedIn
from quittance.accounts.models import Membership, Role, User
from quittance.platform import doors
from quittance.platform.clock import Now
from quittance.platform.database import Db, see
from quittance.platform.doors import DoorKind
from quittance.platform.events import Actor, ActorKind
from quittance.platform.problems import problems
from quittance.platform.settings import Settings

SESSION_COOKIE = "quittance_session"
REFRESH_COOKIE = "quittance_refresh"
BEARER = "Bearer "
USE_NOTED_EVERY = timedelta(hours=1)


class Permission(StrEnum):
    """What a route asks for; also the scopes of an API key."""

    READ = "read"
    LOAD = "load"
    ACT = "act"
    CONFIGURE = "configure"
    ADMINISTER = "administer"


GRANTS: dict[Role, frozenset[Permission]] = {
    Role.ADMIN: frozenset(Permission),
    Role.MANAGER: frozenset(Permission) - {Permission.ADMINISTER},
    Role.COLLECTOR: frozenset({Permission.READ, Permission.LOAD, Permission.ACT}),
    Role.SALES: frozenset({Permission.READ}),
    Role.AUDITOR: frozenset({Permission.READ}),
}


@dataclass(frozen=True, slots=True)
class Caller:
    """Who calls, within one company. `sales_rep` narrows what a sales representative sees."""

    company_id: UUID
    actor: Actor
    permissions: frozenset[Permission]
    role: Role | None
    sales_rep: str | None

    @property
    def user_id(self) -> UUID | None:
        """The person, if it is one."""
        return self.actor.id if self.actor.kind is ActorKind.USER else None

    def sees_of(self, sales_rep: str | None) -> str | None:
        """Whose customers a list shows: a sales representative sees their own, whatever they ask.

        None: everybody's.
        """
        return sales_rep if self.sales_rep is None else self.sales_rep


@dataclass(frozen=True, slots=True)
class LoggedIn:
    """A person with a live session, before they choose a company."""

    user: User
    session_id: UUID


CompanyHeader = Annotated[
    UUID | None,
    Header(alias="Company-Id", description="The company to work in; an API key implies it."),
]


def refuse_foreign_origin(request: Request) -> None:
    """A cookie only counts on requests that our own pages make (the second lock after SameSite)."""
    origin = request.headers.get("origin")
    if origin and request.method not in {"GET", "HEAD", "OPTIONS"}:
        ours = {request.headers.get("host", ""), urlsplit(_settings(request).public_url).netloc}
        if urlsplit(origin).netloc not in ours:
            raise ForeignOrigin("This page may not act here.")


def _settings(request: Request) -> Settings:
    settings: Settings = request.app.state.settings
    return settings


async def logged_in(request: Request, db: Db, now: Now) -> LoggedIn:
    """The person behind the session cookie; raises `NotLoggedIn`."""
    token = request.cookies.get(SESSION_COOKIE)
    if not token:
        raise NotLoggedIn("Log in first.")
    refuse_foreign_origin(request)
    user_id, session_id = sessions.read(_settings(request).signing_keys, token, now)
    user = await queries.user_of_session(db, user_id, session_id, now)
    if user is None:
        raise NotLoggedIn("The session is over.")
    return LoggedIn(user, session_id)


async def memberships_of(session: AsyncSession, user_id: UUID) -> list[Membership]:
    """The user's memberships; from then on the transaction sees those companies."""
    opened = await doors.opened(session, DoorKind.MEMBER, str(user_id))
    await see(session, [door.company_id for door in opened])
    return list(await queries.memberships(session, [door.company_id for door in opened], user_id))


def narrowed_to(membership: Membership) -> str | None:
    """The sales representative whose customers alone the member sees; None: all of them."""
    return membership.sales_rep if membership.role is Role.SALES else None


async def caller(request: Request, db: Db, now: Now, company: CompanyHeader = None) -> Caller:
    """Who calls, with the transaction narrowed to their one company."""
    authorization = request.headers.get("authorization", "")
    if authorization.startswith(BEARER):
        return await _by_key(db, authorization.removeprefix(BEARER).strip(), company, now)
    person = await logged_in(request, db, now)
    return await _by_membership(db, person.user, company)


async def _by_key(session: AsyncSession, key: str, company: UUID | None, now: datetime) -> Caller:
    opened = await doors.opened(session, DoorKind.API_KEY, key)
    if not opened:
        raise NotLoggedIn("This key is not valid.")
    door = opened[0]
    if company not in {None, door.company_id}:
        raise NotAllowed("This key belongs to another company.")
    await see(session, [door.company_id])
    row = await queries.api_key(session, door.company_id, door.target_id)
    if row is None or row.revoked_at is not None:
        raise NotLoggedIn("This key is not valid.")
    if row.last_used_at is None or now - row.last_used_at > USE_NOTED_EVERY:
        row.last_used_at = now
    return Caller(
        company_id=door.company_id,
        actor=Actor(ActorKind.API_KEY, row.id, row.name),
        permissions=frozenset(Permission(scope) for scope in row.scopes),
        role=None,
        sales_rep=None,
    )


async def _by_membership(session: AsyncSession, user: User, company: UUID | None) -> Caller:
    memberships = await memberships_of(session, user.id)
    if company is None and len(memberships) == 1:
        company = memberships[0].company_id
    if company is None:
        raise CompanyRequired("Name the company in the header Company-Id.")
    chosen = next((one for one in memberships if one.company_id == company), None)
    if chosen is None:
        raise NotAllowed("You do not work in this company.")
    await see(session, [chosen.company_id])
    return Caller(
        company_id=chosen.company_id,
        actor=Actor(ActorKind.USER, user.id, user.full_name),
        permissions=GRANTS[chosen.role],
        role=chosen.role,
        sales_rep=narrowed_to(chosen),
    )


class Allow:
    """A dependency that lets through the callers who hold the permission."""

    def __init__(self, permission: Permission) -> None:
        self.permission = permission

    def __call__(self, who: Annotated[Caller, Depends(caller)]) -> Caller:
        """The caller; raises `NotAllowed`."""
        if self.permission not in who.permissions:
            raise NotAllowed(f"This needs the permission to {self.permission.value}.")
        return who


# What any call within a company may be told; each router adds its own refusals.
GUARD = problems(NotLoggedIn, NotAllowed, ForeignOrigin, CompanyRequired)

Person = Annotated[LoggedIn, Depends(logged_in)]
CanRead = Annotated[Caller, Depends(Allow(Permission.READ))]
CanLoad = Annotated[Caller, Depends(Allow(Permission.LOAD))]
CanAct = Annotated[Caller, Depends(Allow(Permission.ACT))]
CanConfigure = Annotated[Caller, Depends(Allow(Permission.CONFIGURE))]
CanAdminister = Annotated[Caller, Depends(Allow(Permission.ADMINISTER))]

__all__ = [
    "GUARD",
    "Caller",
    "CanAct",
    "CanAdminister",
    "CanConfigure",
    "CanLoad",
    "CanRead",
    "Db",
    "Permission",
    "Person",
]
