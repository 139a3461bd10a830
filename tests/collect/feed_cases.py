"""Feeds as they are and as they should not be: a name, the bytes, what is to be read. All of them invented."""

from dataclasses import dataclass

ADDRESS = "https://news.example/feeds/all.xml"


@dataclass(frozen=True)
class Case:
    """A feed, and what reading it gives."""

    name: str
    content: str | bytes
    form: str
    notices: tuple[tuple[str, str | None, str | None], ...] = ()
    """Address, title, day."""
    codes: tuple[str, ...] = ()
    title: str | None = "Lumen Courier"
    declared: str | None = None


def rss(items: str, head: str = "", channel: str = "<title>Lumen Courier</title>") -> str:
    """An RSS 2.0 document."""
    return f'{head}<rss version="2.0"><channel>{channel}{items}</channel></rss>'


ONE = "<item><title>Harbour open</title><link>https://news.example/1</link><guid>n1</guid></item>"
SEEN = ("https://news.example/1", "Harbour open", None)
BOMB = '<!DOCTYPE lolz [<!ENTITY lol "lol"><!ENTITY lol9 "&lol;&lol;&lol;&lol;">]>'
FILE = '<!DOCTYPE rss [<!ENTITY file SYSTEM "file:///etc/passwd">]>'
NETSCAPE = '<!DOCTYPE rss PUBLIC "-//Netscape//DTD RSS 0.91//EN" "http://my.netscape.com/publish/formats/rss-0.91.dtd">'

