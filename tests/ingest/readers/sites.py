"""Saved pages in the structures of real news sites, made from `stories`: `python -m tests.ingest.readers.sites`.

Each structure has the furniture that its kind of site has, in words of our own; outlets are invented. Rules were made
with the structures of TUNED alone; HELD_BACK show what they are worth elsewhere.
"""

from __future__ import annotations

import datetime as dt
import json
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from html import escape
from pathlib import Path

from tests.ingest.readers.stories import STORIES, Story

__all__ = ["HELD_BACK", "PAGES", "TUNED", "Truth", "pages"]

PAGES = Path(__file__).with_name("pages")
EACH = 3
"""Stories a structure."""


@dataclass(frozen=True, slots=True)
class Truth:
    """What is true of a page; `text` without the headline, paragraphs parted by blank lines; `byline` may be empty."""

    file: str
    text: str
    title: str
    date: str
    byline: str
    outlet: str
    held_back: bool


@dataclass(frozen=True, slots=True)
class Site:
    outlet: str
    host: str
    page: Callable[[Story, str, str], str]
    byline: bool = True


# ----------------------------------------------------------------------------------------------------- small parts


def _p(text: str, attributes: str = "") -> str:
    return f"<p{' ' if attributes else ''}{attributes}>{escape(text, quote=False)}</p>"


def _body(story: Story, *, heading: str = "h2", between: Mapping[int, str] | None = None, attributes: str = "") -> str:
    """The paragraphs, with something between them: number of the paragraph that it stands after -> HTML."""
    parts = []
    for number, text in enumerate(story.paragraphs):
        subhead = text.removeprefix("## ")
        parts.append(f"<{heading}>{escape(subhead)}</{heading}>" if subhead != text else _p(text, attributes))
        parts.append((between or {}).get(number, ""))
    return "\n".join(filter(None, parts))


def _others(story: Story, count: int = 4) -> list[Story]:
    """Other stories that the page links to."""
    start = STORIES.index(story)
    return [STORIES[(start + step + 1) % len(STORIES)] for step in range(count)]


def _links(story: Story, host: str, count: int = 4, *, item: str = "<li>{}</li>") -> str:
    made = (f'<a href="https://{host}/news/{one.slug}">{escape(one.title)}</a>' for one in _others(story, count))
    return "\n".join(item.format(one) for one in made)


def _menu(*names: str) -> str:
    return "<ul>" + "".join(f'<li><a href="/{name.lower()}">{name}</a></li>' for name in names) + "</ul>"


def _stamp(day: dt.date, time: str = "09:30:00", zone: str = "+00:00") -> str:
    return f"{day.isoformat()}T{time}{zone}"


def _long(day: dt.date) -> str:
    return f"{day.day} {day:%B %Y}"


def _american(day: dt.date) -> str:
    return f"{day:%B} {day.day}, {day.year}"


def _ld(value: object) -> str:
    return f'<script type="application/ld+json">{json.dumps(value, ensure_ascii=False)}</script>'


def _dateline(story: Story, outlet: str) -> str:
    return f"CAPITAL, {story.day:%b} {story.day.day} ({outlet}) - "


SECTIONS = ("World", "Politics", "Business", "Culture", "Sport", "Weather", "Opinion")
COOKIES = "We use cookies to measure how our pages are used. Accept all or manage your choices."


# ------------------------------------------------------------------------------------------------- the structures


def wordpress(story: Story, outlet: str, host: str) -> str:
    url = f"https://{host}/{story.day:%Y/%m/%d}/{story.slug}/"
    graph = {
        "@context": "https://schema.org",
        "@graph": [
            {
                "@type": "Article",
                "@id": f"{url}#article",
                "isPartOf": {"@id": url},
                "author": {"name": story.byline, "@id": f"https://{host}/#/schema/person/1"},
                "headline": story.title,
                "datePublished": _stamp(story.day, "22:40:12"),
                "dateModified": _stamp(story.day + dt.timedelta(1), "05:12:00"),
                "publisher": {"@id": f"https://{host}/#organization"},
            },
            {"@type": "WebPage", "@id": url, "url": url, "name": f"{story.title} - {outlet}"},
            {"@type": "Organization", "@id": f"https://{host}/#organization", "name": outlet},
            {"@type": "Person", "@id": f"https://{host}/#/schema/person/1", "name": story.byline},
        ],
    }
    share = '<div class="sharedaddy sd-sharing-enabled"><h3 class="sd-title">Share this:</h3><ul><li><a href="#">Share on a network</a></li><li><a href="#">Email a link to a friend</a></li></ul></div>'
    related = f'<div id="jp-relatedposts" class="jp-relatedposts"><h3>Related</h3>{_links(story, host, 3, item="<p>{}</p>")}</div>'
    caption = f'<figure class="wp-caption aligncenter"><img src="a.jpg"><figcaption class="wp-caption-text">The square on the morning after. Photo: {outlet}</figcaption></figure>'
    middle = {
        1: caption,
        2: '<p><strong>Read also:</strong> <a href="/x">' + escape(_others(story)[0].title) + "</a></p>",
    }
    return f"""<!DOCTYPE html>
<html lang="en-US">
<head><meta charset="UTF-8"><title>{escape(story.title)} - {outlet}</title>
<link rel="canonical" href="{url}"><meta property="og:title" content="{escape(story.title)} - {outlet}">
<meta property="og:site_name" content="{outlet}"><meta property="article:published_time" content="{_stamp(story.day, "22:40:12")}">
<meta name="author" content="{story.byline}">
{_ld(graph)}</head>
<body class="post-template-default single single-post has-sidebar"><header id="masthead"><nav class="main-navigation">{_menu(*SECTIONS)}</nav></header>
<main id="main" class="site-main"><article id="post-771" class="post-771 post type-post status-publish category-news tag-related">
<header class="entry-header"><h1 class="entry-title">{escape(story.title)}</h1>
<div class="entry-meta"><span class="posted-on">Posted on <time class="entry-date published" datetime="{_stamp(story.day, "22:40:12")}">{_american(story.day)}</time></span>
<span class="byline"> by <span class="author vcard"><a href="/author/1">{story.byline}</a></span></span></div></header>
<div class="entry-content">{_body(story, heading="h3", between=middle)}{share}{related}</div>
<footer class="entry-footer"><span class="cat-links">Posted in <a href="/c/news">News</a></span> <span class="tags-links">Tagged <a href="/t/a">crisis</a>, <a href="/t/b">talks</a></span></footer></article>
<nav class="navigation post-navigation"><h2 class="screen-reader-text">Post navigation</h2><a href="/p">Previous: {escape(_others(story)[1].title)}</a></nav>
<div id="comments" class="comments-area"><h2 class="comments-title">3 thoughts on this</h2><ol class="comment-list">
<li class="comment"><div class="comment-content"><p>I was there that evening and it was much louder than your reporter makes it sound, but thank you for writing about it at all.</p></div></li>
<li class="comment"><div class="comment-content"><p>Nothing will change until all of them go. My grandfather said the same in his day.</p></div></li></ol>
<div id="respond" class="comment-respond"><h3>Leave a Reply</h3><form><p>Your email address will not be published. Required fields are marked *</p></form></div></div></main>
<aside id="secondary" class="widget-area"><section class="widget"><h2>Recent posts</h2><ul>{_links(story, host, 5)}</ul></section>
<section class="widget widget_text"><p>The best of the week in your mailbox every Friday. Write your address below and we do the rest for you.</p></section></aside>
<footer id="colophon">Proudly made by volunteers of {outlet}. <a href="/privacy">Privacy policy</a></footer></body></html>"""


