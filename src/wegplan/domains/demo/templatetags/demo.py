"""`{% demo_konten %}`: the accounts to try, on the sign-in page of the demo."""

from typing import Any

from django import template
from django.conf import settings

from ..konten import DEMO_PASSWORT
from ..konten import demo_konten as konten

register = template.Library()


@register.inclusion_tag("demo/konten.html", takes_context=True)
def demo_konten(context: dict[str, Any]) -> dict[str, Any]:
    """Nothing outside the demo."""
    if not settings.WEGPLAN_DEMO:
        return {}
    return {"konten": konten(), "passwort": DEMO_PASSWORT, "csrf_token": context.get("csrf_token")}
