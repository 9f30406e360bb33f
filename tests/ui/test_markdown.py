"""What people type in Markdown: what is shown of it, and the tricks that show nothing."""

from __future__ import annotations

from html.parser import HTMLParser

import pytest
from hypothesis import given
from hypothesis import strategies as st

from maillage.ui.markdown import safe_address, to_html, to_plain

ATTACKS = [
    "[]() [ici]()",
    "<script>alert(1)</script>",
    "<scr<script>ipt>alert(1)</scr</script>ipt>",
    "<img src=x onerror=alert(1)>",
    "<svg/onload=alert(1)>",
    "<svg><script>alert(1)</script></svg>",
    "<math><mtext><table><mglyph><style><img src=x onerror=alert(1)>",
    "<iframe src=javascript:alert(1)></iframe>",
    "<a href=\"javascript:alert(1)\">x</a>",
    "<form action=//evil.example><input name=password></form>",
    "<div style=\"background:url(javascript:alert(1))\">x</div>",
    "<base href=//evil.example/>",
    "<meta http-equiv=refresh content=0;url=//evil.example>",
    "<!--><img src=x onerror=alert(1)>-->",
    "<details open ontoggle=alert(1)>",
    "[x](javascript:alert(1))",
    "[x](JaVaScRiPt:alert(1))",
    "[x]( javascript:alert(1))",
    "[x](java\tscript:alert(1))",
    "[x](java&#10;script:alert(1))",
    "[x](java&Tab;script:alert(1))",
    "[x](&#106;avascript:alert(1))",
    "[x](javascript&colon;alert(1))",
    "[x](\x01javascript:alert(1))",
    "[x](<javascript:alert(1)>)",
    "[x](vbscript:msgbox(1))",
    "[x](data:text/html;base64,PHNjcmlwdD5hbGVydCgxKTwvc2NyaXB0Pg==)",
    "[x](data:text/html,<script>alert(1)</script>)",
    "[x](file:///etc/passwd)",
    "[x](//evil.example)",
    "[x](/\\evil.example)",
    "[x](\\\\evil.example)",
    "[x](blob:https://a.example/1)",
    "[x](view-source:https://a.example)",
    "<javascript:alert(1)>",
    "<data:text/html,x>",
    "[x]\n\n[x]: javascript:alert(1)",
    "[x][y]\n\n[y]: <javascript:alert(1)>",
    "![x](javascript:alert(1))",
    "![x](data:image/svg+xml;base64,PHN2Zz4=)",
    "![x](https://evil.example/pixel.png)",
    "![\" onerror=alert(1) x=\"](x)",
    "[a](https://a.example \"onmouseover=alert(1)\")",
    "[a](https://a.example\"onmouseover=alert(1))",
    "[a](https://a.example'onmouseover='alert(1))",
    "https://a.example/\"onmouseover=alert(1)",
    "https://a.example/<script>alert(1)</script>",
    "https://a.example/'onclick='alert(1)",
    "```\" onmouseover=alert(1)\ncode\n```",
    "```html\n<script>alert(1)</script>\n```",
    "`<script>alert(1)</script>`",
    "| <script>alert(1)</script> |\n|---|\n| [x](javascript:alert(1)) |",
    "@<script>alert(1)</script>",
    "[![x](javascript:alert(1))](javascript:alert(2))",
    "[x](https://a.example)<script>alert(1)</script>",
    "<a href='https://a.example' style='position:fixed'>x</a>",
    "<<a>script>alert(1)<</a>/script>",
]  # fmt: skip
SHOWN = {
    "p", "br", "hr", "h2", "h3", "h4", "h5", "h6", "ul", "ol", "li", "blockquote", "pre", "code", "em",
    "strong", "s", "a", "div", "table", "thead", "tbody", "tr", "th", "td",
}  # fmt: skip
SAID = {"href", "rel", "scope", "start", "class", "tabindex", "role", "aria-label"}


class _Seen(HTMLParser):
    """The tags, attributes and addresses of a piece of HTML, as a browser reads them."""

    def __init__(self, source: str) -> None:
        super().__init__()
        self.tags: list[str] = []
        self.attributes: list[str] = []
        self.addresses: list[str] = []
        self.feed(source)
        self.close()

    def handle_starttag(self, tag, attrs):
        self.tags.append(tag)
        self.attributes += [name for name, _ in attrs]
        self.addresses += [value or "" for name, value in attrs if name in {"href", "src"}]