CASES = (
    Case(
        "rss 2.0 with all fields",
        rss(
            "<item><title>Talks &amp; terms</title><link>https://news.example/talks</link><guid>t1</guid>"
            "<pubDate>Mon, 03 Mar 2031 10:00:00 +0300</pubDate><description>In brief.</description></item>"
        ),
        "rss",
        (("https://news.example/talks", "Talks & terms", "2031-03-03T07:00:00Z"),),
    ),
    Case("rss 0.91 with its doctype", rss(ONE, NETSCAPE), "rss", (SEEN,)),
    Case(
        "the guid is the address",
        rss("<item><title>Harbour open</title><guid>https://news.example/1</guid></item>"),
        "rss",
        (SEEN,),
    ),
    Case(
        "a relative address, and a fragment",
        rss("<item><title>Harbour open</title><link>/1#top</link><guid>n1</guid></item>"),
        "rss",
        (SEEN,),
    ),
    Case(
        "media titles are not the report's",
        rss(
            '<item><m:content xmlns:m="http://search.yahoo.com/mrss/"><m:title>A picture</m:title></m:content>'
            "<title>Harbour open</title><link>https://news.example/1</link><guid>n1</guid></item>"
        ),
        "rss",
        (SEEN,),
    ),
    Case(
        "markup in a title",
        rss("<item><title>&lt;b&gt;Harbour&lt;/b&gt; open</title><link>/1</link><guid>n1</guid></item>"),
        "rss",
        (SEEN,),
    ),
    Case(
        "rdf",
        '<rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#" xmlns="http://purl.org/rss/1.0/" '
        'xmlns:dc="http://purl.org/dc/elements/1.1/"><channel><title>Lumen Courier</title></channel>'
        '<item rdf:about="https://news.example/1"><title>Harbour open</title><dc:date>2031-03-03</dc:date></item>'
        "</rdf:RDF>",
        "rdf",
        (("https://news.example/1", "Harbour open", "2031-03-03"),),
    ),
    Case(
        "atom with a base and several links",
        '<feed xmlns="http://www.w3.org/2005/Atom" xml:base="https://wire.example/en/"><title>Lumen Courier</title>'
        '<entry><id>tag:1</id><title type="html">Harbour open</title><link rel="self" href="self"/>'
        '<link rel="enclosure" href="a.mp3"/><link type="text/html" href="1.html"/>'
        "<published>2031-03-03T10:00:00+03:00</published></entry></feed>",
        "atom",
        (("https://wire.example/en/1.html", "Harbour open", "2031-03-03T07:00:00Z"),),
    ),
    Case(
        "news sitemap with pictures",
        '<urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9" '
        'xmlns:n="http://www.google.com/schemas/sitemap-news/0.9" xmlns:i="http://www.google.com/schemas/sitemap-image/1.1">'
        "<url><loc>https://news.example/1</loc><n:news><n:publication_date>2031-03-03</n:publication_date>"
        "<n:title>Harbour open</n:title></n:news><i:image><i:loc>https://news.example/1.png</i:loc></i:image></url></urlset>",
        "sitemap",
        (("https://news.example/1", "Harbour open", "2031-03-03"),),
        title=None,
    ),
    Case(
        "json feed",
        '{"version": "https://jsonfeed.org/version/1.1", "title": "Lumen Courier", "items": [{"id": "n1", '
        '"url": "https://news.example/1", "title": "Harbour open", "date_published": "2031-03-03T07:00:00Z"}]}',
        "json",
        (("https://news.example/1", "Harbour open", "2031-03-03T07:00:00Z"),),
    ),
    Case(
        "addresses one a line",
        "# reports\nhttps://news.example/1\nhttps://news.example/2\n",
        "list",
        (("https://news.example/1", None, None), ("https://news.example/2", None, None)),
        title=None,
    ),
    Case("a letter by its HTML name", rss(ONE, channel="<title>Caf&eacute; Lumen</title>"), "rss", (SEEN,),
         ("collect.bad-feed",), "Café Lumen"),
    Case("a bare ampersand", rss(ONE, channel="<title>Bread & Salt</title>"), "rss", (SEEN,),
         ("collect.bad-feed",), "Bread & Salt"),
    Case("an ampersand where it is allowed", rss(ONE, channel="<title><![CDATA[Bread & Salt]]></title>"), "rss",
         (SEEN,), (), "Bread & Salt"),
    Case("it ends early", rss(ONE)[:-30], "rss", (SEEN,), ("collect.bad-feed",)),
    Case("a control character", rss(ONE, channel="<title>Lumen\x0b Courier</title>"), "rss", (SEEN,),
         ("collect.bad-feed",)),
    Case("billion laughs", rss(ONE, BOMB, "<title>A &lol9;</title>"), "rss", (SEEN,),
         ("collect.bad-feed",), "A &lol9;"),
    Case("an external entity", rss(ONE, FILE, "<title>A &file;</title>"), "rss", (SEEN,),
         ("collect.bad-feed",), "A &file;"),
    Case("in another encoding, as it says", b'<?xml version="1.0" encoding="windows-1251"?>'
         + rss(ONE, channel="<title>Вести Люмена</title>").encode("cp1251"), "rss", (SEEN,), (), "Вести Люмена"),
    Case("the header's charset wins", rss(ONE, channel="<title>Вести Люмена</title>").encode("cp1251"), "rss",
         (SEEN,), (), "Вести Люмена", "application/rss+xml; charset=windows-1251"),
    Case("in another encoding than it says", b'<?xml version="1.0" encoding="utf-8"?>'
         + rss(ONE, channel="<title>Новости порта Люмен сегодня утром</title>").encode("cp1251"), "rss", (SEEN,),
         ("collect.charset",), "Новости порта Люмен сегодня утром"),
    Case("ids twice", rss(ONE + ONE.replace("/1<", "/2<")), "rss",
         (SEEN, ("https://news.example/2", "Harbour open", None)), ("collect.twice",)),
    Case("an address twice", rss(ONE + ONE.replace("n1", "n2")), "rss", (SEEN,), ("collect.twice",)),
    Case("no ids", rss(ONE.replace("<guid>n1</guid>", "")), "rss", (SEEN,), ("collect.no-id",)),
    Case("no address", rss(ONE + "<item><title>Lost</title><guid>n2</guid></item>"), "rss", (SEEN,),
         ("collect.no-address",)),
    Case("addresses that are none of the web", rss(ONE.replace("https://news.example/1", "javascript:alert(1)")),
         "rss", (), ("collect.no-address",)),
    Case("a date in words", rss(ONE.replace("<guid>", "<pubDate>in May</pubDate><guid>")), "rss", (SEEN,),
         ("collect.bad-date",)),
    Case("a date to come", rss(ONE.replace("<guid>", "<pubDate>Fri, 01 Jan 2038 00:00:00 GMT</pubDate><guid>")),
         "rss", (SEEN,), ("collect.future-date",)),
    Case("a date with an offset after its zone",
         rss(ONE.replace("<guid>", "<pubDate>Mon, 03 Mar 2031 10:00:00 GMT+3</pubDate><guid>")), "rss",
         (("https://news.example/1", "Harbour open", "2031-03-03T07:00:00Z"),)),
    Case("an hour without a zone", rss(ONE.replace("<guid>", "<pubDate>2031-03-03T10:00:00</pubDate><guid>")),
         "rss", (("https://news.example/1", "Harbour open", "2031-03-03"),)),
    Case("nothing in it", rss(""), "rss", (), ("collect.empty-feed",)),
    Case("five thousand and one", rss(ONE + "".join(
        f"<item><link>/{number}</link><guid>{number}</guid></item>" for number in range(2, 5002))), "rss",
         (SEEN, *((f"https://news.example/{number}", None, None) for number in range(2, 5001))),
         ("collect.feed-cut",)),
)  # fmt: skip

NO_FEEDS = (
    (
        "a page",
        "<!DOCTYPE html><html><head><title>Back soon</title></head></html>",
        "a web page titled “Back soon”",
    ),
    ("a page that begins late", "\n\n<html lang=en><body>503</body></html>", "a web page"),
    ("nothing", "  \n ", "nothing"),
    ("words", "Service unavailable", "a text that is no feed: “Service unavailable”"),
    ("other XML", "<svg/>", "no feed"),
    ("no XML", "<<<", "no document in XML"),
    ("JSON of something else", '{"error": "not found"}', "no list of items"),
    ("half of a JSON", '{"items": [', "no JSON"),
    ("a very deep JSON", "[" * 200_000, "no JSON"),
)
"""A name, what stands where a feed should be, and some of what is said of it."""
