"""QR codes as rows of modules, that templates draw themselves in one ink."""

from __future__ import annotations

import qrcode
from qrcode.constants import ERROR_CORRECT_M


def qr_rows(address: str) -> list[str]:
    """The modules of the QR code of a web address: one string of « 0 » and « 1 » for each row, no margin."""
    code = qrcode.QRCode(error_correction=ERROR_CORRECT_M, border=0)
    code.add_data(address)
    code.make(fit=True)
    return ["".join("1" if module else "0" for module in row) for row in code.get_matrix()]
