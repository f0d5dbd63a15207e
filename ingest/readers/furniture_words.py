"""Words by which furniture is known: elements, and words of classes and ids."""

from __future__ import annotations

__all__ = ["BLOCKS", "PHRASES", "TAGS", "WORDS"]

# fmt: off
TAGS = frozenset({
    "script", "style", "noscript", "template", "nav", "form", "figure", "picture", "video", "audio", "iframe",
    "object", "embed", "canvas", "svg", "button", "select", "input", "dialog", "menu",
})
"""Elements that hold no sentence of an article."""

WORDS = frozenset({
    "ad", "addthis", "addtoany", "ads", "adslot", "advert", "advertisement", "advertising", "advertorial", "audio",
    "bio", "breadcrumb", "breadcrumbs", "byline", "bylines", "caption", "captions", "carousel", "comment",
    "comments", "consent", "contacts", "cookie", "cookies", "copyright", "credit", "credits", "cta", "dek", "dfp",
    "disqus", "donate", "donation", "embed", "embedded", "excerpt", "factbox", "flyout", "footer", "footnote",
    "gallery", "gdpr", "gpt", "hidden", "infobox", "instagram", "interstitial", "kicker", "membership", "menu",
    "modal", "navbar", "navigation", "newsletter", "newsletters", "outbrain", "overlay", "pager", "pagination",
    "player", "poll", "popular", "popup", "print", "promo", "promoted", "promotion", "pullquote", "rating",
    "ratings", "recirc", "recirculation", "recommendations", "recommended", "related", "respond", "share",
    "sharedaddy", "shares", "sharing", "sidebar", "signup", "skip", "slideshow", "social", "sponsor", "sponsored",
    "standfirst", "submeta", "subscribe", "subscription", "support", "taboola", "tagcloud", "tags", "timestamp",
    "toc", "toolbar", "trending", "tweet", "video", "widget", "widgets",
})
"""Words of a class or an id, split at hyphens, underscores and capitals, that call an element furniture."""

PHRASES = (
    "read more", "readmore", "also read", "see also", "more on", "more from", "more stories", "most read",
    "most viewed", "rich link", "pull quote", "author bio", "author box", "author card", "about author",
    "author info", "sign up", "follow us", "tag list", "post tags", "entry meta", "post meta", "article meta",
    "article info", "next article", "previous article", "up next", "you may", "editors picks", "app promo",
    "jp relatedposts", "wp caption", "image block", "media caption", "image credit", "photo credit", "link list",
    "article topics", "topic list", "reading list", "print only", "screen reader", "sr only", "visually hidden",
    "post navigation", "entry footer", "article footer", "bookmark card", "story links",
)
"""Several such words, one after another."""

BLOCKS = (
    "div", "section", "aside", "ul", "ol", "li", "p", "table", "td", "tr", "article", "header", "footer", "details",
    "blockquote", "address", "dl", "dd", "span", "h2", "h3", "h4", "h5", "h6",
)
"""Elements whose class and id are looked at."""
# fmt: on
