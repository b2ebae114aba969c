"""What a newsroom holds and shows, beside what its CMS was promised."""

import json
from typing import Final

from tests.databases import rows
from tests.faults.cms import Cms, State
from tests.faults.served import Served

_DOCUMENTS: Final = "SELECT document FROM articles WHERE revision > 0"
_COUNTS: Final = """
    SELECT (SELECT count(*) FROM changes), (SELECT coalesce(max(sequence), 0) FROM changes),
           (SELECT sequence FROM head), (SELECT count(*) FROM revisions),
           (SELECT coalesce(sum(revision), 0) FROM articles)
"""


def broken_by(served: Served, cms: Cms) -> list[str]:
    """Say what does not hold that was promised: of the articles, of what is shown, of the log."""
    kept = kept_by(served)
    usable = {name: state for name, state in kept.items() if not state.withdrawn}
    differ = dict(usable.items() ^ _shown_by(served).items())
    return [
        *cms.broken(kept),
        *(f"shown otherwise than it is held: {name}" for name in differ),
        *_unsound(served),
    ]


def kept_by(served: Served) -> dict[str, State]:
    """Each article, as the database holds it."""
    held = (json.loads(document) for (document,) in rows(served.database, _DOCUMENTS))
    return {
        article["external_id"]: State(
            article["revision"], article["body_text"], article["status"] == "canceled"
        )
        for article in held
    }


def _shown_by(served: Served) -> dict[str, State]:
    """Each article that a partner is shown, as it is shown."""
    shown, path = {}, "/v1/articles?limit=100"
    while path:
        answer = served.get(path)
        for article in json.loads(answer.body)["articles"]:
            shown[article["external_id"]] = State(article["revision"], article["body_text"])
        path = answer.headers.get("link", "").partition(served.base)[2].partition(">")[0]
    return shown


def _unsound(served: Served) -> list[str]:
    """What is wrong with the log, or with the file: a server looks after its files itself."""
    (counts,) = rows(served.database, _COUNTS)
    found = [f"the log and the revisions differ: {counts}"] if len(set(counts)) > 1 else []
    if served.database.startswith("sqlite"):
        said = [line for (line,) in rows(served.database, "PRAGMA integrity_check")]
        found += [] if said == ["ok"] else said
    return found
