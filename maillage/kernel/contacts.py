"""French telephone numbers, e-mail and web addresses: cleaned, checked, explained in French when wrong."""

import re
from urllib.parse import SplitResult, urlsplit, urlunsplit

from .text import clean_spaces, typeset


class ContactError(ValueError):
    """A contact that cannot be kept; its message is a French sentence fit for the screen."""


_PHONE_SIGNS = re.compile(r"^[+0-9().,/\s_-]+$")
_PHONE_LABEL = re.compile(
    r"^\s*(?:t[ée]l(?:[ée]phone)?|portable|port|mobile|fax|fixe)\s*\.?\s*:?\s*", re.IGNORECASE
)
_SHORT_NUMBER = re.compile(r"^(?:1[0-9]{1,2}|11[0-9]{4}|3[0-9]{3}|10[0-9]{2})$")
_EMAIL = re.compile(r"^[A-Za-z0-9.!#$%&'*+/=?^_`{|}~-]+@(?P<domain>[^@\s]+)$")
_DOMAIN_LABEL = re.compile(r"^[^\W_](?:[\w-]{0,61}[^\W_])?$")


def parse_phone(text: str) -> str:
    """Return a telephone number in its bare form: ten digits, a short number, or "+" and digits for abroad.

    « +33 (0)1.45-67 89 01 » gives "0145678901"; a leading zero lost by a spreadsheet is restored, since
    nine digits that begin with 1 to 9 are nothing else. Raise ContactError when it is wrong or when there
    are two.
    """
    value = _PHONE_LABEL.sub("", clean_spaces(text))
    if not value:
        raise _error("Le numéro de téléphone est vide.")
    if value.endswith((".0", ",0")) and value[:-2].isdigit():
        value = value[:-2]
    if not _PHONE_SIGNS.match(value):
        raise _error(
            f"« {value} » n'est pas un numéro de téléphone : on attend dix chiffres, comme 01 23 45 67 89."
        )
    international = value.startswith(("+", "00"))
    digits = re.sub(r"\D", "", value.replace("(0)", "") if international else value)
    if international:
        digits = digits.removeprefix("00") if value.startswith("00") else digits
        if not digits.startswith("33"):
            if 7 <= len(digits) <= 15:
                return f"+{digits}"
            raise _error(f"« {value} » n'est pas un numéro de téléphone complet.")
        digits = "0" + digits.removeprefix("33").removeprefix("0")
    if _SHORT_NUMBER.match(digits):
        return digits
    if len(digits) == 9 and digits[0] != "0":
        digits = f"0{digits}"
    if len(digits) == 20 and digits[0] == digits[10] == "0":
        raise _error(
            f"« {value} » contient deux numéros : gardez-en un, et mettez l'autre dans un second champ."
        )
    if len(digits) != 10:
        raise _error(f"« {value} » a {len(digits)} chiffres : un numéro de téléphone français en a dix.")
    if not digits.startswith("0") or digits[1] == "0":
        raise _error(
            f"« {value} » n'est pas un numéro de téléphone français : il commence par 01 à 09. "
            "Pour un numéro étranger, commencez par + et l'indicatif du pays."
        )
    return digits


def format_phone(number: str) -> str:
    """Return a parsed number as it is shown: "01 23 45 67 89", with non-breaking spaces."""
    if len(number) == 10 and number.isdigit():
        return "\u00a0".join(number[start : start + 2] for start in range(0, 10, 2))
    if len(number) == 4 and number.isdigit():
        return f"{number[:2]}\u00a0{number[2:]}"
    return number


def phone_uri(number: str) -> str:
    """Return the "tel:" address of a parsed number."""
    if len(number) == 10 and number.isdigit():
        return f"tel:+33{number[1:]}"
    return f"tel:{number}"


def parse_email(text: str) -> str:
    """Return a cleaned e-mail address, its domain in lower case; raise ContactError when it is wrong.

    "mailto:" and surrounding brackets are removed. The part before the @ keeps its case, as the standard
    has it.
    """
    value = clean_spaces(text).removeprefix("mailto:").strip(" <>;,.")
    if not value:
        raise _error("L'adresse électronique est vide.")
    if value.count("@") > 1:
        raise _error(f"« {value} » contient plusieurs adresses : gardez-en une.")
    if "@" not in value:
        raise _error(f"« {value} » n'est pas une adresse électronique : il y manque le signe @.")
    if re.search(r"\s", value):
        raise _error(f"« {value} » contient une espace : retirez-la.")
    match = _EMAIL.match(value)
    local, _, domain = value.partition("@")
    domain = domain.lower()
    if not match or local.startswith(".") or local.endswith(".") or ".." in value or not _is_domain(domain):
        raise _error(f"« {value} » n'est pas une adresse électronique valable. Exemple : contact@exemple.fr.")
    if len(value) > 254:
        raise _error("Cette adresse électronique est trop longue.")
    return f"{local}@{domain}"


def parse_web(text: str) -> str:
    """Return a web address with its scheme (« www.x.fr » gives "https://www.x.fr"); raise ContactError.

    Only http and https are accepted, so that the address may be put in a link without danger.
    """
    value = clean_spaces(text).strip(" <>;,")
    if not value:
        raise _error("L'adresse du site est vide.")
    if re.search(r"\s", value):
        raise _error(f"« {value} » n'est pas une adresse de site : elle contient une espace.")
    if "@" in value.partition("/")[0] and "://" not in value:
        raise _error(f"« {value} » est une adresse électronique, pas l'adresse d'un site.")
    fixed = re.sub(r"^(https?)\s*:?\s*/{1,3}", r"\1://", value, flags=re.IGNORECASE)
    if not re.match(r"^[A-Za-z][A-Za-z0-9+.-]*:", fixed) or re.match(r"^[\w.-]+:\d+", fixed):
        fixed = f"https://{fixed.lstrip('/')}"
    try:
        parts = urlsplit(fixed)
        port = parts.port
    except ValueError:
        raise _error(f"« {value} » n'est pas une adresse de site valable.") from None
    if parts.scheme.lower() not in ("http", "https"):
        raise _error(
            f"« {value} » : seules les adresses qui commencent par http:// ou https:// sont acceptées."
        )
    host = (parts.hostname or "").lower().rstrip(".")
    if not _is_domain(host) or parts.username is not None:
        raise _error(f"« {value} » n'est pas une adresse de site valable. Exemple : https://www.exemple.fr.")
    netloc = host if port is None else f"{host}:{port}"
    path = "" if parts.path == "/" and not parts.query else parts.path
    return urlunsplit(SplitResult(parts.scheme.lower(), netloc, path, parts.query, parts.fragment))


def shown_web(address: str) -> str:
    """Return a web address as it is shown and printed: without its scheme, "www." or last stroke."""
    return re.sub(r"^https?://(?:www\.)?", "", address).rstrip("/")


def _is_domain(domain: str) -> bool:
    labels = domain.split(".")
    return (
        len(labels) >= 2
        and len(domain) <= 253
        and all(_DOMAIN_LABEL.match(label) for label in labels)
        and len(labels[-1]) >= 2
        and not labels[-1].isdigit()
    )


def _error(message: str) -> ContactError:
    return ContactError(typeset(message))
