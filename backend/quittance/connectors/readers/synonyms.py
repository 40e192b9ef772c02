"""What French and English exports call the columns we know, most telling name first.

Names are written as `mapping.key` leaves them: lower case, no accent, no punctuation.
"""

from __future__ import annotations

import re

Synonyms = dict[str, tuple[str, ...]]


def _read(listing: str) -> Synonyms:
    """Field → names, from `field: name, name` with indented continuation lines."""
    joined = re.sub(r"\n\s+", " ", listing).strip()
    fields = (line.partition(": ") for line in joined.splitlines())
    return {field: tuple(names.split(", ")) for field, _, names in fields}


CUSTOMERS = _read("""
code: code client, customer code, client code, code tiers, numero client, n client, no client,
  num client, customer id, client id, id client, customer number, customer no, account code,
  compte client, compte tiers, compauxnum, auxiliaire, compte auxiliaire, code auxiliaire, ref
  client, reference client, ref tiers, reference tiers, numero tiers, n tiers, code, numero,
  reference, ref, id
name: pro legal name, raison sociale, raison soc, nom client, nom du client, customer name,
  client name, nom tiers, intitule client, company name, denomination, legal name, compauxlib,
  partner name, account name, intitule du compte, nom, name, intitule, customer, client, tiers,
  partner, partenaire, societe, company
siren: siren, n siren, numero siren
siret: siret, n siret, numero siret, pro siret
ridet: ridet, n ridet, numero ridet, rid
tahiti: tahiti, n tahiti, numero tahiti, no tahiti
vat_number: n tva, tva intracommunautaire, numero tva, n tva intracommunautaire, numero de tva,
  vat number, vat, vat id, tax id, identifiant tva, pro vat number
address1: adresse, adresse 1, address, address 1, address line 1, rue, street, invoice street 1,
  ligne 1
address2: adresse 2, complement, complement adresse, complement d adresse, address 2, address
  line 2, street 2, invoice street 2, ligne 2
address3: adresse 3, address 3, address line 3, ligne 3, lieu dit, bp
postcode: code postal, cp, postcode, postal code, zip, zip code, invoice postcode
city: ville, city, commune, town, invoice city
country: pays, country, code pays, country code, invoice country
phone: telephone, tel, phone, telephone fixe, phone number, tel fixe, fixe
mobile: mobile, portable, telephone portable, gsm, mobile phone, tel portable
email: email, e mail, mail, courriel, adresse email, adresse e mail, adresse mail, email
  address, e mail client, email client, mail relance, email relance, emails
contact_name: contact, nom du contact, nom contact, contact name, interlocuteur, pro contact
  name
sales_rep: commercial, representant, sales rep, salesperson, vendeur, code representant, sales
  representative, collaborateur
category: categorie, category, famille, groupe, groups, categorie tarifaire
payment_method: mode de paiement, mode paiement, mode de reglement, mode reglement, payment
  method, moyen de paiement, reglement, payment mode
payment_terms: conditions de paiement, condition de paiement, conditions de reglement, condition
  de reglement, payment terms, payment term, delai de paiement, delai de reglement, terms,
  echeance
credit_limit: plafond, encours autorise, encours maximum, plafond encours, plafond d encours,
  credit limit, limite de credit, encours max
language: langue, language, lang, code langue
currency: devise, code devise, currency, currency code, monnaie, idevise
free1: libre 1, champ libre 1, free 1, free field 1, custom 1
free2: libre 2, champ libre 2, free 2, free field 2, custom 2
""")

CONTACTS = _read("""
customer_code: code client, customer code, client code, code tiers, numero client, n client, no
  client, num client, customer id, client id, id client, customer number, customer no, account
  code, compte client, compte tiers, compauxnum, auxiliaire, compte auxiliaire, code auxiliaire,
  ref client, reference client, ref tiers, reference tiers, numero tiers, n tiers, code
last_name: nom, nom de famille, last name, surname, family name, nom contact
first_name: prenom, first name, given name, prenom contact
civility: civilite, civility, salutation, titre
email: email, e mail, mail, courriel, adresse email, adresse e mail, adresse mail, email
  address, e mail client, email client, emails
phone: telephone, tel, phone, telephone fixe, phone number, tel fixe, fixe
mobile: mobile, portable, telephone portable, gsm, mobile phone, tel portable
department: service, department, departement
function: fonction, function, poste, job title, job, role
language: langue, language, lang, code langue
receives_reminders: recoit les relances, recoit relances, receives reminders, relances,
  destinataire relance, destinataire des relances, reminders
""")

RECEIVABLES = _read("""
external_id: external id, id externe, identifiant, id ecriture, entry id, identifiant ecriture,
  line id, id ligne, id
customer_code: code client, customer code, client code, code tiers, numero client, n client, no
  client, num client, customer id, client id, id client, customer number, customer no, account
  code, compte client, compte tiers, compauxnum, auxiliaire, compte auxiliaire, code auxiliaire,
  ref client, reference client, ref tiers, reference tiers, numero tiers, n tiers, code
customer_name: raison sociale, raison soc, nom client, nom du client, customer name, client
  name, nom tiers, intitule client, company name, denomination, legal name, compauxlib, partner
  name, account name, intitule du compte, nom, name, intitule, customer, client, tiers, partner,
  partenaire, societe, company
account: compte, account, comptenum, compte general, numero de compte, n compte
kind: type de piece, type piece, document type, type, nature, kind
journal: journal, code journal, journal code
entry_on: date ecriture, date d ecriture, entry date, date comptable, accounting date, posting
  date, date
invoiced_on: date facture, date de facture, date de facturation, invoice date, date piece, date
  de piece, document date, issue date, date d emission
due_on: date echeance, date d echeance, echeance, due date, date due, date de reglement prevue,
  maturity date, a payer le, payable le, date limite de paiement, date limite, due
number: numero facture, n facture, no facture, num facture, numero de facture, invoice number,
  invoice no, invoice id, facture, invoice
document_no: numero piece, n piece, no piece, piece, numero de piece, pieceref, reference piece,
  document number, document no, document, reference, ref
label: libelle, libelle ecriture, label, description, designation, intitule
debit: debit, montant debit, debit amount
credit: credit, montant credit, credit amount
amount: montant ttc, montant, amount, total ttc, invoice amount, prix ttc, total, montant
  facture, montant initial, original amount, total amount
side: sens, d c, side, debit credit, dc
balance: solde, reste du, restant du, reste a payer, reste ttc, reste, solde ttc, solde du,
  montant du, solde restant, balance, open amount, amount due, outstanding, outstanding amount,
  residual, balance due
currency: devise, code devise, currency, currency code, monnaie, idevise
reconciliation_code: lettrage, code lettrage, lettre, ecriturelet, reconciliation code,
  reconciliation, matching, matching number
reconciled_on: date lettrage, date de lettrage, datelet, reconciliation date
payment_method: mode de paiement, mode paiement, mode de reglement, mode reglement, payment
  method, moyen de paiement, reglement, payment mode
order_no: numero commande, n commande, numero de commande, bon de commande, commande, order
  number, order no, po number, purchase order, reference commande
free1: libre 1, champ libre 1, free 1, free field 1, custom 1
free2: libre 2, champ libre 2, free 2, free field 2, custom 2
free3: libre 3, champ libre 3, free 3, free field 3, custom 3
document_url: url, url document, lien, lien document, document url, pdf, link
level: niveau de relance, niveau relance, niveau, reminder level, level, dunning level, nombre
  de relances, nb relances
""")
