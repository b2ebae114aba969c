"""What a service has imported and read once it has cleaned an article. Lives are forked from here."""

import psycopg
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.dialects.postgresql import psycopg as driver

from service import cli
from service.cleaning import clean, rules
from tests import make, scribe

clean(make.draft(language="en"), rules=rules.load())

__all__ = ["cli", "driver", "postgresql", "psycopg", "scribe", "sqlite"]
