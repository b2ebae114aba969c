"""The only room that speaks SQL: values go in and come out, never rows."""

from service.store.articles import Making, Record
from service.store.database import Watch
from service.store.deliveries import Delivery
from service.store.log import Head
from service.store.reading import Place, Shown
from service.store.store import Store
from service.store.transaction import Transaction
from service.store.watch import FRESH
from service.store.writer import Writer

__all__ = [
    "FRESH",
    "Delivery",
    "Head",
    "Making",
    "Place",
    "Record",
    "Shown",
    "Store",
    "Transaction",
    "Watch",
    "Writer",
]
