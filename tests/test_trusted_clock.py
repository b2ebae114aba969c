"""The trusted clock: whatever is done to the machine's, nothing opens early and nothing is lost."""

from datetime import timedelta

import pytest
from fastapi.testclient import TestClient

from service.model.clock import Between, bounds
from service.settings import Settings
from service.web.app import create_app
from service.web.clock import TrustedClock, pace, wall_clock
from service.web.health import READY
from tests.make import NOON
from tests.newsroom import Newsroom


class Machine:
    """A machine's two clocks: one can be set, the other only counts."""

    def __init__(self, at=NOON):
        self.at, self.seconds = at, 1000.0

    def __call__(self):
        return self.at

    def pace(self):
        return self.seconds

    def pass_(self, **time):
        """Let time pass, on both."""
        self.at += timedelta(**time)
        self.seconds += timedelta(**time).total_seconds()

    def jump(self, **time):
        """Set the clock."""
        self.at += timedelta(**time)


@pytest.fixture
def machine():
    """A machine, at noon."""
    return Machine()


@pytest.fixture
def clock(machine):
    """Its clock, as it is trusted."""
    return TrustedClock(machine, machine.pace)


# What is a jump, and what is not


@pytest.mark.parametrize(
    "seconds",
    [
        pytest.param(25 * 3600, id="25 hours on"),
        pytest.param(-25 * 3600, id="25 hours back"),
        pytest.param(61, id="61 s on"),
        pytest.param(-61, id="61 s back"),
        pytest.param(3600 * 24 * 365 * 50, id="half a century on"),
    ],
)
def test_a_jump_freezes_the_time_until_both_clocks_agree_again(machine, clock, seconds):
    machine.jump(seconds=seconds)
    machine.pass_(hours=1)
    assert clock() == NOON
    assert clock.frozen_since == NOON
    machine.jump(seconds=-seconds)
    assert clock() == NOON + timedelta(hours=1)
    assert clock.frozen_since is None


@pytest.mark.parametrize(
    "seconds",
    [
        pytest.param(59, id="59 s on"),
        pytest.param(60, id="60 s on"),
        pytest.param(-60, id="60 s back"),
        pytest.param(-1, id="a leap second: the clock says one second twice"),
        pytest.param(1, id="a leap second that was left out"),
    ],
)
def test_what_is_less_is_followed_and_never_backwards(machine, clock, seconds):
    machine.jump(seconds=seconds)
    assert clock() == NOON + timedelta(seconds=max(seconds, 0))
    assert clock.frozen_since is None
    machine.pass_(minutes=5)
    assert clock() == NOON + timedelta(minutes=5, seconds=seconds)


def test_a_clock_that_drifts_is_followed_for_as_long_as_it_takes(machine, clock):
    for _ in range(1000):
        machine.pass_(hours=1)
        machine.jump(seconds=50)
        assert clock() == machine()


def test_a_machine_that_slept_wakes_up_to_the_right_time(machine, clock):
    machine.pass_(days=3)
    assert clock() == NOON + timedelta(days=3)


def test_a_machine_that_slept_and_did_not_count_is_in_doubt(machine, clock):
    machine.jump(days=3)
    assert clock() == NOON


def test_a_jump_before_anybody_looked_is_seen_at_the_first_look(machine):
    clock = TrustedClock(machine, machine.pace)
    machine.jump(hours=25)
    assert clock.frozen_since == NOON


def test_a_clock_that_jumps_again_is_still_in_doubt(machine, clock):
    for hours in (25, -50, 3):
        machine.jump(hours=hours)
        assert clock() == NOON


def test_nearly_back_is_back(machine, clock):
    machine.jump(hours=25)
    assert clock.frozen_since
    machine.jump(hours=-25, seconds=30)
    assert clock() == machine()
    machine.pass_(hours=1)
    assert clock() == machine()


def test_the_zone_of_the_machine_is_nothing_to_it(monkeypatch, clock):
    before = wall_clock()
    monkeypatch.setenv("TZ", "Pacific/Kiritimati")  # 14 hours ahead: more than any summer time
    assert abs(wall_clock() - before) < timedelta(minutes=1)


def test_the_real_clocks_agree():
    clock = TrustedClock()
    assert abs(clock() - wall_clock()) < timedelta(minutes=1)
    assert pace() <= pace()