def drupal(story: Story, outlet: str, host: str) -> str:
    quote = story.paragraphs[2]
    middle = {2: f'<blockquote class="pull-quote"><p>{escape(quote[:70])}</p></blockquote>'}
    return f"""<!DOCTYPE html>
<html lang="en" dir="ltr" prefix="dc: http://purl.org/dc/terms/">
<head><meta charset="utf-8" /><meta name="dcterms.title" content="{escape(story.title)}" />
<meta name="dcterms.creator" content="{story.byline}" /><meta name="dcterms.publisher" content="{outlet}" />
<meta name="dcterms.date" content="{_stamp(story.day, "08:05", "+0200")}" /><meta name="dcterms.rights" content="© {outlet}" />
<link rel="canonical" href="https://{host}/node/4412" /><link rel="shortlink" href="https://{host}/node/4412" />
<title>{escape(story.title)} | {outlet}</title></head>
<body class="path-node page-node-type-article"><div class="visually-hidden"><a href="#main-content">Skip to main content</a></div>
<div class="layout-container"><header role="banner"><nav role="navigation" aria-labelledby="block-menu">{_menu(*SECTIONS)}</nav></header>
<main role="main"><a id="main-content" tabindex="-1"></a><div class="layout-content">
<h1 class="page-header"><span class="field field--name-title">{escape(story.title)}</span></h1>
<article data-history-node-id="4412" class="node node--type-article node--view-mode-full clearfix">
<div class="node__meta">Submitted by <span class="field field--name-uid">{story.byline}</span> on <span class="field--name-created">{story.day:%a, %m/%d/%Y} - 08:05</span></div>
<div class="node__content clearfix"><div class="field field--name-field-image"><img src="b.jpg" alt=""><div class="image-field-caption">Archive picture of the building, taken two years ago.</div></div>
<div class="clearfix text-formatted field field--name-body field--type-text-with-summary field__item">{_body(story, heading="h3", between=middle)}</div>
<div class="field field--name-field-tags field--label-above"><div class="field__label">Tags</div><div class="field__items"><a href="/t/1">parliament</a> <a href="/t/2">unrest</a></div></div>
<ul class="links inline"><li><a href="/user/login">Log in</a> to post comments</li></ul></div></article>
<div class="views-element-container block-views-related"><h2>More in this section</h2><div>{_links(story, host, 5, item='<div class="views-row">{}</div>')}</div></div>
</div></main><aside class="layout-sidebar-second" role="complementary"><h2>Newsletter</h2><p>Subscribe to our weekly overview of what happens in the region and why it matters to you.</p></aside>
<footer role="contentinfo"><p>{outlet} is published by a foundation without profit. You may reprint texts with a link.</p></footer></div></body></html>"""


def fusion(story: Story, outlet: str, host: str) -> str:
    url = f"https://www.{host}/world/{story.day:%Y/%m/%d}/{story.slug}/"
    node = {
        "@context": "https://schema.org",
        "@type": "NewsArticle",
        "mainEntityOfPage": {"@type": "WebPage", "@id": url},
        "headline": story.title,
        "datePublished": f"{story.day.isoformat()}T15:20:11.402Z",
        "dateModified": f"{story.day.isoformat()}T19:44:00.000Z",
        "author": [{"@type": "Person", "name": name} for name in story.authors],
        "publisher": {
            "@type": "NewsMediaOrganization",
            "name": outlet,
            "logo": {"@type": "ImageObject", "url": "x.png"},
        },
        "isAccessibleForFree": False,
        "hasPart": {"@type": "WebPageElement", "isAccessibleForFree": False, "cssSelector": ".meteredContent"},
    }
    ad = '<div class="wpds-c-ad center"><div class="ad-slug">Advertisement</div><div>Story continues below advertisement</div></div>'
    letter = '<div data-qa="newsletter" class="newsletter-inline"><p>The morning in seven minutes: a letter that tells what you need to know today, sent before you wake.</p><button>Sign up</button></div>'
    link = f'<div data-qa="interstitial" class="interstitial"><p class="interstitial-link"><i>[<a href="/y">{escape(_others(story)[0].title)}</a>]</i></p></div>'
    tagged = 'data-qa="drop-cap-letter" data-el="text" class="font-copy meteredContent"'
    authors = " and ".join(f'<a rel="author" href="/people/{n}">{name}</a>' for n, name in enumerate(story.authors))
    return f"""<!DOCTYPE html><html lang="en"><head><meta charSet="utf-8"/><title>{escape(story.title)} - The {outlet}</title>
<meta property="og:title" content="{escape(story.title)}"/><meta property="og:site_name" content="{outlet}"/><meta property="og:type" content="article"/>
<meta property="article:content_tier" content="metered"/><link rel="canonical" href="{url}"/>{_ld(node)}
<script>window.Fusion=window.Fusion||{{}};Fusion.globalContent={{"type":"story","body":"x"}};</script></head>
<body><div id="fusion-app"><div class="nav-shell"><nav>{_menu(*SECTIONS)}</nav></div>
<main class="grid"><header class="headline-area"><div data-qa="kicker"><a href="/world">World</a></div><h1 data-qa="headline" id="main-content"><span data-qa="headline-text">{escape(story.title)}</span></h1>
<div data-qa="author-byline" class="byline-wrapper">By {authors}</div><div data-testid="display-date" class="display-date">{_american(story.day)} at 10:20 a.m. EST</div></header>
<figure class="lede-art"><img src="c.jpg"/><figcaption>A man crosses the empty street near the ministry on the day of the decision. (A. Photographer/{outlet})</figcaption></figure>
<div class="article-body" data-qa="article-body">{_body(story, heading="h3", between={0: ad, 2: letter, 3: link}, attributes=tagged)}</div>
<div data-qa="comments-btn" class="comments-summary"><button>87 Comments</button></div>
<div class="author-bio" data-qa="author-description"><p>{story.authors[0]} is a reporter who covers the region from our bureau. Before that, the desk for business and many a night shift.</p></div>
<section class="most-read" data-qa="most-read"><h2>Most read world</h2><ol>{_links(story, host, 5)}</ol></section></main>
<footer class="wpds-footer"><p>© 2009-2019 The {outlet}</p></footer></div></body></html>"""


def hashed(story: Story, outlet: str, host: str) -> str:
    node = {
        "@context": "http://schema.org",
        "@type": "ReportageNewsArticle",
        "url": f"https://www.{host}/news/world-{story.day:%y%m%d}88",
        "publisher": {"@type": "NewsMediaOrganization", "name": outlet},
        "datePublished": f"{story.day.isoformat()}T11:02:45.000Z",
        "dateModified": f"{story.day.isoformat()}T18:30:01.000Z",
        "headline": story.title[:40],
        "author": [{"@type": "Person", "name": name} for name in story.authors],
    }
    blocks = []
    for number, text in enumerate(story.paragraphs):
        subhead = text.removeprefix("## ")
        if subhead != text:
            blocks.append(
                f'<div data-component="subheadline-block" class="ssrcss-k17ofv-ComponentWrapper"><h2 class="ssrcss-y2fd7s-StyledHeading">{escape(subhead)}</h2></div>'
            )
        else:
            bold = "<b>{}</b>" if number == 0 else "{}"
            blocks.append(
                f'<div data-component="text-block" class="ssrcss-11r1m41-RichTextComponentWrapper"><div class="ssrcss-7uxr49-RichTextContainer"><p class="ssrcss-1q0x1qg-Paragraph">{bold.format(escape(text, quote=False))}</p></div></div>'
            )
    blocks.insert(
        2,
        '<div data-component="image-block" class="ssrcss-ab5fd8"><figure><div><img src="d.jpg"><span role="text" class="ssrcss-credit">Agency pictures</span></div><figcaption>Image caption, <p>People wait on the steps of the court with flags and umbrellas.</p></figcaption></figure></div>',
    )
    blocks.insert(
        4,
        f'<div data-component="unordered-list-block" class="ssrcss-links"><div><ul>{_links(story, host, 3)}</ul></div></div>',
    )
    blocks.append(
        f'<div data-component="links-block" class="ssrcss-xyz"><h2>More on this story</h2><ul>{_links(story, host, 3)}</ul></div>'
    )
    by = " & ".join(story.authors)
    return f"""<!DOCTYPE html><html lang="en-GB"><head><meta charset="utf-8"><title>{escape(story.title)} - {outlet} News</title>
<meta property="og:title" content="{escape(story.title)}"><meta property="og:site_name" content="{outlet} News"><meta property="article:author" content="https://www.facebook.com/{outlet.lower()}">
<link rel="canonical" href="https://www.{host}/news/world-{story.day:%y%m%d}88">{_ld(node)}</head>
<body><div id="cookiePrompt" role="dialog"><h2>Let us know you agree to cookies</h2><p>{COOKIES}</p></div>
<nav aria-label="{outlet}" class="ssrcss-nav">{_menu(*SECTIONS)}</nav>
<main id="main-content"><article class="ssrcss-pv1rh6-ArticleWrapper"><header><div data-component="headline-block"><h1 id="main-heading">{escape(story.title)}</h1></div></header>
<div data-component="byline-block" class="ssrcss-m5j"><div>{by}</div><div>Our correspondents in the region</div></div>
<div data-component="metadata-block"><span>Published</span> <time datetime="{story.day.isoformat()}T11:02:45.000Z">{_long(story.day)}</time><button>Share</button></div>
{"".join(blocks)}<div data-component="topic-list" class="ssrcss-topics"><h2>Related topics</h2><ul><li><a href="/t">Elections</a></li><li><a href="/u">Protests</a></li></ul></div></article>
<section data-component="related-content"><h2>Top stories</h2><ul>{_links(story, host, 6)}</ul></section></main><footer><p>The {outlet} is not responsible for the content of external sites.</p></footer></body></html>"""


