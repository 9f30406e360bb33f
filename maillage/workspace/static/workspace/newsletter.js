// Choosing which structures a letter is for ticks the box that sends it to structures; the server asks for it too.
"use strict";

for (const which of document.querySelectorAll("[data-implies]")) {
  const box = document.getElementById(which.dataset.implies);
  which.addEventListener("change", ({ target }) => {
    if (target.type === "checkbox" ? target.checked : target.value) box.checked = true;
  });
}
