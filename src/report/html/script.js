
const form = document.querySelector("form");
const apply = () => {
  let shown = 0;
  for (const finding of document.querySelectorAll("details")) {
    const fits = (name) => !form[name].value || form[name].value === finding.dataset[name];
    finding.hidden = !(fits("rule") && fits("module"));
    shown += finding.hidden ? 0 : 1;
  }
  form.querySelector("output").textContent = `${shown} shown`;
};
if (form) {
  form.addEventListener("input", apply);
  form.addEventListener("submit", (event) => event.preventDefault());
  apply();
}