def dotcom(story: Story, outlet: str, host: str) -> str:
    url = f"https://www.{host}/world/{story.day.year}/{story.day:%b}/{story.day:%d}/{story.slug}".lower()
    rich = f'<aside class="element element-rich-link"><p><span>Related: </span><a href="/z">{escape(_others(story)[1].title)}</a></p></aside>'
    quote = f'<aside class="element element-pullquote"><blockquote><p>{escape(story.paragraphs[2][:80])}</p><footer><cite>From the report</cite></footer></blockquote></aside>'
    epic = '<div id="slot-body-end" class="contributions-epic"><h2>You have read five articles this month</h2><p>We have no owner who tells us what to write. If you can, support us with as little as the price of a coffee; it takes a minute.</p></div>'
    sub = '<figure data-spacefinder-type="model.EmailSignup"><p>Sign up for our letter about the world beyond the headlines</p></figure>'
    authors = ", ".join(f'<a rel="author" href="/profile/{n}">{name}</a>' for n, name in enumerate(story.authors))
    return f"""<!DOCTYPE html><html lang="en"><head><meta charset="UTF-8"><title>{escape(story.title)} | World | {outlet}</title>
<link rel="canonical" href="{url}"><meta property="og:title" content="{escape(story.title)}"><meta property="og:site_name" content="{outlet.replace("The", "the")}">
<meta property="article:published_time" content="{story.day.isoformat()}T06:00:12.000Z"><meta property="article:modified_time" content="{story.day.isoformat()}T09:10:00.000Z">
<meta property="article:author" content="https://www.{host}/profile/one"><meta name="author" content="{story.byline}"></head>
<body><header class="dcr-head"><nav>{_menu(*SECTIONS)}</nav></header><main data-layout="StandardLayout"><article id="maincontent">
<div data-gu-name="title"><div class="content__labels"><a href="/world">World news</a></div></div><div data-gu-name="headline"><h1 class="dcr-u0152o">{escape(story.title)}</h1></div>
<div data-gu-name="standfirst" class="dcr-stand"><div class="standfirst"><p>{escape(story.summary)}</p></div></div>
<div data-gu-name="meta"><address aria-label="Contributor info"><div class="dcr-by">{authors}</div></address><details><summary><span>{story.day:%a} {story.day.day} {story.day:%b %Y} 06.00 GMT</span></summary>First published on Monday</details></div>
<div data-gu-name="media"><figure class="element-image"><img src="e.jpg"><figcaption>The harbour on a quiet day. Photograph: Somebody/Agency</figcaption></figure></div>
<div data-gu-name="body"><div id="maincontent-body" class="article-body-commercial-selector article-body-viewer-selector dcr-body">{_body(story, between={1: rich, 2: sub, 3: quote}, attributes='class="dcr-130mj7b"')}</div></div>
{epic}<div data-gu-name="submeta" class="submeta"><span>Topics</span><ul><li><a href="/t">Protest</a></li><li><a href="/s">news</a></li></ul><a href="/reuse">Reuse this content</a></div></article>
<section class="onwards"><h2>More on this story</h2><ul>{_links(story, host, 5)}</ul></section><section id="comments"><h2>Comments (212)</h2><p>This discussion is now closed for comments, but you may still sort and read them.</p></section>
<section class="most-viewed-footer"><h2>Most viewed</h2><ol>{_links(story, host, 6)}</ol></section></main></body></html>"""


def broadcaster(story: Story, outlet: str, host: str) -> str:
    url = f"https://www.{host}/a/{story.slug}/{story.day:%y%m%d}01.html"
    node = {
        "@context": "http://schema.org",
        "@type": "NewsArticle",
        "headline": story.title,
        "datePublished": f"{story.day} 16:44:02Z",
        "author": {"@type": "Person", "name": story.byline},
        "publisher": {"@type": "NewsMediaOrganization", "name": outlet},
        "mainEntityOfPage": url,
    }
    also = f'<div class="wsw__embed wsw__embed--small"><div class="media-block also-read"><a class="img-wrap" href="/q"><span class="also-read__text--label">SEE ALSO:</span><h4 class="media-block__title">{escape(_others(story)[0].title)}</h4></a></div></div>'
    video = '<div class="wsw__embed"><div class="media-pholder"><div class="c-mmp__poster">No media source currently available</div><p>0:00 0:02:14 0:00</p></div></div>'
    bio = f'<div class="author-box"><h3>{story.authors[0]}</h3><p>{story.authors[0]} has written about the region for ten years and reads its newspapers in four languages.</p><a href="#">Subscribe</a></div>'
    return f"""<!DOCTYPE html><html lang="en" dir="ltr" class="no-js"><head><meta charset="utf-8"/><title>{escape(story.title)}</title>
<meta name="description" content="{escape(story.summary)}"/><meta property="og:title" content="{escape(story.title)}"/><meta property="og:site_name" content="{outlet}"/>
<link rel="canonical" href="{url}"/><meta name="news_keywords" content="crisis, news"/><meta name="author" content="{story.byline}"/>{_ld(node)}</head>
<body class="page-article"><div class="hdr"><ul class="links accessibility"><li><a href="#content">Skip to main Content</a></li></ul></div><div id="page"><div class="header"><nav>{_menu(*SECTIONS)}</nav></div>
<div id="content"><main class="container"><div class="hdr-container"><div class="col-category"><a href="/z/1">News</a></div><div class="col-title"><h1 class="title pg-title">{escape(story.title)}</h1></div>
<div class="col-publishing-details"><div class="publishing-details"><div class="published"><span class="date"><time pubdate="pubdate" datetime="{story.day.isoformat()}T16:44:02+00:00">{_american(story.day)} 16:44 GMT</time></span></div><div class="links"><ul class="links__list"><li>By <a href="/author/9">{story.byline}</a></li></ul></div></div></div></div>
<div class="body-container"><div class="row"><div class="col-multimedia"><div class="media-image"><figure><img src="f.jpg"/><figcaption><span class="caption">Riot police stand before the parliament (file photo)</span></figcaption></figure></div></div>
<div id="article-content" class="content-floated-wrap fb-quotable"><div class="wsw">{_body(story, heading="h3", between={1: also, 3: video})}</div>{bio}<ul class="social-share"><li><a href="#">Share</a></li><li><a href="#">Print</a></li></ul></div>
<div class="region"><div class="media-block-wrap"><h2 class="section-head">Latest</h2><ul>{_links(story, host, 6)}</ul></div></div></div></div></main></div></div></body></html>"""


def wire(story: Story, outlet: str, host: str) -> str:
    url = f"https://www.{host}/world/{story.slug}-{story.day.isoformat()}/"
    node = {
        "@context": "https://schema.org",
        "@type": "NewsArticle",
        "headline": story.title,
        "url": url,
        "datePublished": f"{story.day.isoformat()}T12:31:07Z",
        "author": [{"@type": "Person", "name": name} for name in story.authors],
        "publisher": {"@type": "NewsMediaOrganization", "name": outlet},
    }
    rows = []
    for number, text in enumerate(story.paragraphs):
        subhead = text.removeprefix("## ")
        city = _dateline(story, outlet) if number == 0 else ""
        rows.append(
            f'<h2 data-testid="Heading" class="heading__base">{escape(subhead)}</h2>'
            if subhead != text
            else f'<div data-testid="paragraph-{number}" class="text__text__1FZLe body__full_width">{city}{escape(text, quote=False)}</div>'
        )
    rows.insert(
        3, '<div data-testid="Ad" class="ad-slot__container"><span>Advertisement · Scroll to continue</span></div>'
    )
    credit = f"Reporting by {' and '.join(story.authors)}; Editing by Some Editor and Another One"
    return f"""<!DOCTYPE html><html lang="en"><head><meta charset="utf-8"/><title>{escape(story.title)} | {outlet}</title><meta name="article:published_time" content="{story.day.isoformat()}T12:31:07Z"/>
<meta property="og:title" content="{escape(story.title)}"/><meta property="og:site_name" content="{outlet}"/><meta property="og:url" content="{url}"/><link rel="canonical" href="{url}"/>{_ld(node)}</head>
<body><header data-testid="SiteHeader">{_menu(*SECTIONS)}</header><main id="main-content"><article data-testid="Article" class="article__container"><div class="article__main"><header class="article-header__wrapper"><h1 data-testid="Heading">{escape(story.title)}</h1>
<div class="info-content"><div data-testid="AuthorName">By {" and ".join(story.authors)}</div><time><span>{_american(story.day)}</span><span>12:31 PM UTC</span><span>Updated ago</span></time></div></header>
<div data-testid="PrimaryMedia" role="figure"><div class="caption">[1/3] Police officers close a road in the capital. Licensing Rights available</div></div>
<ul data-testid="Summary" class="summary" hidden><li>Summary</li></ul>
<div class="article-body__content">{"".join(rows)}<div data-testid="SignOff" class="sign-off"><p>{credit}</p></div><p data-testid="Trust"><span>Our Standards: </span><a href="/standards">The principles of trust of {outlet}.</a></p></div>
<div data-testid="Tags" class="tags-with-popup"><ul><li><a href="/t">World</a></li></ul></div></div></article>
<div data-testid="ReadNext"><h2>Read Next</h2><ul>{_links(story, host, 6)}</ul></div></main><footer><p>All quotes delayed a minimum of fifteen minutes, as {outlet} must tell its readers.</p></footer></body></html>"""


