"""Which way mail goes, from configuration and environment. A password goes to the transport and nowhere else."""

from __future__ import annotations

from collections.abc import Mapping

from monitor.application.mailing import MailSettings
from monitor.config import Config
from monitor.credentials import secret
from monitor.errors import InputError
from notify.message import sender_address
from notify.outbox import Outbox
from notify.store import valid_email
from notify.transport import Transport

PASSWORD = "SHOWCAUSE_SMTP_PASSWORD"  # noqa: S105 -- the name of a variable
CREDENTIAL = "smtp-password"
"""The password's name in $CREDENTIALS_DIRECTORY, as systemd's LoadCredential gives it (systemd.exec(5))."""


def mail_settings(config: Config, example: str | None) -> MailSettings:
    """How mail is made."""
    return MailSettings(
        zone=config.monitor.timezone,
        daily_at=config.digest.daily_at,
        sender=config.smtp.sender,
        base_url=config.monitor.base_url,
        contact=_mailbox(config.monitor.contact),
        example=example,
    )


def transport(config: Config, example: str | None, environ: Mapping[str, str]) -> Transport:
    """The mail server if one is configured, else the outbox folder; `example` mail never leaves this machine.

    Raises ShowcauseError for a credential that cannot be read. Connects to nothing.
    """
    smtp = config.smtp
    if not smtp.host or example is not None:
        return Outbox(config.monitor.data_dir / "outbox")
    from notify.smtp import Server, Smtp

    server = Server(
        host=smtp.host.strip("[]"),
        port=smtp.port,
        security=smtp.security,
        sender=sender_address(smtp.sender).addr_spec,
        username=smtp.username,
    )
    return Smtp(server, password(environ) if smtp.username else None)


def password(environ: Mapping[str, str]) -> str | None:
    """The password of the mail server. Raises ShowcauseError as `secret` does."""
    return secret(environ, PASSWORD, CREDENTIAL)


def _mailbox(contact: str) -> str | None:
    """The contact where it is an address; a page's address is none that a mail could go to."""
    try:
        return valid_email(contact)
    except InputError:
        return None
