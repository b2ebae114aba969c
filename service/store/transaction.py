"""One transaction, and the pages of the store as they stand in it."""

from sqlalchemy import Connection

from service.store.articles import Articles
from service.store.deliveries import Deliveries
from service.store.feeds import Feeds
from service.store.habits import Memory
from service.store.log import Log
from service.store.partners import Partners
from service.store.reading import Reading
from service.store.secrets import Secrets
from service.store.sources import Sources
from service.store.versions import Versions


class Transaction:
    """All of what is done through it happens, or none of it."""

    def __init__(self, connection: Connection) -> None:
        self.connection = connection
        self.log = Log(connection)
        self.articles = Articles(connection)
        self.versions = Versions(connection)
        self.deliveries = Deliveries(connection)
        self.habits = Memory(connection)
        self.reading = Reading(connection, self.log)
        self.sources = Sources(connection)
        self.partners = Partners(connection)
        self.feeds = Feeds(connection)
        self.secrets = Secrets(connection)