def amp(story: Story, outlet: str, host: str) -> str:
    url = f"https://{host}/{story.slug}.html"
    node = {
        "@context": "http://schema.org",
        "@type": "NewsArticle",
        "mainEntityOfPage": url,
        "headline": story.title,
        "datePublished": _stamp(story.day, "01:15:00", "+06:00"),
        "author": {"@type": "Person", "name": story.byline},
        "publisher": {"@type": "Organization", "name": outlet, "logo": {"@type": "ImageObject", "url": "l.png"}},
    }
    ad = '<amp-ad width="300" height="250" type="doubleclick"><div fallback>Advertisement</div></amp-ad>'
    tweet = '<amp-twitter data-tweetid="1"><blockquote placeholder><p>All roads into the city are closed, take the train or stay where you are, say the police.</p></blockquote></amp-twitter>'
    return f"""<!doctype html><html amp lang="en"><head><meta charset="utf-8"><title>{escape(story.title)}</title><link rel="canonical" href="{url}">{_ld(node)}<style amp-custom>h1{{font-size:2em}}</style><script async src="https://cdn.example/v0.js"></script></head>
<body><amp-sidebar id="side" layout="nodisplay">{_menu(*SECTIONS)}</amp-sidebar><header class="amp-head"><a href="/">{outlet}</a></header>
<article class="amp-article"><h1 class="amp-title">{escape(story.title)}</h1><p class="amp-byline">By {story.byline}</p><amp-img src="g.jpg" width="10" height="5"></amp-img><p class="amp-caption">A ship at anchor, seen from the quay. Picture: Staff</p>
<amp-social-share type="email"></amp-social-share><div class="amp-content">{_body(story, between={1: ad, 3: tweet})}</div></article>
<section class="amp-related"><h3>More from {outlet}</h3><ul>{_links(story, host, 4)}</ul></section><amp-consent id="c"><div><p>{COOKIES}</p></div></amp-consent></body></html>"""


def tables(story: Story, outlet: str, host: str) -> str:
    text = "<br><br>\n".join(
        f"<b>{escape(t.removeprefix('## '))}</b>" if t.startswith("## ") else escape(t, quote=False)
        for t in story.paragraphs
    )
    side = "<br>".join(f'<a href="/{one.slug}.html">{escape(one.title)}</a>' for one in _others(story, 6))
    return f"""<HTML><HEAD><TITLE>{outlet}: {escape(story.title)}</TITLE></HEAD>
<BODY BGCOLOR="#FFFFFF"><TABLE WIDTH="760" BORDER="0" CELLPADDING="4"><TR><TD COLSPAN="3"><IMG SRC="logo.gif" ALT="{outlet}"></TD></TR>
<TR><TD WIDTH="140" VALIGN="top"><FONT SIZE="1"><A HREF="/">Home</A><BR><A HREF="/archive">Archive</A><BR><A HREF="/forum">Forum</A><BR><A HREF="/links">Links</A></FONT></TD>
<TD WIDTH="460" VALIGN="top"><FONT FACE="Arial" SIZE="4"><B>{escape(story.title)}</B></FONT><BR><FONT SIZE="1">{_long(story.day)}</FONT><BR><FONT SIZE="2"><I>By {story.byline}</I></FONT><P>
<FONT FACE="Arial" SIZE="2">{text}</FONT></P><P><FONT SIZE="1"><A HREF="print.cgi">Printer friendly version</A> | <A HREF="mail.cgi">Send this article to a friend</A></FONT></P></TD>
<TD WIDTH="160" VALIGN="top"><FONT SIZE="1"><B>Other news</B><BR>{side}</FONT></TD></TR>
<TR><TD COLSPAN="3" ALIGN="center"><FONT SIZE="1">Copyright 1998-2019 {outlet}. All rights reserved.</FONT></TD></TR></TABLE></BODY></HTML>"""


def live(story: Story, outlet: str, host: str) -> str:
    url = f"https://www.{host}/live/{story.day.isoformat()}/{story.slug}"
    node = {
        "@context": "https://schema.org",
        "@type": "LiveBlogPosting",
        "headline": story.title,
        "datePublished": _stamp(story.day, "07:00:00", "+01:00"),
        "coverageStartTime": _stamp(story.day, "07:00:00", "+01:00"),
        "author": [{"@type": "Person", "name": name} for name in story.authors],
        "publisher": {"@type": "Organization", "name": outlet},
        "liveBlogUpdate": [
            {
                "@type": "BlogPosting",
                "headline": "An update",
                "datePublished": _stamp(story.day, "08:00:00", "+01:00"),
                "articleBody": "Short.",
            }
        ],
    }
    entries = []
    for number, text in enumerate(story.paragraphs):
        subhead = text.removeprefix("## ")
        if subhead != text:
            entries.append(f'<h3 class="live-post__title">{escape(subhead)}</h3>')
            continue
        entries.append(
            f'<article class="live-post" id="post-{number}"><header><time datetime="{_stamp(story.day, f"{8 + number:02}:10:00", "+01:00")}">{8 + number}.10</time><div class="share-tools"><a href="#">Share</a> <a href="#">Copy link</a></div></header><div class="live-post__body">{_p(text)}</div></article>'
        )
    return f"""<!DOCTYPE html><html lang="en"><head><meta charset="utf-8"><title>LIVE: {escape(story.title)} – {outlet}</title><link rel="canonical" href="{url}"><meta property="og:site_name" content="{outlet}"><meta property="og:title" content="{escape(story.title)}">{_ld(node)}</head>
<body><header><nav>{_menu(*SECTIONS)}</nav></header><main><div class="live-header"><span class="badge">Live</span><h1>{escape(story.title)}</h1><p class="live-authors">{story.byline}</p></div>
<section class="key-events sidebar"><h2>Key events</h2><ul><li><a href="#post-1">The morning</a></li><li><a href="#post-3">The answer</a></li></ul></section>
<div class="live-feed">{"".join(entries)}</div><button>Show more updates</button></main><aside class="most-read"><h2>Most read</h2><ul>{_links(story, host, 5)}</ul></aside></body></html>"""


def microdata(story: Story, outlet: str, host: str) -> str:
    return f"""<!DOCTYPE html><html><head><meta charset="utf-8"><title>{outlet} » {escape(story.title)}</title><link rel="canonical" href="https://{host}/"></head>
<body><div class="menu">{_menu(*SECTIONS)}</div><div itemscope itemtype="http://schema.org/NewsArticle" class="full-article"><link itemprop="mainEntityOfPage" href="https://{host}/articles/{story.slug}">
<h1 itemprop="headline">{escape(story.title)}</h1><div class="info"><span itemprop="author" itemscope itemtype="http://schema.org/Person"><span itemprop="name">{story.byline}</span></span>, <meta itemprop="datePublished" content="{story.day.isoformat()}"><span>{story.day:%d.%m.%Y}</span></div>
<span itemprop="publisher" itemscope itemtype="http://schema.org/Organization"><meta itemprop="name" content="{outlet}"></span>
<div itemprop="image" itemscope itemtype="http://schema.org/ImageObject"><img itemprop="url" src="h.jpg"><div class="img-caption">The main road, blocked by lorries since the morning.</div></div>
<p itemprop="description" class="lead">{escape(story.summary)}</p><div itemprop="articleBody">{_body(story)}</div><div class="likely">Share: <span>Network one</span> <span>Network two</span></div></div>
<div class="read-also"><h3>Read also</h3>{_links(story, host, 4, item="<div>{}</div>")}</div><div class="copyright">© {outlet}. Use of materials only with a link to the site.</div></body></html>"""


