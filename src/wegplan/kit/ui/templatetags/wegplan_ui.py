"""All components for templates: `{% load wegplan_ui %}`. /muster/ shows each of them in all states.

The tags stand in modules by concept; this one gathers them under one name.
"""

from django import template

from wegplan.kit.ui import tags_formular, tags_inhalt, tags_liste, tags_seite, textfilter

register = template.Library()
for _modul in (tags_seite, tags_inhalt, tags_liste, tags_formular, textfilter):
    register.tags.update(_modul.register.tags)
    register.filters.update(_modul.register.filters)
