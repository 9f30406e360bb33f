"""Public contracts (DECP): the format of 2.0.3, that of before 2024, and a town's own list."""

from __future__ import annotations

import codecs
import csv
import io
import json
import re
from collections.abc import Iterator, Mapping
from typing import Any

from maillage.opendata.sources.opening import stream_of
from maillage.opendata.sources.source import Layout, LoadError, Piece, Rows, Source, official, sql

_QUERY = sql(__package__, "load.sql")
_COLUMNS = official(
    """
    contract
    buyer
    buyer_name
    holder
    holder_kind
    holder_name
    holders
    nature
    procedure
    object
    cpv
    notified_on
    months
    amount
    framework
    social
    environmental
    place
    """
)
_BLOCK = 1 << 16
_ARRAY = re.compile(r'"marches?"\s*:\s*\[')
_NOTHING = "Pas de considération"
# The source was asked and says that there is none: not the same as saying nothing.
_NONE = "-"


def _is_decp(piece: Piece) -> bool:
    return piece.form == "json" and bool(_ARRAY.search(piece.head)) and '"titulaires"' in piece.head


def _elements(piece: Piece) -> Iterator[Mapping[str, Any]]:
    """The contracts of a file one by one: the national file does not fit in memory."""
    decoder = json.JSONDecoder()
    with stream_of(piece) as stream:
        letters = codecs.getincrementaldecoder("utf-8-sig")("replace")
        text, inside, number = "", False, 0
        while True:
            block = stream.read(_BLOCK)
            text += letters.decode(block, final=not block)
            if not inside:
                start = _ARRAY.search(text)
                if start is None:
                    if not block:
                        return
                    continue
                text, inside = text[start.end() :], True
            while inside:
                text = text.lstrip(" \t\r\n,")
                if text.startswith("]"):
                    inside, text = False, text[1:]
                    break
                if not text:
                    break
                try:
                    found, end = decoder.raw_decode(text)
                except ValueError as error:
                    if block:
                        break  # the rest of it comes with the next block
                    raise LoadError(
                        f"{piece.name}, marché n° {number + 1} : le fichier s’arrête au milieu ou n’est pas du "
                        f"JSON ({error}). Téléchargez-le de nouveau."
                    ) from error
                number += 1
                text = text[end:]
                if isinstance(found, dict):
                    yield found
            if not block:
                if inside:
                    raise LoadError(
                        f"{piece.name} : le fichier s’arrête après {number} marchés sans se refermer. "
                        "Téléchargez-le de nouveau."
                    )
                return


def _flat(value: Any) -> Iterator[Any]:
    """What lists hold, whatever their depth: holders and considerations are nested in several ways."""
    if isinstance(value, list):
        for one in value:
            yield from _flat(one)
    elif isinstance(value, dict) and len(value) == 1 and isinstance(next(iter(value.values())), list | dict):
        yield from _flat(next(iter(value.values())))
    elif value not in (None, "", {}):
        yield value


def _joined(value: Any) -> str | None:
    kept = [str(one).strip() for one in _flat(value) if not str(one).startswith(_NOTHING)]
    return "|".join(dict.fromkeys(kept)) or None


def _considerations(one: Mapping[str, Any], name: str) -> str | None:
    """What a contract says of its considerations; None where its form has no word for them."""
    return (_joined(one[name]) or _NONE) if one.get(name) is not None else None


def _text(value: Any) -> str | None:
    return None if value is None or isinstance(value, list | dict) else str(value).strip() or None


def _amount(value: Any) -> str | None:
    """A number of the file in euros and cents: its three decimals would be read as thousands."""
    return f"{value:.2f}" if isinstance(value, float) else _text(value)