def cyrillic(story: Story, outlet: str, host: str) -> str:
    url = f"https://{host}/en/news/{story.day:%Y/%m/%d}/{story.slug}"
    return f"""<!DOCTYPE html><html lang="ru"><head><meta http-equiv="Content-Type" content="text/html; charset=windows-1251"><title>{escape(story.title)} | {outlet}</title>
<meta property="og:title" content="{escape(story.title)}"><meta property="og:site_name" content="{outlet}"><meta property="og:locale" content="ru_RU"><meta property="og:url" content="{url}"><link rel="canonical" href="https://{host}/en/">
<meta property="article:published_time" content="{_stamp(story.day, "01:00:00", "+06:00")}"><meta property="article:author" content="{story.byline}"></head>
<body><div class="header-menu"><ul><li><a href="/">Главная</a></li><li><a href="/politika">Политика</a></li><li><a href="/obshchestvo">Общество</a></li></ul></div>
<div class="news-detail"><h1>{escape(story.title)}</h1><div class="date">{story.day:%d.%m.%Y}, 01:00</div><div class="news-photo"><img src="i.jpg"><div class="photo-caption">Фото из архива</div></div>
<div class="news-text">{_body(story, heading="h4")}</div><div class="social-likes">Поделиться: <a href="#">ВКонтакте</a></div><div class="news-source">Если вы заметили ошибку, выделите ее и нажмите на клавиши.</div></div>
<div class="sidebar"><h3>Популярное</h3><ul><li><a href="/1">Погода на выходные обещает быть теплой</a></li><li><a href="/2">В городе открыли новый парк</a></li></ul></div><div class="footer">© {outlet}. Все права защищены.</div></body></html>"""


# --------------------------------------------------------------------------- seen after a first round was held back


def hub(story: Story, outlet: str, host: str) -> str:
    url = f"https://{host}/article/{story.slug}-7c1f"
    node = {
        "@context": "http://schema.org",
        "@type": "NewsArticle",
        "headline": story.title,
        "url": url,
        "datePublished": f"{story.day.isoformat()}T18:09:32Z",
        "author": [
            {"@context": "http://schema.org", "@type": "Person", "name": name.upper()} for name in story.authors
        ],
        "publisher": {"@type": "Organization", "name": outlet},
    }
    peek = f'<div class="HtmlModuleEnhancement" data-align-center><div class="PageListEnhancementGeneric"><div class="PageList-header-title">Related Stories</div>{_links(story, host, 3, item="<div class=PagePromo>{}</div>")}</div></div>'
    stamp = int(dt.datetime(story.day.year, story.day.month, story.day.day, 18, 9, tzinfo=dt.UTC).timestamp() * 1000)
    return f"""<!DOCTYPE html><html class="ArticlePage" lang="en"><head><meta charset="UTF-8"><title>{escape(story.title)} | {outlet}</title><link rel="canonical" href="{url}"><meta property="og:title" content="{escape(story.title)}"><meta property="og:site_name" content="{outlet}">{_ld(node)}</head>
<body class="Page-body"><header class="Page-header"><nav class="Page-header-navigation">{_menu(*SECTIONS)}</nav></header><div class="Page-content"><main class="Page-main"><bsp-story-page><div class="Page-headlineWrapper"><h1 class="Page-headline">{escape(story.title)}</h1></div>
<div class="Page-lead"><figure class="Figure"><img src="j.jpg"><figcaption class="Figure-caption"><p>Smoke rises behind the parliament, as seen from a hotel. ({outlet} Photo/A. Name)</p></figcaption></figure></div>
<div class="Page-byline"><div class="Page-byline-info"><div class="Page-authors">By <a class="Link" href="/author/a">{"</a> and <a class='Link' href='/author/b'>".join(n.upper() for n in story.authors)}</a></div><div class="Page-dateModified"><bsp-timestamp data-timestamp="{stamp}"></bsp-timestamp></div></div></div>
<div class="Page-storyBody"><div class="RichTextStoryBody RichTextBody">{_body(story, between={1: peek, 3: '<div class="SovrnAd Advertisement"><span>Advertisement</span></div>'})}<p>___</p></div></div></bsp-story-page>
<div class="Page-below"><div class="PageListStandardE"><div class="PageList-header">Most read</div>{_links(story, host, 5, item="<div>{}</div>")}</div></div></main></div><footer class="Page-footer"><p>{outlet} is a cooperative of newspapers, founded to get the news first and right.</p></footer></body></html>"""


def joomla(story: Story, outlet: str, host: str) -> str:
    return f"""<!DOCTYPE html PUBLIC "-//W3C//DTD XHTML 1.0 Transitional//EN" "http://www.w3.org/TR/xhtml1/DTD/xhtml1-transitional.dtd">
<html xmlns="http://www.w3.org/1999/xhtml" xml:lang="en-gb" lang="en-gb"><head><meta http-equiv="content-type" content="text/html; charset=utf-8" /><meta name="author" content="Super User" /><title>{escape(story.title)} - {outlet}</title><base href="https://{host}/index.php/news/{STORIES.index(story)}-{story.slug}" /></head>
<body><div id="wrapper"><div id="top"><div class="moduletable_menu">{_menu(*SECTIONS)}</div></div><div id="main"><div class="item-page"><h2><a href="/index.php/news/{story.slug}">{escape(story.title)}</a></h2>
<ul class="actions"><li class="print-icon"><a href="#">Print</a></li><li class="email-icon"><a href="#">Email</a></li></ul>
<dl class="article-info"><dt class="article-info-term">Details</dt><dd class="category-name">Category: <a href="/c">News</a></dd><dd class="published">Published on {story.day:%A}, {story.day:%d %B %Y} 14:05</dd><dd class="createdby">Written by {story.byline}</dd><dd class="hits">Hits: 1482</dd></dl>
{_body(story, heading="h4")}<ul class="pagenav"><li class="pagenav-prev"><a href="/p">&lt; Prev</a></li><li class="pagenav-next"><a href="/n">Next &gt;</a></li></ul></div></div>
<div id="right"><div class="moduletable"><h3>Latest news</h3><ul class="latestnews">{_links(story, host, 5)}</ul></div><div class="moduletable"><h3>Who is online</h3><p>We have 41 guests and no members online</p></div></div><div id="footer">Copyright © {outlet}. All Rights Reserved.</div></div></body></html>"""


def portal(story: Story, outlet: str, host: str) -> str:
    text = "<br /><br />".join(escape(t.removeprefix("## "), quote=False) for t in story.paragraphs)
    news = "".join(
        f'<div class="lastnews-row"><span>12:{n}0</span> <a href="/n/{n}">{escape(one.title)}</a></div>'
        for n, one in enumerate(_others(story, 5))
    )
    return f"""<!DOCTYPE html><html lang="en"><head><meta charset="utf-8"><title>{escape(story.title)}</title><meta name="description" content="{escape(story.summary)}"><meta property="og:url" content="https://{host}/eng/news/{STORIES.index(story)}77"><meta property="og:site_name" content="{outlet}"></head>
<body><div class="top-line"><a href="/kir">Кыр</a> <a href="/rus">Рус</a> <a href="/eng">Eng</a></div><div class="logo-text">{outlet} news agency</div><div class="columns"><div class="col-l">{news}</div>
<div class="col-c"><div class="newslink-date">{story.day:%d/%m/%y} 14:10, Capital – {outlet}, by {story.byline}</div><h1 class="news-title">{escape(story.title)}</h1><div id="newsText" class="cke">{text}</div><div class="newsnumber">News number: 77{STORIES.index(story)}</div><div class="views">Views: 812</div></div></div>
<div class="bottom">© {outlet}, all rights protected. When using materials, a hyperlink is required by law and by courtesy.</div></body></html>"""


def rendered(story: Story, outlet: str, host: str) -> str:
    node = {
        "@context": "https://schema.org",
        "@type": ["NewsArticle"],
        "headline": story.title,
        "articleBody": "\n".join(text.removeprefix("## ") for text in story.paragraphs),
        "datePublished": f"{story.day:%a, %d %b %Y} 09:00:00 +0300",
        "author": {"@type": "Person", "name": f"By {story.byline}"},
        "publisher": {"@type": "Organization", "name": outlet},
        "inLanguage": "en",
    }
    return f"""<!DOCTYPE html><html><head><meta charset="utf-8"><title>{outlet}</title>{_ld(node)}<script src="/static/js/main.js"></script></head><body><noscript>You need to enable JavaScript to run this app.</noscript><div id="root"></div><script>window.__STATE__={{}}</script></body></html>"""


