"""What a service has read by the time that it has cleaned an article: a life forked from here begins warm."""

from service import cli
from service.cleaning import clean, rules
from service.web import app
from tests import make

clean(make.draft(language="en"), rules=rules.load())

__all__ = ["app", "cli"]
