"""A service that stops answers all who wait: with a receipt, which holds, or by asking to come back."""

import asyncio
import json

import pytest

from service.model.errors import Unavailable
from service.model.identity import article_id
from service.model.signature import sign
from service.pipeline import Webhook
from service.web.clock import TrustedClock, wall_clock
from service.web.house import House, Keys
from tests.backroom import SLUG, payload

MANY = 24


@pytest.fixture
def house(room):
    """A house on a room's desk."""
    return House(room.desk, TrustedClock(), Keys(None, b"x" * 16), "https://desk.example")


def webhook(room, name):
    """A signed article of that name."""
    body = json.dumps(payload(external_id=name, published_at=None)).encode()
    secret = room.source.secrets[0]
    return Webhook(
        SLUG, sign(body, secret=secret, message_id=f"msg_{name}", at=wall_clock()), body
    )


async def answers(house, asking):
    """What each who asks is answered when the house closes while they wait."""
    waiting = [asyncio.create_task(each) for each in asking]
    await asyncio.sleep(0)
    await asyncio.to_thread(house.close)
    return await asyncio.gather(*waiting, return_exceptions=True)


def test_who_waits_for_a_cleaner_or_the_writer_gets_a_receipt_or_is_asked_to_come_back(
    room, house
):
    names = [str(number) for number in range(MANY)]
    asking = [house.receive(webhook(room, name)) for name in names]
    told = asyncio.run(answers(house, asking))
    receipts = [each.receipt.id for each in told if not isinstance(each, Exception)]
    refused = [each for each in told if isinstance(each, Exception)]
    assert {str(each) for each in refused} <= {"The service is shutting down."}
    assert all(isinstance(each, Unavailable) for each in refused)
    room.open()
    kept = [name for name in names if room.record(name)]
    assert [article_id(SLUG, name) for name in kept] == receipts
    assert len(told) == MANY


def test_who_comes_later_is_asked_to_come_back(room, house):
    house.close()
    for asking in (house.receive(webhook(room, "a")), house.write(lambda _: None)):
        with pytest.raises(Unavailable):
            asyncio.run(asking)
    with pytest.raises(Unavailable):
        asyncio.run(house.read(lambda tx: tx.log.head()))


def test_a_request_that_is_cut_off_is_asked_to_come_back(room, house):
    async def cut_off():
        waiting = asyncio.create_task(house.receive(webhook(room, "a")))
        await asyncio.sleep(0)
        waiting.cancel()
        return await asyncio.gather(waiting, return_exceptions=True)

    (told,) = asyncio.run(cut_off())
    house.close()
    assert isinstance(told, Unavailable)