def blogger(story: Story, outlet: str, host: str) -> str:
    text = "<br /><br />".join(escape(t.removeprefix("## "), quote=False) for t in story.paragraphs)
    return f"""<!DOCTYPE html><html class='v2' dir='ltr'><head><meta content='text/html; charset=UTF-8' http-equiv='Content-Type'/><link href='http://{host}/{story.day:%Y/%m}/{story.slug}.html' rel='canonical'/><title>{outlet}: {escape(story.title)}</title></head>
<body class='loading'><div class='header-outer'><h1 class='title'><a href='http://{host}/'>{outlet}</a></h1><p class='description'><span>Notes from the provinces that the big papers leave out</span></p></div>
<div class='main-outer'><div class='date-outer'><h2 class='date-header'><span>{story.day:%A}, {_american(story.day)}</span></h2><div class='post hentry'><h3 class='post-title entry-title'>{escape(story.title)}</h3><div class='post-body entry-content'>{text}<div style='clear: both;'></div></div>
<div class='post-footer'><div class='post-footer-line'><span class='post-author vcard'>Posted by <span class='fn' itemprop='author'>{story.byline}</span></span> at <a class='timestamp-link' href='#'><abbr class='published' title='{_stamp(story.day, "20:15:00", "+02:00")}'>8:15 PM</abbr></a> <span class='post-comment-link'>2 comments</span></div><div class='post-footer-line'><span class='post-labels'>Labels: <a href='/l/1' rel='tag'>politics</a></span></div></div></div></div>
<div class='comments' id='comments'><h4>2 comments:</h4><dl><dd class='comment-body'><p>Good that somebody still goes there and asks people what they have seen themselves.</p></dd><dd class='comment-body'><p>You forgot the third village, where it all began the week before.</p></dd></dl></div></div>
<div class='column-right-outer'><div class='widget BlogArchive'><h2>Blog Archive</h2><ul><li><a href='/2010'>2010</a> (34)</li><li><a href='/2009'>2009</a> (61)</li></ul></div><div class='widget Profile'><h2>About me</h2><p>I have taught history at a school in the hills for twenty years and write this in the evenings.</p></div></div></body></html>"""


def blox(story: Story, outlet: str, host: str) -> str:
    url = f"https://www.{host}/news/world/{story.slug}/article_{STORIES.index(story)}f0c.html"
    paragraphs = []
    for number, text in enumerate(story.paragraphs):
        subhead = text.removeprefix("## ")
        paragraphs.append(
            f'<div class="subscriber-only"><p><strong>{escape(subhead)}</strong></p></div>'
            if subhead != text
            else f'<div class="{"subscriber-preview" if number < 2 else "subscriber-only"}">{_p(text)}</div>'
        )
        if number in (1, 3):
            paragraphs.append(
                '<div class="tncms-region-ads"><span>People are also reading…</span><ul>'
                + _links(story, host, 2)
                + "</ul></div>"
            )
    return f"""<!DOCTYPE html><html lang="en"><head><meta charset="utf-8"><title>{escape(story.title)} | World News | {host}</title><link rel="canonical" href="{url}"><meta name="author" content="{story.byline} {outlet}"><meta name="parsely-title" content="{escape(story.title)}"><meta name="parsely-author" content="{story.byline}"><meta name="parsely-pub-date" content="{_stamp(story.day, "17:00:00", "-06:00")}"><meta property="og:site_name" content="{outlet}"></head>
<body class="tnt-page"><div id="site-header-container"><nav class="navbar">{_menu(*SECTIONS)}</nav></div><section id="main-body-container"><article class="asset story has-asset-sidebar"><div id="asset-content"><header class="asset-header"><h1 class="headline"><span>{escape(story.title)}</span></h1>
<div class="meta"><span><ul class="list-inline"><li><span class="tnt-byline">{story.byline}</span></li><li class="visible-print">{story.day:%b} {story.day.day}, {story.day.year}</li><li>0</li></ul></span></div></header><div class="asset-photo"><div class="photo"><img src="k.jpg"></div><div class="caption-container"><span class="caption-text"><p>A bus passes the first checkpoint under the eyes of two soldiers.</p></span></div></div>
<div class="asset-body"><div class="asset-content subscriber-premium"><div class="lee-article-text">{"".join(paragraphs)}</div></div></div><div class="modal-offer"><h4>Be the first to know</h4><p>Get local news delivered to your inbox! There is no charge and you can leave at any time.</p></div></div></article>
<div class="block-recommended"><h3>Recommended for you</h3><ul>{_links(story, host, 5)}</ul></div></section></body></html>"""


def ghost(story: Story, outlet: str, host: str) -> str:
    url = f"https://{host}/{story.slug}/"
    node = {
        "@context": "https://schema.org",
        "@type": "Article",
        "publisher": {"@type": "Organization", "name": outlet, "url": f"https://{host}/"},
        "author": {"@type": "Person", "name": story.authors[0]},
        "contributor": [],
        "headline": story.title,
        "url": url,
        "datePublished": f"{story.day.isoformat()}T04:55:00.000Z",
        "mainEntityOfPage": url,
    }
    card = f'<figure class="kg-card kg-bookmark-card"><a class="kg-bookmark-container" href="/b"><div class="kg-bookmark-content"><div class="kg-bookmark-title">{escape(_others(story)[2].title)}</div><div class="kg-bookmark-description">What we wrote last week about the same matter.</div></div></a></figure>'
    callout = '<div class="kg-card kg-signup-card"><h2>Letters from the border</h2><p>Twice a month, long reports by post, electronic or on paper. No spam.</p></div>'
    people = ", ".join(f'<a href="/author/{n}/">{name}</a>' for n, name in enumerate(story.authors))
    meta = "".join(f'<meta name="twitter:data{n}" content="{name}">' for n, name in enumerate(story.authors, 1))
    return f"""<!DOCTYPE html><html lang="en"><head><meta charset="utf-8"><title>{escape(story.title)}</title><link rel="canonical" href="{url}"><meta property="og:site_name" content="{outlet}"><meta property="og:title" content="{escape(story.title)}"><meta property="article:published_time" content="{story.day.isoformat()}T04:55:00.000Z">{meta}<meta name="generator" content="Ghost 5.0">{_ld(node)}</head>
<body class="post-template"><div class="gh-viewport"><header id="gh-head" class="gh-head"><a class="gh-head-logo" href="/">{outlet}</a>{_menu(*SECTIONS[:3])}</header><main class="gh-main"><article class="gh-article post"><header class="gh-article-header"><h1 class="gh-article-title">{escape(story.title)}</h1><p class="gh-article-excerpt">{escape(story.summary)}</p><div class="gh-article-meta"><h4 class="gh-article-author-name">{people}</h4><time class="gh-article-meta-date" datetime="{story.day.isoformat()}">{_long(story.day)}</time> <span>4 min read</span></div></header>
<section class="gh-content gh-canvas">{_body(story, between={1: card, 3: callout})}</section></article><section class="gh-container"><h2>Read next</h2>{_links(story, host, 3, item="<article class='gh-card'>{}</article>")}</section></main><footer class="gh-footer">{outlet} © 2019</footer></div></body></html>"""


# ------------------------------------------------------------------------------------------------------- held back


def squares(story: Story, outlet: str, host: str) -> str:
    blocks = "".join(
        f'<div class="sqs-block html-block sqs-block-html"><div class="sqs-block-content">{_p(t.removeprefix("## "))}</div></div>'
        for t in story.paragraphs
    )
    image = '<div class="sqs-block image-block"><div class="image-block-outer-wrapper"><p>The old customs house, now empty.</p></div></div>'
    return f"""<!doctype html><html lang="en-GB"><head><meta charset="utf-8"/><title>{escape(story.title)} &mdash; {outlet}</title><link rel="canonical" href="https://{host}/journal/{story.day:%Y/%m/%d}/{story.slug}"/><meta property="og:site_name" content="{outlet}"/><meta property="og:title" content="{escape(story.title)} &mdash; {outlet}"/><meta itemprop="headline" content="{escape(story.title)}"/><meta itemprop="author" content="{story.byline}"/><meta itemprop="datePublished" content="{_stamp(story.day, "10:00:00", "+0100")}"/></head>
<body id="item-1" class="view-item"><div id="siteWrapper"><header id="header"><h1 class="site-title"><a href="/">{outlet}</a></h1>{_menu("Journal", "About", "Contact")}</header><main id="page"><article class="blog-item-wrapper"><div class="blog-item-title"><h1 class="entry-title" data-content-field="title">{escape(story.title)}</h1></div><div class="blog-item-meta"><time class="dt-published" datetime="{story.day.isoformat()}">{_long(story.day)}</time> Written By <a href="/?author=1">{story.byline}</a></div>
<div class="blog-item-content e-content">{image}{blocks}</div><div class="blog-item-bottom"><a class="blog-tag" href="/t">conflict</a></div><section class="item-pagination"><a href="/prev">{escape(_others(story)[0].title)}</a></section></article></main><footer><div class="newsletter-block"><p>Leave your address and hear from us when something new appears, which is not often.</p></div></footer></div></body></html>"""


