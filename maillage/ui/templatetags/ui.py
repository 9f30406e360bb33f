"""The components of the house, as typed template tags available in every template."""

from django import template

register = template.Library()
