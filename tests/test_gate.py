"""The one gate out: entitlement, status, embargo, expiry; and why not, in plain words."""

from datetime import timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from service.model.access import EVERYTHING, Feed, Partner, Product
from service.model.article import Status
from service.model.facets import Facets
from service.model.gate import Allowed, Background, Refused, decide, is_open
from tests import make
from tests.make import NOON

TICK = timedelta(microseconds=1)
ALL = Product(slug=EVERYTHING, name="Everything")
SPORT = Product(slug="sport", name="Sport", sections=frozenset({"sport"}))
GAMES = Product(
    slug="games", name="Games", tags=frozenset({"chess", "darts"}), languages=frozenset({"fr"})
)
READER = Partner(slug="reader", name="Reader", products=(ALL,))


def facets(**says):
    said = {"article": "a", "source": "harbour-gazette", "status": "usable"}
    return Facets.model_validate(said | {"published_at": NOON} | says)


@pytest.mark.parametrize(
    ("says", "reasons"),
    [
        pytest.param({}, (), id="nothing against it"),
        pytest.param({"status": "canceled"}, ("Its source has withdrawn it.",), id="withdrawn"),
        pytest.param({"status": "withheld"}, ("It is held for an editor.",), id="held"),
        pytest.param({"embargoed_until": NOON}, (), id="its embargo is just over"),
        pytest.param(
            {"embargoed_until": NOON + TICK},
            ("It is under embargo until 2026-03-04 12:00:00 UTC.",),
            id="its embargo is not over",
        ),
        pytest.param(
            {"published_at": NOON + timedelta(days=1)},
            ("It is under embargo until 2026-03-05 12:00:00 UTC.",),
            id="it is dated ahead",
        ),
        pytest.param(
            {
                "published_at": NOON + timedelta(days=1),
                "embargoed_until": NOON + timedelta(days=2),
            },
            ("It is under embargo until 2026-03-06 12:00:00 UTC.",),
            id="it is dated ahead and its embargo is longer",
        ),
        pytest.param(
            {"embargoed_until": NOON - timedelta(days=1)}, (), id="its embargo was short"
        ),
        pytest.param({"expires_at": NOON + TICK}, (), id="it expires in a moment"),
        pytest.param(
            {"expires_at": NOON}, ("It expired at 2026-03-04 12:00:00 UTC.",), id="it expired"
        ),
        pytest.param(
            {"status": "canceled", "expires_at": NOON},
            ("Its source has withdrawn it.", "It expired at 2026-03-04 12:00:00 UTC."),
            id="every reason is said",
        ),
    ],
)
def test_status_and_clock(says, reasons):
    article = facets(**says)
    decision = decide(READER, article, NOON)
    assert decision == (Refused(reasons=reasons) if reasons else Allowed())
    assert is_open(article, NOON) is (not reasons)


@pytest.mark.parametrize(
    ("products", "reasons"),
    [
        pytest.param(
            (), ("Reader has no product, so nothing is shown to them.",), id="no product"
        ),
        pytest.param((ALL,), (), id="everything"),
        pytest.param(
            (SPORT,),
            ("Product sport covers only the section sport; this is in world.",),
            id="another",
        ),
        pytest.param((SPORT, ALL), (), id="one of several"),
        pytest.param(
            (SPORT, GAMES),
            (
                "Product sport covers only the section sport; this is in world.",
                "Product games covers only the tags chess, darts; this has no tag.",
                "Product games covers only the language fr; this is in en.",
            ),
            id="none of several",
        ),
    ],
)
def test_entitlement(products, reasons):
    reader = READER.model_copy(update={"products": products})
    decision = decide(reader, facets(section="world", language="en"), NOON)
    assert decision == (Refused(reasons=reasons) if reasons else Allowed())


@pytest.mark.parametrize(
    ("asks", "says", "reason"),
    [
        pytest.param(
            {"sources": {"le-phare"}}, {}, "source le-phare; this is from harbour-gazette"
        ),
        pytest.param({"sections": {"a", "b"}}, {}, "sections a, b; this has no section"),
        pytest.param({"tags": {"a"}}, {"tags": ["c", "b"]}, "tag a; this is tagged b, c"),
        pytest.param(
            {"authors": {"Bo"}}, {"authors": ["Ada Quill"]}, "author Bo; this is by Ada Quill"
        ),
        pytest.param({"languages": {"fr"}}, {"language": "en"}, "language fr; this is in en"),
        pytest.param(
            {"tags": set("abcdefgh")}, {}, "tags a, b, c, d, e, f and 2 more; this has no tag"
        ),
    ],
)
def test_what_does_not_fit_is_named(asks, says, reason):
    product = Product.model_validate({"slug": "p", "name": "P", **asks})
    reader = READER.model_copy(update={"products": (product,)})
    decision = decide(reader, facets(**says), NOON)
    assert decision == Refused(reasons=(f"Product p covers only the {reason}.",))


