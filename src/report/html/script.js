
const form = document.querySelector("form");
const names = ["level", "rule", "module"];
const apply = () => {
  let shown = 0;
  for (const finding of document.querySelectorAll("details")) {
    const fits = (name) => !form[name].value || form[name].value === finding.dataset[name];
    finding.hidden = !names.every(fits);
    shown += finding.hidden ? 0 : 1;
  }
  form.querySelector("output").textContent = `${shown} shown`;
};
if (form) {
  // The filter is a part of the address, so that it can be shared.
  const asked = new URLSearchParams(location.hash.slice(1));
  for (const name of names) form[name].value = asked.get(name) ?? "";
  form.addEventListener("input", () => {
    const chosen = names.filter((name) => form[name].value).map((name) => [name, form[name].value]);
    history.replaceState(null, "", `#${new URLSearchParams(chosen)}`);
    apply();
  });
  form.addEventListener("submit", (event) => event.preventDefault());
  apply();
}