def webforms(story: Story, outlet: str, host: str) -> str:
    return f"""<!DOCTYPE html><html><head><title>{outlet} - {escape(story.title)}</title><meta http-equiv="Content-Type" content="text/html; charset=iso-8859-1"></head><body><form name="aspnetForm" method="post" id="aspnetForm"><input type="hidden" name="__VIEWSTATE" value="xyz"/>
<div id="ctl00_header">{_menu(*SECTIONS)}</div><div id="ctl00_content"><div id="ctl00_main"><h2 id="ctl00_lblTitle">{escape(story.title)}</h2><span id="ctl00_lblDate">{story.day:%A}, {_american(story.day)} 1:05:00 AM</span> <span id="ctl00_lblAuthor">By {story.byline}</span>
<div id="ctl00_imgbox"><img src="m.jpg"/><br/><span class="imgtext">Residents of the old town on their way to the market</span></div><div id="ctl00_lblText">{_body(story, heading="strong")}</div><a href="javascript:print()">Print this page</a></div>
<div id="ctl00_right"><b>Other headlines</b><br/>{_links(story, host, 6, item="{}<br/>")}</div></div><div id="ctl00_foot">&copy; {outlet} Ltd.</div></form></body></html>"""


def wysiwyg(story: Story, outlet: str, host: str) -> str:
    url = f"https://www.{host}/news/{story.day.year}/{story.day.month}/{story.day.day}/{story.slug}"
    node = {
        "@context": "https://schema.org",
        "@type": "NewsArticle",
        "mainEntityOfPage": url,
        "headline": story.title,
        "datePublished": f"{story.day.isoformat()}T13:44:05Z",
        "dateModified": f"{story.day.isoformat()}T20:01:00Z",
        "author": {"@type": "Person", "name": story.byline},
        "publisher": {"@type": "Organization", "name": outlet},
    }
    more = f'<div class="more-on"><h2 class="more-on__heading">Recommended Stories</h2><span class="screen-reader-text">list of 3 items</span><ul class="more-on__list">{_links(story, host, 3)}</ul><span>end of list</span></div>'
    return f"""<!DOCTYPE html><html lang="en"><head><meta charset="utf-8"/><title>{escape(story.title)} | Conflict News | {outlet}</title><meta property="og:title" content="{escape(story.title)}"/><meta name="pageType" content="Article"/><link rel="canonical" href="{url}"/>{_ld(node)}</head>
<body><div id="root"><div class="header-container"><a href="#skip">Skip links</a>{_menu(*SECTIONS)}</div><main id="main-content-area"><div class="l-col"><header class="article-header"><div class="topics"><a href="/news">News</a>|<a href="/conflict">Conflict</a></div><h1>{escape(story.title)}</h1><p class="article__subhead"><em>{escape(story.summary)}</em></p></header>
<figure class="article-featured-image"><img src="n.jpg"/><figcaption>Smoke over the river port [Somebody/Agency]</figcaption></figure><div class="article-info-block"><div class="article-author-name">By <span class="article-author-name-item"><a href="/author/x">{story.byline}</a></span></div><div class="date-simple"><span class="screen-reader-text">Published On {_long(story.day)}</span><span aria-hidden="true">{_long(story.day)}</span></div></div>
<div class="wysiwyg wysiwyg--all-content" aria-live="polite">{_body(story, between={1: more, 4: '<div class="container--ads"><p>Advertisement</p></div>'})}</div><div class="article-source">Source: <span>{outlet}</span></div></div></main><aside><h2>Trending</h2><ol>{_links(story, host, 5)}</ol></aside></div></body></html>"""


def deutsch(story: Story, outlet: str, host: str) -> str:
    url = f"https://www.{host}/en/{story.slug}/a-{5000 + STORIES.index(story)}"
    node = [
        {
            "@context": "https://schema.org",
            "@type": "NewsArticle",
            "headline": story.title,
            "datePublished": f"{story.day.isoformat()}T22:15:00.000Z",
            "author": {"@type": "Organization", "name": outlet},
            "publisher": {"@type": "Organization", "name": f"{outlet} (www.{host})"},
        },
        {"@context": "https://schema.org", "@type": "BreadcrumbList", "itemListElement": []},
    ]
    teaser = f'<div class="sf1dxjm"><div class="teaser-data"><h4>{escape(_others(story)[0].title)}</h4><span>01:54</span></div><p class="video-note">To view this video please enable scripts, and consider upgrading to a browser that plays video</p></div>'
    return f"""<!DOCTYPE html><html lang="en"><head><meta charset="UTF-8"><title>{escape(story.title)} &ndash; {outlet} &ndash; {story.day:%m/%d/%Y}</title><link rel="canonical" href="{url}"><meta property="og:title" content="{escape(story.title)} &ndash; {outlet}"><meta property="og:site_name" content="{outlet}"><meta name="author" content="{outlet} (www.{host})">{_ld(node)}</head>
<body><div id="root"><header>{_menu(*SECTIONS)}</header><main><article class="s1ebneao"><header><span class="kicker">Politics</span><span class="country">Elsewhere</span><h1>{escape(story.title)}</h1></header><div class="author-details"><span class="author">{story.byline}</span> <time datetime="{story.day.isoformat()}T22:15:00.000Z">{story.day:%m/%d/%Y}</time></div><p class="teaser-text">{escape(story.summary)}</p>
<div class="image-box"><img src="o.jpg"><span class="img-caption">Nobody knows how long the supplies will last<small class="copyright">Image: A. Agency</small></span></div><div class="c17j8gzx rich-text">{_body(story, between={1: teaser, 3: '<div class="advertisement"><p>Advertisement</p></div>'})}<p><em>Edited by: Another Person</em></p></div></article><section class="suggested"><h2>Explore more</h2>{_links(story, host, 4, item="<div>{}</div>")}</section></main></div></body></html>"""


def mission(story: Story, outlet: str, host: str) -> str:
    first = f"CAPITAL, {_long(story.day)} &ndash; {escape(story.paragraphs[0], quote=False)}"
    rest = "".join(f"<h3>{escape(t[3:])}</h3>" if t.startswith("## ") else _p(t) for t in story.paragraphs[1:])
    return f"""<!DOCTYPE html><html xmlns="http://www.w3.org/1999/xhtml" xml:lang="en"><head><meta http-equiv="Content-Type" content="text/html; charset=utf-8"/><title>{escape(story.title)} | {outlet}</title><link rel="canonical" href="https://{host}/node/{90 + STORIES.index(story)}"/></head>
<body class="html not-front node-type-press-release"><div id="skip-link"><a href="#main">Skip to main content</a></div><div id="page"><div id="header">{_menu("About us", "Where we are", "What we do", "Resources")}</div><div id="content" class="column"><div class="breadcrumb"><a href="/">Home</a> &rsaquo; <a href="/news">News</a></div><h1 class="title" id="page-title">{escape(story.title)}</h1>
<div class="node node-press-release clearfix"><div class="content"><div class="field field-name-body field-type-text-with-summary field-label-hidden"><div class="field-items"><div class="field-item even"><p>{first}</p>{rest}</div></div></div><div class="field field-name-field-contacts"><div class="field-label">Contacts&nbsp;</div><div class="field-item even"><p>{story.authors[0]}<br/>Press officer<br/>Mobile: +000 555 01 02 03<br/>press@{host}</p></div></div></div></div></div>
<div class="region region-sidebar"><div class="block"><h2>Latest from us</h2><ul>{_links(story, host, 4)}</ul></div></div></div></body></html>"""