@pytest.mark.parametrize(
    ("status", "background", "reason"),
    [
        pytest.param("canceled", {}, "Its source has withdrawn it.", id="nobody said why"),
        pytest.param(
            "canceled",
            {"withdrawn_because": "Wrong river."},
            "Its source has withdrawn it: Wrong river.",
            id="its source said why",
        ),
        pytest.param(
            "canceled",
            {"withdrawn_by": "An operator", "withdrawn_because": "Who says so?"},
            "An operator has withdrawn it: Who says so?",
            id="an operator asked why",
        ),
        pytest.param(
            "withheld",
            {"held_because": "No text was left"},
            "It is held for an editor: No text was left.",
            id="held, and why",
        ),
    ],
)
def test_who_and_why_is_said_where_it_is_known(status, background, reason):
    decision = decide(READER, facets(status=status), NOON, Background(**background))
    assert decision == Refused(reasons=(reason,))


def test_entitlement_is_said_first():
    article = facets(section="world", status="withheld")
    reader = READER.model_copy(update={"products": (SPORT,)})
    assert decide(reader, article, NOON) == Refused(
        reasons=(
            "Product sport covers only the section sport; this is in world.",
            "It is held for an editor.",
        )
    )


def test_a_feed_reads_as_one_entitled_to_its_product_alone():
    feed = Feed(name="sport", title="Sport", product=SPORT)
    assert isinstance(decide(feed.reader, facets(section="sport"), NOON), Allowed)
    assert isinstance(decide(feed.reader, facets(section="world"), NOON), Refused)


def test_a_partner_may_read_what_is_among_their_products():
    assert READER.may_read(ALL)
    assert not READER.may_read(SPORT)


def test_the_gate_sees_of_an_article_all_that_it_needs():
    article = make.article(
        section="sport",
        tags=("b", "a"),
        authors=({"name": "Ada Quill"}, {"name": "Bo Inkwell"}),
        language="fr",
        status=Status.WITHHELD,
        embargoed_until=NOON + TICK,
        expires_at=NOON + 2 * TICK,
    )
    assert Facets.of(article) == Facets(
        article=article.id,
        source="harbour-gazette",
        section="sport",
        tags=frozenset({"a", "b"}),
        authors=frozenset({"Ada Quill", "Bo Inkwell"}),
        language="fr",
        status=Status.WITHHELD,
        published_at=NOON,
        embargoed_until=NOON + TICK,
        expires_at=NOON + 2 * TICK,
    )


# The law, by another hand

MOMENTS = st.integers(-2, 2).map(lambda number: NOON + number * TICK)
SOME = st.frozensets(st.sampled_from("abc"), max_size=2)
ARTICLES = st.builds(
    Facets,
    article=st.just("a"),
    source=st.sampled_from("abc"),
    section=st.none() | st.sampled_from("abc"),
    tags=SOME,
    authors=SOME,
    language=st.sampled_from("abc"),
    status=st.sampled_from(Status),
    published_at=MOMENTS,
    embargoed_until=st.none() | MOMENTS,
    expires_at=st.none() | MOMENTS,
)
PRODUCTS = st.builds(
    Product,
    slug=st.just("a"),
    name=st.just("A"),
    sources=SOME,
    sections=SOME,
    tags=SOME,
    authors=SOME,
    languages=SOME,
)
PARTNERS = st.builds(
    Partner, slug=st.just("p"), name=st.just("P"), products=st.lists(PRODUCTS, max_size=3)
)


def visible(partner, article, now):
    """As DESIGN.md says it: entitled, usable, out of embargo and not expired."""
    has = {
        "sources": {article.source},
        "sections": {article.section} - {None},
        "tags": article.tags,
        "authors": article.authors,
        "languages": {article.language},
    }
    entitled = False
    for product in partner.products:
        asked = {name: getattr(product, name) for name in has}
        entitled |= all(asked[name] & has[name] for name in has if len(asked[name]) > 0)
    starts = [article.published_at, article.embargoed_until]
    return (
        entitled
        and article.status.value == "usable"
        and not any(start > now for start in starts if start is not None)
        and (article.expires_at is None or now < article.expires_at)
    )


@settings(max_examples=500)
@given(partner=PARTNERS, article=ARTICLES, now=MOMENTS)
def test_an_article_is_allowed_if_and_only_if_all_four_hold(partner, article, now):
    decision = decide(partner, article, now)
    assert decision.allowed is visible(partner, article, now)
    assert is_open(article, now) is visible(READER, article, now)
    if isinstance(decision, Refused):
        assert decision.reasons
        assert all(reason.endswith(".") for reason in decision.reasons)
