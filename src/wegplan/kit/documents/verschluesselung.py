"""A finished PDF, readable with its password only (JPS-53)."""

import io
import secrets

import pikepdf

# no letters or figures that look alike, as the password is told by telephone
ZEICHEN = "abcdefghjkmnpqrstuvwxyz23456789"
GRUPPEN, JE_GRUPPE = 4, 4


def passwort_erzeugen() -> str:
    """Four groups of four signs, about 79 bits."""
    return "-".join("".join(secrets.choice(ZEICHEN) for _ in range(JE_GRUPPE)) for _ in range(GRUPPEN))


def verschluesseln(pdf: bytes, passwort: str) -> bytes:
    """The same document under AES-256 (PDF 2.0, revision 6), its description included; screen readers may read it."""
    ziel = io.BytesIO()
    with pikepdf.open(io.BytesIO(pdf)) as dokument:
        schutz = pikepdf.Encryption(
            owner=secrets.token_urlsafe(32), user=passwort, R=6, allow=pikepdf.Permissions(accessibility=True)
        )
        dokument.save(ziel, encryption=schutz)
    return ziel.getvalue()
