"""The texts that serve where a company has written none of its own."""

from typing import Literal

from quittance.domain.scenario import Channel
from quittance.templates.kinds import Locale, TemplateKind
from quittance.templates.render import EmailTemplate
from quittance.templates.stock_account_en import ENGLISH_ACCOUNT
from quittance.templates.stock_account_fr import FRENCH_ACCOUNT
from quittance.templates.stock_en import ENGLISH
from quittance.templates.stock_en_notices import ENGLISH_NOTICES
from quittance.templates.stock_facts import ENGLISH_FACTS, FRENCH_FACTS
from quittance.templates.stock_fr import FRENCH
from quittance.templates.stock_portal import ENGLISH_PORTAL, FRENCH_PORTAL
from quittance.templates.stock_sms import ENGLISH_SMS, FRENCH_SMS

Form = Literal["page", "sms"]  # e-mails and letters share their words, an SMS has its own

CHANNELS: dict[Form, tuple[Channel, ...]] = {
    "page": (Channel.EMAIL, Channel.LETTER),
    "sms": (Channel.SMS,),
}
STOCK: dict[tuple[TemplateKind, Locale, Form], EmailTemplate] = {
    **{
        (template.kind, "fr", "page"): template
        for template in (*FRENCH, *FRENCH_ACCOUNT, *FRENCH_FACTS, *FRENCH_PORTAL)
    },
    **{
        (template.kind, "en", "page"): template
        for template in (
            *ENGLISH,
            *ENGLISH_NOTICES,
            *ENGLISH_ACCOUNT,
            *ENGLISH_FACTS,
            *ENGLISH_PORTAL,
        )
    },
    **{(template.kind, "fr", "sms"): template for template in FRENCH_SMS},
    **{(template.kind, "en", "sms"): template for template in ENGLISH_SMS},
}


def is_stocked(kind: TemplateKind, locale: Locale, channel: Channel = Channel.EMAIL) -> bool:
    """Whether there is a stock text of this kind in this very language."""
    return (kind, locale, "sms" if channel is Channel.SMS else "page") in STOCK


def stock(
    kind: TemplateKind, locale: Locale, channel: Channel = Channel.EMAIL
) -> EmailTemplate | None:
    """The stock text of this kind, in French where the language has none."""
    form: Form = "sms" if channel is Channel.SMS else "page"
    return STOCK.get((kind, locale, form)) or STOCK.get((kind, "fr", form))
