"""The canonical article: a cleaned story, what else its draft says, and where it stands."""

from service.cleaning import addresses, rights
from service.cleaning.wording import line
from service.model.article import Article, SourceRef, Status
from service.model.cleaned import Cleaned
from service.model.draft import Draft
from service.model.identity import article_id, author_id
from service.model.value import Moment, Value


class Edition(Value):
    """What an article is by its place in the house and not by its words."""

    source: SourceRef
    revision: int
    status: Status
    published_at: Moment
    modified_at: Moment


def compose(draft: Draft, cleaned: Cleaned, edition: Edition) -> Article:
    """Return the article that partners read."""
    source, story = edition.source, cleaned.story
    authors = tuple(
        author.model_copy(update={"id": author_id(source.slug, author.name)})
        for author in story.authors
    )
    return Article(
        id=article_id(source.slug, draft.external_id),
        revision=edition.revision,
        status=edition.status,
        source=source,
        external_id=draft.external_id,
        url=addresses.web(draft.url, None),
        headline=story.headline,
        dek=story.dek,
        byline=story.byline,
        authors=authors,
        body=story.body,
        body_html=story.body_html,
        body_text=story.body_text,
        word_count=story.word_count,
        images=story.images,
        section=rights.said(draft.section),
        tags=tuple(dict.fromkeys(tag for tag in map(line, draft.tags) if tag)),
        language=cleaned.language,
        published_at=edition.published_at,
        modified_at=edition.modified_at,
        embargoed_until=draft.embargoed_until,
        expires_at=draft.expires_at,
        rights=rights.shown(draft.rights),
    )
