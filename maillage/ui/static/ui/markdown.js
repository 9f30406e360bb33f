// Buttons above a text written in Markdown, which write its marks for those who do not know them.
"use strict";

(() => {
  // A word or more of a line, without the bullet or the mark of a title before them nor the spaces around.
  const WORDS = /^([ \t]*(?:(?:[-*>]|#{1,6}|\d+[.)])[ \t]+)?)(\S(?:.*\S)?)/gm;

  // Typed rather than set, so that « Annuler » of the browser takes it back.
  const write = (area, start, end, text) => {
    area.focus();
    area.setSelectionRange(start, end);
    const typed = text ? document.execCommand("insertText", false, text) : document.execCommand("delete");
    if (!typed) {
      area.setRangeText(text, start, end, "end");
      area.dispatchEvent(new Event("input", { bubbles: true }));
    }
  };

  const around = (mark, sample) => (area) => {
    const { selectionStart: start, selectionEnd: end, value } = area;
    const held = value.slice(start, end);
    const before = value.slice(0, start);
    const size = mark.length;
    const other = mark[0];
    if (
      held &&
      before.endsWith(mark) &&
      value.slice(end).startsWith(mark) &&
      (size > 1 || before[start - 2] !== other || before.endsWith(other.repeat(3)))
    ) {
      write(area, start - size, end + size, held);
      area.setSelectionRange(start - size, end - size);
      return;
    }
    const words = held.trim() ? held : sample;
    const marked = words.replace(WORDS, (_, bullet, said) => `${bullet}${mark}${said}${mark}`);
    write(area, start, end, marked);
    const first = marked.indexOf(mark);
    if (!words.includes("\n")) {
      area.setSelectionRange(start + first + size, start + marked.lastIndexOf(mark));
    }
  };

  const before = (mark, sample) => (area) => {
    const { value } = area;
    const start = value.lastIndexOf("\n", area.selectionStart - 1) + 1;
    const after = value.indexOf("\n", Math.max(area.selectionEnd - (area.selectionEnd > start ? 1 : 0), start));
    const end = after < 0 ? value.length : after;
    const lines = value.slice(start, end).split("\n");
    if (lines.every((line) => !line.trim())) {
      write(area, start, end, mark + sample);
      area.setSelectionRange(start + mark.length, start + mark.length + sample.length);
      return;
    }
    const all = lines.every((line) => !line.trim() || line.startsWith(mark));
    const marked = lines.map((line) => {
      if (!line.trim()) return line;
      return all ? line.slice(mark.length) : mark + line.replace(/^(?:[-*]|#{1,6})[ \t]+/, "");
    });
    const text = marked.join("\n");
    write(area, start, end, text);
    area.setSelectionRange(lines.length > 1 ? start : start + text.length, start + text.length);
  };

  const link = (area) => {
    const { selectionStart: start, selectionEnd: end, value } = area;
    const held = value.slice(start, end).trim();
    const isAddress = /^https?:\/\/\S+$/.test(held);
    const words = isAddress || !held ? "texte du lien" : held.replace(/\s+/g, " ");
    const address = isAddress ? held : "https://";
    write(area, start, end, `[${words}](${address})`);
    // What is left to say is what is selected.
    const from = held && !isAddress ? start + words.length + 3 : start + 1;
    area.setSelectionRange(from, from + (held && !isAddress ? address : words).length);
  };

  const BUTTONS = [
    ["Gras", around("**", "texte en gras")],
    ["Italique", around("*", "texte en italique")],
    ["Titre", before("## ", "Titre")],
    ["Liste", before("- ", "Premier point")],
    ["Lien", link],
  ];

  for (const area of document.querySelectorAll("textarea[data-markdown]:not([data-dressed])")) {
    area.dataset.dressed = "";
    const bar = document.createElement("div");
    bar.className = "markdown-buttons";
    bar.setAttribute("role", "group");
    bar.setAttribute("aria-label", "Mise en forme");
    for (const [name, act] of BUTTONS) {
      const button = document.createElement("button");
      button.type = "button";
      button.className = "button button-secondary";
      button.textContent = name;
      button.setAttribute("aria-controls", area.id);
      button.addEventListener("click", () => act(area));
      bar.append(button);
    }
    area.before(bar);
    for (const words of area.closest(".field").querySelectorAll("[data-markdown-buttons]")) words.hidden = false;
  }
})();
