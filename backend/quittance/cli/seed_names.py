"""The words the demonstration is made of. Every company and person is invented.

Some names are hostile on purpose: what prints them must not trip over markup, formulas or quotes.
"""

from __future__ import annotations

from typing import NamedTuple


class Town(NamedTuple):
    """Where a customer lies."""

    name: str
    postcode: str
    country: str = "FR"


HOSTILE_NAMES = (
    "A<b & Fils",
    "« L’Étoile » SARL",
    "=Somme+Totale EURL",
    "Société d’Œuvre & d’Équipement <SOE>",
    'Le "Comptoir" d’Aÿ, S.A.',
    "Ets. O’Keefe-Lañón ☕",
)

TRADES = (
    "Menuiserie",
    "Transports",
    "Garage",
    "Imprimerie",
    "Hôtel",
    "Clinique",
    "Carrosserie",
    "Charpentes",
    "Laiterie",
    "Jardinerie",
    "Logistique",
    "Maçonnerie",
    "Boulangerie",
    "Serrurerie",
    "Métallerie",
    "Conserverie",
    "Scierie",
    "Cartonnerie",
    "Fonderie",
    "Biscuiterie",
    "Quincaillerie",
    "Vérandas",
    "Isolation",
    "Papeterie",
    "Pépinières",
    "Entrepôts",
)

SURNAMES = (
    "Abgrall",
    "Aubrac",
    "Baudricourt",
    "Bellanger",
    "Cadiou",
    "Chastaing",
    "Courtial",
    "Dantec",
    "Delmarre",
    "Escoffet",
    "Falguière",
    "Fontanel",
    "Garrigou",
    "Guillerm",
    "Hautecloque",
    "Isnardon",
    "Jaouen",
    "Kervella",
    "Lacombrade",
    "Lescure",
    "Maillebois",
    "Montagnac",
    "Nédellec",
    "Orsini-Vals",
    "Pellissard",
    "Quéméner",
    "Rambourg",
    "Roquelaure",
    "Sabourdy",
    "Taillefer",
    "Urvoas",
    "Vandestick",
    "Wattrelos",
    "Yvinec",
    "Zeller-Roux",
)

FORMS = ("SARL", "SAS", "SA", "EURL", "& Fils", "et Cie", "SNC", "& Associés")

FIRST_NAMES = (
    ("Mme", "Adèle"),
    ("Mme", "Bérénice"),
    ("Mme", "Camille"),
    ("Mme", "Dorothée"),
    ("Mme", "Élise"),
    ("Mme", "Fanny"),
    ("Mme", "Gwenaëlle"),
    ("Mme", "Hélène"),
    ("Mme", "Inès"),
    ("Mme", "Noémie"),
    ("M.", "Anatole"),
    ("M.", "Bastien"),
    ("M.", "Cédric"),
    ("M.", "Étienne"),
    ("M.", "François-Xavier"),
    ("M.", "Gaël"),
    ("M.", "Hervé"),
    ("M.", "Jérôme"),
    ("M.", "Loïc"),
    ("M.", "Mathurin"),
)

FUNCTIONS = (
    ("Comptabilité", "Comptable fournisseurs"),
    ("Comptabilité", "Responsable comptable"),
    ("Direction", "Gérant"),
    ("Finances", "Directrice financière"),
    ("Achats", "Assistant achats"),
)

STREETS = (
    "rue des Tisserands",
    "avenue du Port",
    "place du Marché-au-Blé",
    "impasse des Saules",
    "boulevard de la Liberté",
    "chemin de la Fontaine",
    "zone artisanale du Moulin",
    "quai des Charbonniers",
    "route de Kerlann",
    "allée des Peupliers",
)

TOWNS = (
    Town("Rennes", "35000"),
    Town("Vannes", "56000"),
    Town("Quimper", "29000"),
    Town("Nantes", "44000"),
    Town("Angers", "49000"),
    Town("Le Mans", "72000"),
    Town("Caen", "14000"),
    Town("Rouen", "76000"),
    Town("Lille", "59000"),
    Town("Reims", "51100"),
    Town("Dijon", "21000"),
    Town("Lyon", "69003"),
    Town("Clermont-Ferrand", "63000"),
    Town("Limoges", "87000"),
    Town("Bordeaux", "33000"),
    Town("Toulouse", "31000"),
    Town("Montpellier", "34000"),
    Town("Aÿ-Champagne", "51160"),
    Town("L’Haÿ-les-Roses", "94240"),
    Town("Paris", "75011"),
)

ABROAD = (
    Town("Bruxelles", "1000", "BE"),
    Town("Genève", "1204", "CH"),
    Town("Luxembourg", "1118", "LU"),
    Town("Köln", "50667", "DE"),
    Town("Dublin", "D02", "IE"),
)
ABROAD_NAMES = (
    "Van den Bossche Poorten BVBA",
    "Lakeside Doors & Shutters Ltd",
    "Rheintor Bauelemente GmbH",
    "Menuiserie du Léman Sàrl",
    "Letzeburger Fënster S.à r.l.",
    "Emerald Gate Supplies Ltd",
    "Ateliers du Heysel SRL",
    "Jura Fermetures SA",
)

ISLAND_TOWNS = (
    Town("Nouméa", "98800", "NC"),
    Town("Dumbéa", "98835", "NC"),
    Town("Païta", "98890", "NC"),
    Town("Le Mont-Dore", "98809", "NC"),
    Town("Bourail", "98870", "NC"),
    Town("Koné", "98860", "NC"),
)
ISLAND_TRADES = (
    "Quincaillerie",
    "Garage",
    "Chantier naval",
    "Hôtel",
    "Climatisation",
    "Charpentes",
    "Station-service",
    "Supérette",
)
ISLAND_SURNAMES = (
    "Wéanda",
    "Tiarou",
    "Naoupaï",
    "Deplan-Ducos",
    "Poamé",
    "Vautrin-Koutio",
    "Hnalo",
    "Kaného",
)

SALES_REPS = ("Maëlle Cornec", "Rachid Benattar", "Solène Priou", "Victor Aldebert")
CATEGORIES = ("Bâtiment", "Industrie", "Collectivités", "Distribution", "Hôtellerie")
METHODS = ("Virement", "Virement", "Virement", "Chèque", "Traite")
LABELS = (
    "Portes sectionnelles",
    "Volets roulants",
    "Rideaux métalliques",
    "Portails coulissants",
    "Pose et réglage",
    "Motorisations",
    "Contrat d’entretien",
    "Pièces détachées",
)
