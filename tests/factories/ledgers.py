"""Files of open items, as a creditor's software exports them for the import engine."""

from __future__ import annotations

from pathlib import Path

HEADER = "Identifiant;Code client;Nom client;N° facture;Date facture;Échéance;Montant;Solde;Devise"
Row = tuple[str, str, str, str]


def open_items(
    folder: Path, *rows: Row, name: str = "encours.csv", due: str = "15/10/2026"
) -> Path:
    """A list of open items: each row is an id, a customer's code, a number and an amount."""
    lines = [
        f"{id};{code};Client {code};{number};15/09/2026;{due};{amount};{amount};EUR"
        for id, code, number, amount in rows
    ]
    path = folder / name
    path.write_text("".join(f"{line}\r\n" for line in (HEADER, *lines)), encoding="utf-8")
    return path


def many(count: int, *, first: int = 1, renamed: str = "") -> list[Row]:
    """So many open items of 100,00, ten to a customer; `renamed` goes before their ids."""
    return [
        (f"{renamed}L{n}", f"C{n // 10}", f"FA-{n}", "100,00") for n in range(first, first + count)
    ]
