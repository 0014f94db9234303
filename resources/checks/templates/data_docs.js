const button = document.getElementById("failed-only");
button?.addEventListener("click", () => {
  const pressed = document.body.classList.toggle("failed-only");
  button.setAttribute("aria-pressed", String(pressed));
});
