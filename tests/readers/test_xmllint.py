"""xmllint, where there is one, finds every RSS feed well-formed."""

import subprocess
from pathlib import Path

import pytest

from tests import newsstand

pytestmark = pytest.mark.skipif(
    not Path("/usr/bin/xmllint").exists(), reason="there is no xmllint here"
)


def test_a_feed_of_hostile_articles_is_well_formed():
    feed = newsstand.feed("rss", *newsstand.hostile_articles(), newsstand.full_article())
    subprocess.run(["/usr/bin/xmllint", "--noout", "-"], input=feed, check=True)
