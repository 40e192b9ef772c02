"""The texts that serve where a company has written none of its own."""

from quittance.templates.kinds import Locale, TemplateKind
from quittance.templates.render import EmailTemplate
from quittance.templates.stock_en import ENGLISH
from quittance.templates.stock_fr import FRENCH

STOCK: dict[tuple[TemplateKind, Locale], EmailTemplate] = {
    **{(template.kind, "fr"): template for template in FRENCH},
    **{(template.kind, "en"): template for template in ENGLISH},
}


def stock(kind: TemplateKind, locale: Locale) -> EmailTemplate | None:
    """The stock text of this kind, in French where the language has none."""
    return STOCK.get((kind, locale)) or STOCK.get((kind, "fr"))
