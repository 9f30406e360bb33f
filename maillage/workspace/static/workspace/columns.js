// The length of a column's text while it is typed; the server says the same when it is saved.
const told = document.querySelector(".news-length");
const area = document.querySelector("textarea[name=text]");
if (told && area) {
  const limit = Number(told.dataset.limit);
  const unit = told.dataset.unit;
  const output = told.querySelector("output");
  const spoken = (text) => {
    const words = (text.match(/\d+|\p{L}+/gu) || []).length;
    const sentences = text.split(/(?<=[.!?…]|[.!?…][»")])(?<!\bM\.)\s+(?=[«"(A-ZÀ-ÖØ-Ý0-9])|\n+/u).filter((one) => one.trim()).length;
    return Math.ceil((words * 60) / 150 + 0.5 * Math.max(0, sentences - 1));
  };
  const tell = () => {
    const length = unit === "secondes" ? spoken(area.value) : [...area.value].length;
    const over = Math.max(0, length - limit);
    const figure = document.createElement("strong");
    figure.className = "figure";
    figure.textContent = length;
    const read = unit === "secondes" ? ", lues à 150 mots par minute" : "";
    output.replaceChildren(figure, ` ${unit} sur ${limit}${read}${over ? ` : ${over} de trop` : ""}`);
    told.classList.toggle("is-over", over > 0);
  };
  area.addEventListener("input", tell);
}
