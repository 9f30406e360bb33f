"""What every HTML page owes its readers, checked on the answer itself."""

from __future__ import annotations

from collections import Counter
from html.parser import HTMLParser
from typing import Any

VOID = frozenset(
    ["area", "base", "br", "col", "embed", "hr", "img", "input", "link", "meta", "source", "track", "wbr"]
)
UNLABELLED = frozenset(["hidden", "submit", "button", "image", "reset"])


class _Page(HTMLParser):
    """Read a page once, and keep what is wrong or has to be checked at its end."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.faults: list[str] = []
        self.ids: Counter[str] = Counter()
        self.tags: Counter[str] = Counter()
        self.labels_for: set[str] = set()
        self.controls: list[tuple[str, dict[str, str]]] = []
        self.references: list[tuple[str, str]] = []
        self.named: list[tuple[str, dict[str, str], list[str]]] = []
        self.open: list[str] = []
        self.label_depth = 0
        self.title = ""
        self.headings: list[int] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        found = {name: value or "" for name, value in attrs}
        self.tags[tag] += 1
        if len(found) != len(attrs):
            self.faults.append(f"<{tag}> repeats an attribute: {attrs}")
        for name, value in found.items():
            if name.startswith("on"):
                self.faults.append(f"<{tag}> has an inline handler {name}")
            if name == "style":
                self.faults.append(f"<{tag}> has an inline style: {value!r}")
            if name in {"href", "src", "action"} and value.strip().lower().startswith("javascript:"):
                self.faults.append(f"<{tag}> has a script as its address")
            if name in {"aria-describedby", "aria-labelledby", "aria-controls", "for"}:
                self.references += [(f"<{tag} {name}>", word) for word in value.split()]
        if "id" in found:
            self.ids[found["id"]] += 1
        if tag == "html" and found.get("lang", "").split("-")[0] != "fr":
            self.faults.append(f"<html lang={found.get('lang')!r}>")
        if (
            tag == "script"
            and "src" not in found
            and found.get("type")
            not in {
                "application/json",
                "application/ld+json",
            }
        ):
            self.faults.append("an inline script")
        if tag == "style":
            self.faults.append("an inline <style>")
        if tag == "img" and "alt" not in found:
            self.faults.append(f"<img src={found.get('src')!r}> without alt")
        if tag == "iframe" and not found.get("title"):
            self.faults.append("<iframe> without title")
        if tag == "a" and not found.get("href") and "id" not in found:
            self.faults.append("<a> without href")
        if tag == "a" and found.get("href") == "#":
            self.faults.append('<a href="#"> leads nowhere')
        if tag == "form" and found.get("method", "get").lower() == "post":
            self.controls.append(("form", {}))
        if tag == "label":
            self.label_depth += 1
            if "for" in found:
                self.labels_for.add(found["for"])
        if tag in {"input", "select", "textarea"} and found.get("type") not in UNLABELLED:
            inside = {"inside": "yes"} if self.label_depth else {}
            self.controls.append((tag, {**found, **inside}))
        if tag in {"a", "button", "h1", "h2", "h3", "h4", "h5", "h6", "legend", "caption", "summary", "label"}:
            self.named.append((tag, found, []))
        if tag == "img" and found.get("alt"):
            self._hear(found["alt"])
        if len(tag) == 2 and tag[0] == "h" and tag[1].isdigit():
            self.headings.append(int(tag[1]))
        if tag not in VOID:
            self.open.append(tag)

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        # « <path/> » of an SVG: opened and closed at once.
        self.handle_starttag(tag, attrs)
        if tag not in VOID:
            self.handle_endtag(tag)

    def handle_endtag(self, tag: str) -> None:
        if tag == "label":
            self.label_depth -= 1
        if tag in VOID:
            return
        if tag not in self.open:
            self.faults.append(f"</{tag}> closes nothing")
            return
        while (last := self.open.pop()) != tag:
            if last not in {"p", "li", "dt", "dd", "tr", "td", "th", "option", "tbody", "thead"}:
                self.faults.append(f"<{last}> is still open at </{tag}>")

    def handle_data(self, data: str) -> None:
        if self.open and self.open[-1] == "title" and "svg" not in self.open:
            self.title += data
        self._hear(data)

    def _hear(self, text: str) -> None:
        """Give the text to the elements being named that are still open, the last of each kind."""
        if not text.strip():
            return
        for tag in set(self.open) & {
            "a", "button", "h1", "h2", "h3", "h4", "h5", "h6", "legend", "caption", "summary", "label",
        }:  # fmt: skip
            for name, _, words in reversed(self.named):
                if name == tag:
                    words.append(text.strip())
                    break

    def conclude(self) -> list[str]:
        faults = list(self.faults)
        if not self.title.strip():
            faults.append("no <title>")
        for tag in ("h1", "main", "html"):
            if self.tags[tag] != 1:
                faults.append(f"{self.tags[tag]} <{tag}> instead of one")
        faults += [f"id {name!r} is there {count} times" for name, count in self.ids.items() if count > 1]
        faults += [
            f"{who} points to the missing id {name!r}" for who, name in self.references if name not in self.ids
        ]
        for tag, attrs in self.controls:
            named = (
                tag == "form"
                or "inside" in attrs
                or attrs.get("id") in self.labels_for
                or attrs.get("aria-label")
                or attrs.get("aria-labelledby")
            )
            if not named:
                faults.append(f"<{tag} name={attrs.get('name')!r}> has no label")
        for tag, attrs, words in self.named:
            if not words and not attrs.get("aria-label") and not attrs.get("aria-labelledby"):
                faults.append(f"<{tag}> says nothing: {attrs}")
        for before, after in zip(self.headings, self.headings[1:], strict=False):
            if after > before + 1:
                faults.append(f"a heading of level {after} follows one of level {before}")
        return faults


def page_faults(html: str) -> list[str]:
    """What is wrong with a page, one English sentence each."""
    page = _Page()
    page.feed(html)
    page.close()
    return page.conclude()


def check_html(response: Any, *, status: int = 200) -> str:
    """Assert that an answer is a sound page in French and return its HTML.

    Looked at: status, language, title, one h1 and main, order of headings, a name for each control, link and
    button, alt of images, ids unique and pointed to rightly, nothing inline that the CSP would refuse.
    """
    assert response.status_code == status, f"status {response.status_code}, expected {status}"
    assert response.headers["Content-Type"].startswith("text/html"), response.headers["Content-Type"]
    html = response.content.decode()
    faults = page_faults(html)
    assert not faults, f"{getattr(response, 'request', {}).get('PATH_INFO', '')}: " + " · ".join(faults)
    return html
