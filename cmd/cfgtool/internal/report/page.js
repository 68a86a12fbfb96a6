
"use strict";
// Rows are shown whose state is checked, and that hold every word searched for.
// The address keeps both, so that a view can be passed on: #hide=verified&find=truth
(() => {
  const form = document.getElementById("filter");
  const find = document.getElementById("find");
  const boxes = [...document.querySelectorAll(".chips input")];
  const rows = [...document.querySelectorAll("tr[data-state]")];
  const texts = rows.map((row) => row.textContent.toLowerCase());

  const show = () => {
    const hidden = new Set(boxes.filter((box) => !box.checked).map((box) => box.value));
    const words = find.value.toLowerCase().split(/\s+/).filter(Boolean);
    let count = 0;
    rows.forEach((row, i) => {
      row.hidden = hidden.has(row.dataset.state) || !words.every((word) => texts[i].includes(word));
      if (!row.hidden) count++;
    });
    document.getElementById("count").value = `${count} of ${rows.length} shown`;
    const view = new URLSearchParams();
    if (hidden.size) view.set("hide", [...hidden].join(","));
    if (find.value) view.set("find", find.value);
    const address = new URL(location.href);
    address.hash = view.toString();
    history.replaceState(null, "", address);
  };
  const restore = () => {
    const rule = document.getElementById(location.hash.slice(1))?.closest("details");
    if (rule) { // a link to what a rule says, which is no view
      rule.open = true;
      rule.scrollIntoView();
      return;
    }
    const view = new URLSearchParams(location.hash.slice(1));
    const hidden = (view.get("hide") ?? "").split(",");
    boxes.forEach((box) => { box.checked = !hidden.includes(box.value); });
    find.value = view.get("find") ?? "";
    show();
  };
  form.hidden = false;
  form.addEventListener("submit", (event) => event.preventDefault());
  form.addEventListener("reset", () => setTimeout(() => { boxes.forEach((box) => { box.checked = true; }); show(); }));
  find.addEventListener("input", show);
  boxes.forEach((box) => box.addEventListener("change", show));
  addEventListener("hashchange", restore);
  restore();
  show();
})();
