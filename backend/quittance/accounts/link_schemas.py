"""What the links of our e-mails take and give."""

from __future__ import annotations

from datetime import datetime
from typing import Annotated

from pydantic import Field

from quittance.accounts.models import Role
from quittance.accounts.schemas import Password, Text
from quittance.platform.schemas import Body, Out

LinkKey = Annotated[str, Field(min_length=20, max_length=100)]


class LinkBody(Body):
    """The key of a link that came by e-mail."""

    key: LinkKey


class InvitationSeenOut(Out):
    """What an invitation says to whoever holds its link."""

    company_name: str
    email: str
    role: Role
    invited_by: str
    expires_at: datetime
    has_account: bool


class AcceptBody(Body):
    """Yes: with the password of the account, or with a name and a new password."""

    key: LinkKey
    full_name: Text = ""
    password: Password


class ResetAskBody(Body):
    """Whose password was forgotten."""

    email: Annotated[str, Field(max_length=254)]


class ResetSeenOut(Out):
    """Whose password a link changes."""

    email: str
    expires_at: datetime


class ResetBody(Body):
    """The new password."""

    key: LinkKey
    password: Password
