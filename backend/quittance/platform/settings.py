"""Settings come from the environment (`QUITTANCE_…`, and the three usual addresses)."""

from __future__ import annotations

from functools import cached_property
from pathlib import Path

from pydantic import AliasChoices, Field, SecretStr, field_validator, model_validator
from pydantic_settings import BaseSettings, SettingsConfigDict

WEAK = frozenset({"", "secret", "changeme", "change-me", "password", "demo", "test"})
SECRET_CHARACTERS = 32


class Settings(BaseSettings):
    """Everything an operator may set; there is nothing else."""

    model_config = SettingsConfigDict(env_prefix="QUITTANCE_", env_file=None, extra="ignore")

    database_url: str = Field(
        default="",
        validation_alias=AliasChoices("DATABASE_URL", "QUITTANCE_DATABASE_URL"),
        description="The application's role: it neither owns tables nor bypasses row security.",
    )
    owner_database_url: str = Field(
        default="",
        validation_alias=AliasChoices("OWNER_DATABASE_URL", "QUITTANCE_OWNER_DATABASE_URL"),
        description="The role that owns the tables: migrations only.",
    )
    redis_url: str = Field(
        default="redis://127.0.0.1:6379/0",
        validation_alias=AliasChoices("REDIS_URL", "QUITTANCE_REDIS_URL"),
    )
    blob_url: str = Field(
        default="var/blobs",
        validation_alias=AliasChoices("BLOB_URL", "QUITTANCE_BLOB_URL"),
        description="A folder for files (PDFs, sent messages, proofs).",
    )
    public_url: str = Field(default="http://127.0.0.1:8000", description="Where people reach us.")
    secret_key: SecretStr = Field(
        default=SecretStr(""), description="Signs sessions; 32 characters at least."
    )
    encryption_key: SecretStr = Field(
        default=SecretStr(""), description="Encrypts the secrets of partners; 32 characters."
    )
    other_secret_keys: list[SecretStr] = Field(
        default_factory=list,
        description="Former or future keys: what they signed still opens (`docs/operations.md`).",
    )
    other_encryption_keys: list[SecretStr] = Field(
        default_factory=list,
        description="Former or future keys: what they sealed still opens.",
    )
    demo: bool = Field(default=False, description="Demonstration: no real message leaves.")

    smtp_host: str = "127.0.0.1"
    smtp_port: int = 25
    smtp_user: str = ""
    smtp_password: SecretStr = SecretStr("")
    smtp_tls: str = Field(default="starttls", pattern="^(none|starttls|tls)$")
    mail_domain: str = Field(default="quittance.invalid", description="Domain of our senders.")

    lan_hosts: list[str] = Field(
        default_factory=list,
        description="Private hosts that outside addresses given by tenants may reach.",
    )
    stream_seconds: int = Field(
        default=300,
        ge=0,
        le=3600,
        description="How long a live stream lasts before its reader connects anew.",
    )
    mail_catcher_url: str = Field(
        default="", description="Demonstration: where the caught mail is read."
    )
    metrics_host: str = "127.0.0.1"
    metrics_port: int = Field(
        default=0, ge=0, le=65_535, description="Where Prometheus reads; 0: nowhere."
    )
    frontend_dir: Path = Path("frontend/dist")
    log_level: str = "INFO"

    @field_validator("blob_url")
    @classmethod
    def refuse_what_is_no_folder(cls, url: str) -> str:
        """An address of another kind would become a folder of that name, and lose its files."""
        if "://" in url and not url.startswith("file:///"):
            raise ValueError("BLOB_URL names a folder: a path, or file:///…")
        return url

    @model_validator(mode="after")
    def refuse_weak_secrets(self) -> Settings:
        """Outside the demonstration, weak or missing secrets refuse to start."""
        if self.demo:
            return self
        for name in ("secret_key", "encryption_key"):
            others: list[SecretStr] = getattr(self, f"other_{name}s")
            for key in (getattr(self, name), *others):
                value = key.get_secret_value()
                if value.lower() in WEAK or len(value) < SECRET_CHARACTERS:
                    message = f"QUITTANCE_{name.upper()} needs {SECRET_CHARACTERS} characters"
                    raise ValueError(f"{message} or more, and so do its others.")
        return self

    @property
    def signing_keys(self) -> tuple[str, ...]:
        """What sessions are signed with, first; then what is recognised besides."""
        return tuple(one.get_secret_value() for one in (self.secret_key, *self.other_secret_keys))

    @property
    def sealing_keys(self) -> tuple[str, ...]:
        """What secrets are sealed with, first; then what opens them besides."""
        keys = (self.encryption_key, *self.other_encryption_keys)
        return tuple(one.get_secret_value() for one in keys)

    @cached_property
    def blob_dir(self) -> Path:
        """The folder that keeps files."""
        return Path(self.blob_url.removeprefix("file://"))

    @property
    def secure_cookies(self) -> bool:
        """Cookies travel over TLS only, wherever the public address has it."""
        return self.public_url.startswith("https://")