def placeholder(story: Story, outlet: str, host: str) -> str:
    url = f"https://www.{host}/{story.day:%Y/%m/%d}/world/{story.slug}/index.html"
    node = [
        {
            "@context": "https://schema.org",
            "@type": "NewsArticle",
            "url": url,
            "headline": story.title,
            "datePublished": f"{story.day.isoformat()}T09:05:00.000Z",
            "author": [{"@type": "Person", "name": name} for name in story.authors],
            "publisher": {"@type": "NewsMediaOrganization", "name": outlet},
        }
    ]
    parts = []
    for number, text in enumerate(story.paragraphs):
        subhead = text.removeprefix("## ")
        source = (
            f'<cite class="source__cite"><span class="source__location">Capital</span><span class="source__text">{outlet}</span>&nbsp;&mdash;&nbsp;</cite>'
            if number == 0
            else ""
        )
        parts.append(
            f'<h2 class="subheader" data-component-name="subheader">{escape(subhead)}</h2>'
            if subhead != text
            else f'{source}<p class="paragraph inline-placeholder vossi-paragraph" data-component-name="paragraph">{escape(text, quote=False)}</p>'
        )
        if number == 2:
            parts.append(
                f'<div data-component-name="related-content" class="related-content"><div class="related-content__headline"><span class="related-content__label">Related article</span><span class="related-content__headline-text">{escape(_others(story)[0].title)}</span></div></div><div class="gallery-inline__container"><div class="gallery-inline__caption">A woman shows where the shells fell. <span>Name/Agency</span></div></div>'
            )
    return f"""<!DOCTYPE html><html lang="en"><head><meta charset="utf-8"><title>{escape(story.title)} | {outlet}</title><meta property="og:title" content="{escape(story.title)} | {outlet}"><meta property="og:site_name" content="{outlet}"><meta name="author" content="{story.byline}"><link rel="canonical" href="{url}">{_ld(node)}</head>
<body><header class="header__wrapper">{_menu(*SECTIONS)}</header><section class="layout__wrapper"><div class="headline__wrapper"><h1 class="headline__text" id="maincontent">{escape(story.title)}</h1></div><div class="headline__footer"><div class="byline__names">By {", ".join(f'<a href="/profiles/{n}"><span class="byline__name">{name}</span></a>' for n, name in enumerate(story.authors))}, {outlet}</div><div class="timestamp">Updated 5:05 AM EDT, {story.day:%a %B} {story.day.day}, {story.day.year}</div><div class="headline__sub-description">4 minute read</div></div>
<main class="article__main"><div class="article__content" itemprop="articleBody">{"".join(parts)}<p class="footnote inline-placeholder" data-component-name="footnote">{outlet}&rsquo;s Somebody Else contributed to this report.</p></div></main><div class="zone__inner"><h2>More from {outlet}</h2><ul>{_links(story, host, 5)}</ul></div></section></body></html>"""


def companion(story: Story, outlet: str, host: str) -> str:
    url = f"https://www.{host}/{story.day:%Y/%m/%d}/world/{story.slug}.html"
    node = {
        "@context": "https://schema.org",
        "@type": "NewsArticle",
        "headline": story.title,
        "alternativeHeadline": f"{story.title[:30]}, briefly",
        "url": url,
        "datePublished": f"{story.day.isoformat()}T00:21:09.000Z",
        "author": [
            {"@context": "https://schema.org", "@type": "Person", "url": "/by/x", "name": name}
            for name in story.authors
        ],
        "publisher": {"@id": f"https://www.{host}/#publisher"},
        "copyrightHolder": {"@id": f"https://www.{host}/#publisher"},
        "isAccessibleForFree": False,
    }
    organisation = {
        "@context": "https://schema.org",
        "@type": "NewsMediaOrganization",
        "name": outlet,
        "@id": f"https://www.{host}/#publisher",
    }
    half = len(story.paragraphs) // 2
    pieces = [
        _body(Story(story.slug, story.title, story.authors, story.day, story.summary, part))
        for part in (story.paragraphs[:half], story.paragraphs[half:])
    ]
    return f"""<!DOCTYPE html><html lang="en"><head><meta charset="utf-8"/><title>{escape(story.title)} - {outlet}</title><meta property="article:published_time" content="{story.day.isoformat()}T00:21:09.000Z"/><meta name="byl" content="By {" and ".join(story.authors)}"/><meta property="og:title" content="{escape(story.title)} (Published {story.day.year})"/><link rel="canonical" href="{url}"/>{_ld(node)}{_ld(organisation)}</head>
<body><div id="app"><header data-testid="masthead-container">{_menu(*SECTIONS)}</header><main id="site-content"><article id="story" class="css-1vxca1d"><div id="top-wrapper"><p>Advertisement</p><a href="#after-top">SKIP ADVERTISEMENT</a></div><header class="css-7n68ki"><h1 id="link-1" class="css-1l8buln" data-testid="headline">{escape(story.title)}</h1><p id="article-summary" class="css-1wy1v23">{escape(story.summary)}</p><div data-testid="photoviewer-wrapper"><figure><figcaption><span>An old photograph of the valley.</span><span><span>Credit...</span>Photographer for the paper</span></figcaption></figure></div><div class="css-233int"><div class="css-byline"><p>By <span itemprop="name">{'</span> and <span itemprop="name">'.join(story.authors)}</span></p></div><time datetime="{story.day.isoformat()}T00:21:09-04:00">{_american(story.day)}</time></div></header>
<section name="articleBody" class="meteredContent css-1r7ky0e"><div class="css-s99gbd StoryBodyCompanionColumn"><div class="css-53u6y8">{pieces[0]}</div><aside class="css-ew4tgv" aria-label="companion column"></aside></div><div id="mid-wrapper"><p>Advertisement</p><a href="#after-mid">SKIP ADVERTISEMENT</a></div><div class="css-s99gbd StoryBodyCompanionColumn"><div class="css-53u6y8">{pieces[1]}</div></div></section><div class="bottom-of-article"><div class="css-1ubp8k9"><p>{story.authors[0]} reports from the region. <a href="/by/x">More about {story.authors[0]}</a></p></div><p>A version of this article appears in print on , Section A, Page 9 of the edition with the headline: {escape(story.title)}. <a href="/reprints">Order Reprints</a> | <a href="/subscribe">Subscribe</a></p></div></article></main></div></body></html>"""


TUNED: Mapping[str, Site] = {
    "wordpress": Site("Steppe Observer", "steppe-observer.example.org", wordpress),
    "drupal": Site("Valley Institute", "valley-institute.example.net", drupal),
    "fusion": Site("Capital Courier", "capitalcourier.example.com", fusion),
    "hashed": Site("Norrland", "norrland.example.co.uk", hashed),
    "dotcom": Site("The Sentinel", "thesentinel.example.com", dotcom),
    "broadcaster": Site("Radio Open Sky", "openskyradio.example.org", broadcaster),
    "wire": Site("Interwire", "interwire.example.com", wire),
    "amp": Site("Coast Gazette", "amp.coastgazette.example.com", amp),
    "tables": Site("Old Harbour News", "oldharbour.example.net", tables),
    "live": Site("Evening Ledger", "eveningledger.example.com", live),
    "microdata": Site("Kurier 24", "kurier24.example.org", microdata),
    "cyrillic": Site("Азия-Вестник", "asiavestnik.example.org", cyrillic),
    "hub": Site("Continental Press", "continentalpress.example.com", hub),
    "joomla": Site("Hill Country Voice", "hillvoice.example.org", joomla),
    "portal": Site("Daily Dispatch", "dispatch.example.net", portal),
    "rendered": Site("Lumen", "lumen.example.com", rendered),
    "blogger": Site("Letters from Upriver", "upriver.example.org", blogger),
    "blox": Site("Prairie Register", "prairieregister.example.com", blox),
    "ghost": Site("Frontier Letters", "frontierletters.example.org", ghost),
}
"""Structures with which rules and thresholds were made."""

HELD_BACK: Mapping[str, Site] = {
    "squares": Site("Northbound Journal", "northbound.example.org", squares),
    "webforms": Site("Harbour Daily", "harbourdaily.example.net", webforms),
    "wysiwyg": Site("Gulf Bulletin", "gulfbulletin.example.com", wysiwyg),
    "deutsch": Site("Rheinwelle", "rheinwelle.example.com", deutsch),
    "mission": Site("Mission to the Valleys", "valleys-mission.example.org", mission),
    "placeholder": Site("Newswire One", "newswireone.example.com", placeholder),
    "companion": Site("The Morning Post-Times", "morningposttimes.example.com", companion),
}
"""Structures that were written before the rules were tuned, and at whose errors nobody looked before the figures stood."""


def pages() -> Iterator[tuple[Truth, bytes]]:
    """Every page with what is true of it: three stories a structure."""
    for number, (name, site) in enumerate({**TUNED, **HELD_BACK}.items()):
        for step in range(EACH):
            story = STORIES[(number * EACH + step * 5) % len(STORIES)]
            made = site.page(story, site.outlet, site.host)
            dateline = _dateline(story, site.outlet) if name == "wire" else ""
            dateline = f"CAPITAL, {_long(story.day)} – " if name == "mission" else dateline
            truth = Truth(
                file=f"{name}-{story.slug}.html",
                text=dateline + "\n\n".join(text.removeprefix("## ") for text in story.paragraphs),
                title=story.title,
                date=story.day.isoformat(),
                byline="" if name == "mission" else story.byline,
                outlet=site.outlet,
                held_back=name in HELD_BACK,
            )
            yield truth, made.encode("cp1251" if name == "cyrillic" else "utf-8", "xmlcharrefreplace")


def main() -> None:
    """Write the pages."""
    PAGES.mkdir(exist_ok=True)
    for truth, raw in pages():
        (PAGES / truth.file).write_bytes(raw)


if __name__ == "__main__":
    main()