def assert_safe(source: str) -> None:
    seen = _Seen(source)
    assert set(seen.tags) <= SHOWN
    assert set(seen.attributes) <= SAID
    for address in seen.addresses:
        assert address.startswith(("http://", "https://", "mailto:", "tel:", "/", "#", "?"))
        assert not address.startswith(("//", "/\\"))


@pytest.mark.parametrize("attack", ATTACKS)
def test_no_trick_reaches_the_page(attack: str):
    assert_safe(to_html(attack))
    assert_safe(to_html(f"texte {attack} texte", marked=["@<script>", attack]))


@given(st.text(alphabet="<>[]()!`*_#|\\\"'&;:/ \n\t@javscriptonlhefdg=1", max_size=120))
def test_nothing_typed_reaches_the_page_as_anything_else(text: str):
    assert_safe(to_html(text))
    to_plain(text)


@pytest.mark.parametrize(
    "address", ["/groupes/a/", "#m3", "?page=2", "https://a.fr", "mailto:a@b.fr", "tel:+33"]
)
def test_addresses_that_lead_somewhere(address: str):
    assert safe_address(address)
    assert f'href="{address}"' in to_html(f"[x]({address})")


def test_titles_come_under_that_of_the_page_and_skip_no_level():
    html = to_html("# A\n\n### B\n\n##### C\n\n## D\n\n# E")
    assert [tag for tag in _Seen(html).tags if tag[0] == "h"] == ["h3", "h4", "h5", "h4", "h3"]
    assert [tag for tag in _Seen(to_html("## A\n\n### B", top=2)).tags if tag[0] == "h"] == ["h2", "h3"]
    assert _Seen(to_html("# A\n\n## B\n\n### C", top=6)).tags == ["h6", "h6", "h6"]


def test_bare_addresses_lead_and_what_ends_the_sentence_is_not_theirs():
    html = to_html("voir https://a.fr/x_(y), et (https://b.fr). « https://c.fr » `https://d.fr`")
    assert _Seen(html).addresses == ["https://a.fr/x_(y)", "https://b.fr", "https://c.fr"]
    assert 'rel="nofollow noopener noreferrer ugc"' in html
    assert _Seen(to_html("[https://a.fr](https://b.fr)")).addresses == ["https://b.fr"]


def test_lines_and_tables():
    assert to_html("un\ndeux").strip() == "<p>un<br>\ndeux</p>"
    html = to_html("| a |\n|:-:|\n| 1 |")
    assert '<div class="scroll" tabindex="0" role="region" aria-label="Tableau">' in html
    assert '<th scope="col">a</th>' in html
    assert "style" not in html


def test_pictures_are_their_description_unless_they_are_ours():
    text = "![Le **plan**](/documents/1/)"
    assert to_html(text).strip() == "<p>Le plan</p>"
    html = to_html(text, pictures=lambda source: "/documents/1/apercu/" if source == "/documents/1/" else "")
    assert 'src="/documents/1/apercu/"' in html
    assert 'alt="Le plan"' in html
    assert "<img" not in to_html("![x](https://a.fr/p.png)", pictures=lambda _: "")


def test_names_are_marked_outside_code_and_links():
    html = to_html("@Marie Dupont, @Marie et `@Marie`", marked=["@Marie", "@Marie Dupont"])
    assert '<strong class="mention">@Marie Dupont</strong>, <strong class="mention">@Marie</strong>' in html
    assert "<code>@Marie</code>" in html


def test_plain_words():
    assert to_plain("# A\n\nun *deux*\ntrois [q](https://a.fr) ![p](/x)\n\n- `c`") == "A un deux trois q p c."


@pytest.mark.parametrize(
    ("typed", "said"),
    [
        ("- un\n- deux\n- trois", "un ; deux ; trois."),
        ("Il faut :\n\n1. un four\n2. du bois\n\nVenez.", "Il faut : un four ; du bois. Venez."),
        ("- Le lundi, on cuit\n- Le mardi, **on vend**", "Le lundi, on cuit. Le mardi, on vend."),
        ("- du pain,\n- du sel !\n- [ici](https://a.fr)", "du pain, du sel ! ici."),
        ("- fruits\n  - pommes\n  - poires\n- pain", "fruits : pommes ; poires. pain."),
        ("- un\n\n  suite\n\n- deux", "un. suite ; deux."),
        ("- un\n-\n- deux", "un ; deux."),
        ("- « Oui. »\n- (non)", "« Oui. » (non)."),
    ],
)
def test_the_items_of_a_list_read_as_sentences(typed: str, said: str):
    assert to_plain(typed) == said
