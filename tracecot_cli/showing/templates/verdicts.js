"use strict";
const rationales = [...document.querySelectorAll("main > details")];
const unverified = rationales.find((one) => !one.classList.contains("verified"));
if (unverified && !location.hash) unverified.open = true;
if (rationales.length === 1) rationales[0].open = true;

function reveal() {
  const target = location.hash && document.getElementById(location.hash.slice(1));
  for (let one = target; one; one = one.parentElement) if (one.tagName === "DETAILS") one.open = true;
  if (target) target.scrollIntoView({ block: "nearest" });
}
addEventListener("hashchange", reveal);
reveal();

document.querySelector("fieldset").addEventListener("change", (event) => {
  const wanted = event.target.value;
  for (const one of rationales) one.hidden = wanted !== "all" && !one.classList.contains(wanted);
});

addEventListener("keydown", (event) => {
  if (!["n", "p"].includes(event.key) || event.ctrlKey || event.metaKey || event.altKey) return;
  const found = [...document.querySelectorAll("main > details:not([hidden]) [data-finding]")];
  const at = found.indexOf(document.activeElement.closest("[data-finding]"));
  const next = found[event.key === "n" ? at + 1 : (at < 0 ? found.length : at) - 1];
  if (!next) return;
  next.closest("main > details").open = true;
  next.focus();
  next.scrollIntoView({ block: "center" });
});