def test_it_says_so_once_in_the_log_and_once_when_it_is_over(machine, clock, caplog):
    machine.jump(hours=25)
    for _ in range(9):
        clock()
    machine.jump(hours=-25)
    for _ in range(9):
        clock()
    jumped, right = (record.getMessage() for record in caplog.records)
    assert jumped.startswith("The clock jumped by +90000 s; nothing is released until")
    assert "restart the service" in jumped
    assert right.startswith("The clock is right again")


# What each is told while it is in doubt


@pytest.mark.parametrize("hours", [25, -25])
def test_in_doubt_nothing_opens_and_all_that_may_be_over_is(machine, clock, hours):
    machine.jump(hours=hours)
    machine.pass_(minutes=10)
    earliest, latest = bounds(clock.for_readers())
    assert earliest == NOON
    assert latest == max(machine(), NOON + timedelta(minutes=10))


@pytest.mark.parametrize("hours", [25, -25])
def test_in_doubt_a_signature_is_good_by_either_clock(machine, clock, hours):
    machine.jump(hours=hours)
    machine.pass_(minutes=10)
    steady = NOON + timedelta(minutes=10)
    assert clock.for_senders() == Between(*sorted((machine(), steady)))


def test_in_no_doubt_everybody_is_told_the_same(machine, clock):
    machine.pass_(seconds=1)
    assert clock() == clock.for_readers() == clock.for_senders() == machine()


# The service


@pytest.fixture
def newsroom(machine, file):
    """A newsroom on a machine whose clock can be set."""
    settings = Settings(database_url=file, _env_file=None)
    app = create_app(settings, TrustedClock(machine, machine.pace))
    with TestClient(app, raise_server_exceptions=False) as client:
        yield Newsroom(client, machine)


def readiness(newsroom):
    answer = newsroom.get("/health/ready")
    assert answer.status_code == 200
    return answer.json()


def test_readiness_says_since_when_the_clock_is_in_doubt_and_what_to_do(newsroom, machine):
    assert readiness(newsroom)["clock"] == "trusted"
    machine.jump(hours=25)
    said = readiness(newsroom)
    assert said["status"] == "ok"
    assert said["clock"] == "frozen"
    assert said["frozen_since"] == "2026-03-04T12:00:00Z"
    assert "restart the service" in said["detail"]
    machine.jump(hours=-25)
    assert readiness(newsroom) == READY


@pytest.mark.parametrize("hours", [25, -25])
def test_a_jump_releases_nothing_and_keeps_nothing_that_is_over(newsroom, machine, hours):
    soon = (NOON + timedelta(minutes=5)).isoformat()
    newsroom.publish(external_id="open", title="open")
    newsroom.publish(external_id="opens", title="opens", embargoed_until=soon)
    newsroom.publish(external_id="expires", title="expires", expires_at=soon)
    assert set(newsroom.ids()) == {"open", "expires"}
    machine.jump(hours=hours)
    machine.pass_(minutes=10)
    assert newsroom.ids() == ["open"]
    assert feed(newsroom) == ["open"]
    machine.jump(hours=-hours)
    assert set(newsroom.ids()) == {"open", "opens"}
    assert set(feed(newsroom)) == {"open", "opens"}


def test_what_was_hidden_in_doubt_is_back_after_it(newsroom, machine):
    newsroom.publish(expires_at=(NOON + timedelta(hours=2)).isoformat())
    assert feed(newsroom) == ["Rivers rise"]
    machine.jump(hours=25)
    assert feed(newsroom) == []
    machine.jump(hours=-25)
    assert feed(newsroom) == ["Rivers rise"]


@pytest.mark.parametrize("hours", [25, -25])
@pytest.mark.parametrize("right", ["the clock that jumped", "the pace that went on"])
def test_a_jump_refuses_no_event_whoever_is_right(newsroom, machine, hours, right):
    machine.jump(hours=hours)
    machine.pass_(minutes=10)
    if right == "the pace that went on":
        newsroom.clock = Machine(NOON + timedelta(minutes=14))
    sent = newsroom.publish(published_at=None)
    assert sent.status_code == 201
    assert newsroom.ids() == ["hg-1"]
    assert newsroom.withdraw().json()["change"] == "withdrawn"
    assert newsroom.ids() == []


def feed(newsroom):
    """The titles in the public feed."""
    return [item["title"] for item in newsroom.get("/feeds/news.json").json()["items"]]