def _decp(piece: Piece) -> Rows:
    for number, one in enumerate(_elements(piece), 1):
        buyer = one.get("acheteur") if isinstance(one.get("acheteur"), dict) else {}
        assert isinstance(buyer, dict)
        holders = [holder for holder in _flat(one.get("titulaires")) if isinstance(holder, dict)] or [{}]
        place = one.get("lieuExecution") if isinstance(one.get("lieuExecution"), dict) else {}
        assert isinstance(place, dict)
        techniques = _joined(one.get("techniques")) or ""
        buyer_id = _text(buyer.get("id")) or _text(one.get("acheteur.id"))
        identifier = _text(one.get("id"))
        common = {
            "contract": "/".join(filter(None, (buyer_id, identifier))) or _text(one.get("uid")),
            "buyer": buyer_id,
            "buyer_name": _text(buyer.get("nom")),
            "holders": str(len(holders)),
            "nature": _text(one.get("nature")),
            "procedure": _text(one.get("procedure")),
            "object": _text(one.get("objet")),
            "cpv": _text(one.get("codeCPV")),
            "notified_on": _text(one.get("dateNotification")),
            "months": _text(one.get("dureeMois")),
            "amount": _amount(one.get("montant")),
            "framework": "true" if "Accord-cadre" in techniques.split("|") else "false",
            "social": _considerations(one, "considerationsSociales"),
            "environmental": _considerations(one, "considerationsEnvironnementales"),
            "place": _text(place.get("code")),
        }
        for holder in holders:
            yield (
                number,
                {
                    **common,
                    "holder": _text(holder.get("id")),
                    "holder_kind": _text(holder.get("typeIdentifiant")),
                    "holder_name": _text(holder.get("denominationSociale")),
                },
            )


# --- Montpellier's own list -------------------------------------------------------------------------------
_TOWN = ("N° Marché", "Objet du marché", "Date de notif.", "Nom Tiers", "SIREN", "Procéd.")
_TOTAL = (
    "Montant total du marché et tranches HT, ou maxi.du marché, tous lots et reconductions comprises HT. "
    "Montant notifié"
)
_LOT = "Montant total du lot ou maxi du lot,toutes reconductions comprises HT. Montant notifié"


def _is_town_list(piece: Piece) -> bool:
    read = {*_TOWN, _TOTAL, _LOT, "Type", "Lot", "Objet du lot"}
    return piece.delimiter == "," and read <= {name.removeprefix("\ufeff") for name in piece.header}


def _told(amount: str | None) -> str | None:
    """« SANS » is how this list says that there is no maximum."""
    return None if not amount or amount.strip().upper() == "SANS" else amount


def _town(piece: Piece) -> Rows:
    """A contract stands on its first line; its lots and joint holders, below, leave its cells empty."""
    with stream_of(piece) as stream:
        reader = csv.DictReader(io.TextIOWrapper(stream, "utf-8-sig", "replace", newline=""))
        market: dict[str, str] = {}
        for row in reader:
            if row["N° Marché"]:
                market = {name: row[name] or "" for name in (*_TOWN, _TOTAL, "Type")}
            if not market:
                continue
            lot = row["Lot"] or "1"
            day, month, year = [*(market["Date de notif."] or "").split("/"), "", "", ""][:3]
            yield (
                reader.line_num,
                {
                    "contract": f"{market['N° Marché']}/{lot}",
                    "buyer": "213401722",
                    "buyer_name": "Ville de Montpellier",
                    "holder": row["SIREN"],
                    "holder_kind": "SIREN",
                    "holder_name": row["Nom Tiers"],
                    "nature": "Marché",
                    "procedure": market["Procéd."],
                    "object": " : ".join(filter(None, (market["Objet du marché"], row["Objet du lot"]))),
                    "notified_on": f"20{year[-2:]}-{month:0>2}-{day:0>2}" if year else None,
                    "amount": _told(row[_LOT]) or _told(market[_TOTAL]),
                    "framework": "true" if market["Type"] == "BC" else "false",
                },
            )


SOURCE = Source(
    name="contracts",
    table="contracts",
    publisher="Acheteurs publics, données essentielles de la commande publique",
    licence="Licence Ouverte",
    expected_loss=0.02,
    key=("contract", "holder_siret", "holder_siren", "holder_name"),
    key_name="marché et même titulaire",
    together=True,
    kept_odd={
        "sans acheteur connu, gardé": "buyer_siret IS NULL",
        "titulaire sans numéro, gardé": "holder_siren IS NULL",
        "montant nul, gardé": "amount = 0",
        "sans date de notification, gardé": "notified_on IS NULL",
    },
    layouts=(
        Layout(
            label="Données essentielles de la commande publique",
            query=_QUERY,
            columns=_COLUMNS,
            rare=frozenset(_COLUMNS),
            required=frozenset({"contract"}),
            recognise=_is_decp,
            rows=_decp,
        ),
        Layout(
            label="Marchés conclus de la Ville de Montpellier",
            query=_QUERY,
            columns=_COLUMNS,
            rare=frozenset(_COLUMNS),
            required=frozenset({"contract"}),
            recognise=_is_town_list,
            rows=_town,
        ),
    ),
)
