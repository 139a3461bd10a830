/* Keys for those who have a keyboard; every page can be read and used without. */
"use strict";

const rows = () => [...document.querySelectorAll("[data-row]")];
const typing = (place) => place.matches("input, select, textarea, [contenteditable]");

function step(by) {
  const listed = rows();
  const at = listed.findIndex((row) => row.contains(document.activeElement));
  const to = listed[Math.max(0, Math.min(listed.length - 1, at + by))];
  const link = to && to.querySelector("a.said, h3 a, a.value, a");
  if (link) {
    link.focus();
    to.scrollIntoView({ block: "nearest" });
  }
}

document.addEventListener("keydown", (event) => {
  if (event.ctrlKey || event.metaKey || event.altKey) return;
  if (event.key === "Escape" && typing(document.activeElement)) document.activeElement.blur();
  if (typing(event.target)) return;
  if (event.key === "/") {
    (document.getElementById("q") || document.getElementById("seek")).focus();
    event.preventDefault();
  } else if (event.key === "j") step(1);
  else if (event.key === "k") step(-1);
});

/* Addresses hold what is asked for and nothing else. */
document.addEventListener("htmx:configRequest", (event) => {
  const asked = event.detail.formData;
  for (const [name, value] of [...asked.entries()]) if (value === "") asked.delete(name);
});

/* A day or a mark that lies in something folded opens it. */
function unfold() {
  const target = location.hash && document.getElementById(location.hash.slice(1));
  for (let place = target; place; place = place.parentElement) if (place.tagName === "DETAILS") place.open = true;
  if (target) target.scrollIntoView();
}
addEventListener("hashchange", unfold);
