"""The messages of the front door, in French, as text and as HTML of the same words."""

from __future__ import annotations

from datetime import datetime
from pathlib import Path
from uuid import UUID

from jinja2 import Environment, FileSystemLoader, StrictUndefined

from quittance.accounts.models import Role
from quittance.accounts.ports import Mail

ROLES = {
    Role.ADMIN: "administrateur",
    Role.MANAGER: "responsable",
    Role.COLLECTOR: "chargé de recouvrement",
    Role.SALES: "commercial",
    Role.AUDITOR: "auditeur, en lecture seule",
}
INVITATION_LIFE = "Ce lien s’ouvre une seule fois, pendant 7 jours."
INVITATION_DOUBT = (
    "Si vous ne connaissez pas cette société, ignorez ce message : sans votre accord, rien ne se"
    " passe."
)
RESET_LIFE = "Ce lien s’ouvre une seule fois, pendant une heure."
RESET_DOUBT = "Si vous n’avez rien demandé, ignorez ce message : votre mot de passe reste le même."
CHANGE_SESSIONS = "Ce compte a été déconnecté de ses autres appareils."
CHANGE_DOUBT = (
    "Si vous n’avez pas modifié votre mot de passe, choisissez-en un autre et prévenez"
    " l’administrateur de votre société."
)

_letters = Environment(
    loader=FileSystemLoader(Path(__file__).parent / "letters"),
    autoescape=True,  # whatever the file is called
    undefined=StrictUndefined,
    trim_blocks=True,
    lstrip_blocks=True,
)


def invitation(
    id: UUID,
    *,
    email: str,
    role: Role,
    company: str,
    invited_by: str,
    reply_to: str,
    url: str,
    now: datetime,
) -> Mail:
    """Who asks, to work where, as what."""
    who, where = _one_line(invited_by), _one_line(company)
    asked = (
        f"{who} vous invite à suivre les règlements clients de {where} dans Quittance,"
        f" en tant que {ROLES[role]}."
    )
    return _mail(
        id,
        recipient=(email, ""),
        reply_to=reply_to,
        subject=f"{who} vous invite à rejoindre {where}",
        paragraphs=["Bonjour,", asked],
        label="Accepter l’invitation",
        url=url,
        life=INVITATION_LIFE,
        doubt=INVITATION_DOUBT,
        now=now,
    )


def reset(id: UUID, *, email: str, full_name: str, url: str, now: datetime) -> Mail:
    """How to choose another password."""
    return _mail(
        id,
        recipient=(email, full_name),
        reply_to="",
        subject="Choisir un nouveau mot de passe",
        paragraphs=[
            f"Bonjour {_one_line(full_name)},",
            "Un nouveau mot de passe a été demandé pour votre compte Quittance.",
        ],
        label="Choisir un mot de passe",
        url=url,
        life=RESET_LIFE,
        doubt=RESET_DOUBT,
        now=now,
    )


def password_changed(
    id: UUID, *, email: str, full_name: str, changed_at: datetime, url: str, now: datetime
) -> Mail:
    """When the password was changed, by the clock of `changed_at`, and what to do if by another."""
    told = (
        "Le mot de passe de votre compte Quittance a été modifié"
        f" le {changed_at:%d/%m/%Y} à {changed_at:%H:%M}. Si c’était vous, rien n’est à faire."
    )
    return _mail(
        id,
        recipient=(email, full_name),
        reply_to="",
        subject="Votre mot de passe a été modifié",
        paragraphs=[f"Bonjour {_one_line(full_name)},", told],
        label="Choisir un autre mot de passe",
        url=url,
        life=CHANGE_SESSIONS,
        doubt=CHANGE_DOUBT,
        now=now,
    )


def _mail(
    id: UUID,
    *,
    recipient: tuple[str, str],
    reply_to: str,
    subject: str,
    paragraphs: list[str],
    label: str,
    url: str,
    life: str,
    doubt: str,
    now: datetime,
) -> Mail:
    html = _letters.get_template("letter.html.j2").render(
        subject=subject,
        preheader=life,
        paragraphs=paragraphs,
        label=label,
        url=url,
        life=life,
        doubt=doubt,
    )
    return Mail(
        id=id,
        recipient=recipient[0],
        recipient_name=recipient[1],
        reply_to=reply_to,
        subject=subject,
        text="\n\n".join([*paragraphs, f"{label} :\n{url}", life, doubt]) + "\n",
        html=html,
        written_at=now,
    )


def _one_line(text: str) -> str:
    return " ".join(text.split())
