// Notes that a page of a thread was read once its end has been in view for a while; without it, a button does.
"use strict";

const WHILE = 1500;

for (const form of document.querySelectorAll("form[data-read]")) {
  if (!("IntersectionObserver" in window)) break;
  const button = form.querySelector("button[name=read]");
  let waiting = 0;
  const note = async () => {
    const sent = new FormData(form);
    sent.append(button.name, button.value);
    const answer = await fetch(form.getAttribute("action") || location.pathname, {
      method: "POST",
      body: sent,
      headers: { "X-Requested-With": "fetch" },
    }).catch(() => null);
    if (answer && answer.status === 204) {
      observer.disconnect();
      form.hidden = true;
    }
  };
  const observer = new IntersectionObserver((seen) => {
    clearTimeout(waiting);
    if (seen.some((one) => one.isIntersecting)) waiting = setTimeout(note, WHILE);
  });
  observer.observe(form);
}
