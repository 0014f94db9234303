"use strict";
// Steps through an execution and through what a rationale says of it; the page says everything without it, too.
const packed = document.getElementById("events");
if (packed) start(JSON.parse(packed.textContent));

function start(events) {
  const [SEQ, FRAME, FUNCTION, LINE, PLACE, TOLD, CHANGES] = events[0].keys();
  const find = (id) => document.getElementById(id);
  const slider = find("slider"), now = find("now"), frame = find("frame"), body = find("values").tBodies[0];
  const claims = [...document.querySelectorAll("#told a.claim")];
  const placeOf = new Map(events.map((event, place) => [String(event[SEQ]), place]));
  let at = 0, chosen = null;
  find("stepper").hidden = false;

  // What the names of the event's frame stand for after it, with when each last changed.
  function values(place) {
    const known = new Map();
    for (let each = 0; each <= place; each += 1) {
      if (events[each][FRAME] !== events[place][FRAME]) continue;
      for (const [name, value] of events[each][CHANGES]) {
        if (value === null) known.delete(name);
        else known.set(name, { value, changed: each });
      }
    }
    return known;
  }

  function fill(place) {
    body.replaceChildren();
    for (const [name, { value, changed }] of values(place)) {
      const row = body.insertRow(), head = document.createElement("th"), code = document.createElement("code");
      head.scope = "row";
      head.textContent = name;
      code.textContent = value;
      row.append(head);
      row.insertCell().append(code);
      row.classList.toggle("changed", changed === place);
    }
    frame.textContent = `in ${events[place][FUNCTION]}, at this event`;
  }

  function mark(selector, name, wanted) {
    for (const one of document.querySelectorAll(selector)) {
      const is = wanted(one);
      one.classList.toggle("lit", is);
      if (is) one.setAttribute("aria-current", name);
      else one.removeAttribute("aria-current");
    }
  }

  // Shows the event in this place; a statement that was chosen stays lit beside those that the event shows.
  function show(place) {
    at = Math.min(Math.max(place, 0), events.length - 1);
    const event = events[at];
    slider.value = at;
    slider.setAttribute("aria-valuetext", `event ${event[SEQ]} of ${events.length}`);
    now.textContent = `Event ${event[SEQ]} of ${events.length}, ${event[PLACE]}: ${event[TOLD]}`;
    mark(".line", "step", (line) => line.dataset.line === String(event[LINE]));
    const alone = chosen && !placeOf.has(chosen.dataset.event);  // it stands on the text, not on an event
    mark("#told a.claim", "true", (claim) => claim === chosen || (!alone && claim.dataset.event === String(event[SEQ])));
    const lit = new Set(claims.filter((claim) => claim.classList.contains("lit")).flatMap((claim) => claim.dataset.claims.split(" ")));
    mark("tr[data-position]", "true", (row) => lit.has(row.dataset.position));
    reveal(document.querySelector(".line.lit"));
    fill(at);
  }

  // Scrolls the program's own box, never the page.
  function reveal(line) {
    const box = line && line.closest("pre");
    if (!box) return;
    const top = line.offsetTop;  // from the box, which is positioned
    if (top < box.scrollTop || top + line.offsetHeight > box.scrollTop + box.clientHeight) box.scrollTop = top - box.clientHeight / 3;
  }

  function step(change) {
    chosen = null;
    show(at + change);
    const lit = document.querySelector("#told a.claim.lit");
    if (lit) lit.scrollIntoView({ block: "nearest" });
  }

  function choose(claim, focus) {
    chosen = claim;
    const place = placeOf.get(claim.dataset.event);
    show(place === undefined ? at : place);
    if (focus) claim.focus();
  }

  function chooseNext(change) {
    const from = claims.indexOf(document.activeElement.closest("a.claim") || chosen);
    const next = claims[from < 0 ? (change > 0 ? 0 : claims.length - 1) : from + change];
    if (next) choose(next, true);
  }

  for (const claim of claims) {
    claim.addEventListener("mouseenter", () => choose(claim, false));
    claim.addEventListener("focus", () => choose(claim, false));
    claim.addEventListener("click", (event) => { event.preventDefault(); choose(claim, false); });
  }
  for (const link of document.querySelectorAll("main a[data-event]:not(.claim)")) {
    link.addEventListener("click", (event) => {
      if (!placeOf.has(link.dataset.event)) return;
      event.preventDefault();
      chosen = null;
      show(placeOf.get(link.dataset.event));
      find("program").scrollIntoView({ block: "nearest" });
    });
  }
  for (const link of document.querySelectorAll("a[data-claim]")) {
    const claim = claims.find((one) => one.dataset.claims.split(" ").includes(link.dataset.claim));
    if (claim) link.addEventListener("click", (event) => { event.preventDefault(); choose(claim, true); });
  }
  for (const button of document.querySelectorAll("[data-step]")) {
    button.addEventListener("click", () => step(Number(button.dataset.step)));
  }
  for (const line of document.querySelectorAll(".line")) {
    line.addEventListener("click", () => {
      const wanted = Number(line.dataset.line);
      const later = events.findIndex((event, place) => place > at && event[LINE] === wanted);
      const place = later < 0 ? events.findIndex((event) => event[LINE] === wanted) : later;
      chosen = null;
      if (place >= 0) show(place);
    });
  }
  slider.addEventListener("input", () => { chosen = null; show(Number(slider.value)); });

  addEventListener("keydown", (event) => {
    if (event.ctrlKey || event.metaKey || event.altKey || event.target.closest("input, select, textarea")) return;
    const onClaim = event.target.closest("a.claim");
    const act = {
      ArrowRight: () => step(1), ArrowLeft: () => step(-1), n: () => chooseNext(1), p: () => chooseNext(-1),
      ArrowDown: onClaim && (() => chooseNext(1)), ArrowUp: onClaim && (() => chooseNext(-1)),
    }[event.key];
    if (!act) return;
    event.preventDefault();
    act();
  });

  const asked = document.querySelector("main").dataset.claim;
  const first = claims.find((claim) => claim.dataset.claims.split(" ").includes(asked))
    || claims.find((claim) => !claim.classList.contains("grounded"));
  if (first) choose(first, false);
  else show(0);
}
