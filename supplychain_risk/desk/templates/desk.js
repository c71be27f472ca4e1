// The desk in the browser: sends changes, shows what came of them, keeps the focus. Texts reach the page through the
// server's escaping or as text nodes; nothing is ever made of a text but text.
"use strict";
(() => {
  const token = document.querySelector("meta[name=desk-token]").content;
  const element = (id) => document.getElementById(id);
  let timer = 0;

  function tell(said, fault) {
    element("said").textContent = said || "";
    element("fault").textContent = fault || "";
  }

  async function send(address, body, headers) {
    try {
      const answer = await fetch(address, { method: "POST", body, headers: { "X-Desk-Token": token, ...headers } });
      const text = await answer.text();
      try { return { ok: answer.ok, ...JSON.parse(text) }; } catch (error) { return { ok: false, error: text }; }
    } catch (error) {
      return { ok: false, error: "The desk does not answer.", hint: "See whether it still runs in the terminal." };
    }
  }

  async function post(address, values) {
    tell("", "");
    const answer = await send(address, JSON.stringify(values), { "Content-Type": "application/json" });
    if (answer.ok) await load(true); else await refreshQuietly(answer);
    tell(answer.ok ? answer.said : "", answer.ok ? "" : `${answer.error} ${answer.hint || ""}`);
    return answer.ok;
  }

  async function refreshQuietly(answer) { if (/any more/.test(answer.error || "")) await load(true); }

  // Fetches the page anew and puts its main part in the place of the old one; the focus stays where it was.
  async function load(keepsFocus, isTick) {
    window.clearTimeout(timer);
    let text = "";
    try {
      const answer = await fetch(location.href);
      text = await answer.text();
    } catch (error) {
      tell("", "The desk does not answer. See whether it still runs in the terminal.");
      return;
    }
    const made = new DOMParser().parseFromString(text, "text/html");
    const now = element("main"), next = made.getElementById("main");
    if (!next) { tell("", text.slice(0, 300)); return; }
    const notice = element("waiting"), later = made.getElementById("waiting");
    if (isTick && notice && later && now.dataset.earlier && next.dataset.earlier) { // what a person is doing below it stays
      notice.replaceWith(document.adoptNode(later));
      begin();
      return;
    }
    const focused = document.activeElement && now.contains(document.activeElement) ? document.activeElement : null;
    const form = focused ? focused.closest("form") : null, named = form ? form.querySelector("[id]") : null;
    const id = focused ? (form && form.dataset.focus) || focused.id || (named ? named.id : "") : "", typed = new Map();
    for (const input of now.querySelectorAll("input[data-shared]")) typed.set(input.id, input.value);
    const open = [...now.querySelectorAll("details[open]")].length > 0;
    now.replaceWith(document.adoptNode(next));
    document.title = made.title;
    for (const [name, value] of typed) if (element(name) && value) element(name).value = value;
    if (open) for (const one of next.querySelectorAll("details")) one.open = true;
    if (keepsFocus && focused) (element(id) || next).focus({ preventScroll: id !== "main" });
    begin();
  }

  function valuesOf(form, submitter) {
    const values = {};
    for (const [name, value] of new FormData(form)) if (typeof value === "string") values[name] = value;
    for (const input of form.querySelectorAll("input[data-from]")) values[input.name] = element(input.dataset.from).value;
    if (submitter && submitter.name) values[submitter.name] = submitter.value;
    return values;
  }

  document.addEventListener("submit", (event) => {
    const form = event.target;
    event.preventDefault();
    if (form.dataset.post) post(form.dataset.post, valuesOf(form, event.submitter));
    else if ("get" in form.dataset) location.search = new URLSearchParams(valuesOf(form)).toString();
  });

  document.addEventListener("change", (event) => {
    const target = event.target;
    if (target.matches("select[data-auto]")) target.form.requestSubmit();
    if (target.id === "pick") upload([...target.files]);
  });

  // --- files ---------------------------------------------------------------------------------------------------------

  async function upload(files) {
    const told = [], faults = [];
    element("sending").hidden = false;
    for (const file of files) {
      const headers = { "Content-Type": "application/octet-stream", "X-File-Name": encodeURIComponent(file.name) };
      const answer = await send("/inputs", file, headers);
      if (answer.ok) told.push(answer.said); else faults.push(`${answer.error} ${answer.hint || ""}`);
    }
    await load(true);
    tell(told.join(" "), faults.join(" "));
  }

  for (const name of ["dragover", "dragleave", "drop"]) {
    document.addEventListener(name, (event) => {
      const field = event.target instanceof Element ? event.target.closest("#drop") : null;
      if (name !== "dragleave") event.preventDefault(); // a file that is dropped beside the field replaces no page
      if (element("drop")) element("drop").classList.toggle("over", name === "dragover" && Boolean(field));
      if (name === "drop" && field) upload([...event.dataTransfer.files]);
    });
  }

  // --- keys ----------------------------------------------------------------------------------------------------------

  document.addEventListener("keydown", (event) => {
    const typing = event.target.matches("input:not([type=radio]):not([type=checkbox]), select, textarea");
    if (typing || event.ctrlKey || event.metaKey || event.altKey || event.key.length !== 1) return;
    const meant = document.querySelector(`[data-key="${CSS.escape(event.key.toLowerCase())}"]`);
    if (!meant) return;
    event.preventDefault();
    meant.click();
    if (meant.dataset.then) element(meant.dataset.then).focus();
  });

  // --- what goes on ----------------------------------------------------------------------------------------------------

  async function watch(address) {
    let state;
    try { state = await (await fetch(address)).json(); } catch (error) { tell("", "The desk does not answer."); return; }
    if (!state.is_running) {
      await load(true);
      tell(state.error || state.is_called_off ? "" : "The run is done.", "");
      return;
    }
    element("what").textContent = state.what;
    element("count").textContent = state.total ? `${state.done.toLocaleString("en")} of ${state.total.toLocaleString("en")}` : "";
    const bar = element("progress");
    if (state.total) { bar.max = state.total; bar.value = state.done; } else bar.removeAttribute("value");
    const list = element("steps");
    for (const step of state.steps.slice(list.children.length)) {
      const item = document.createElement("li");
      item.textContent = step;
      list.append(item);
    }
    timer = window.setTimeout(() => watch(address), 400);
  }

  function begin() {
    const main = element("main");
    window.clearTimeout(timer);
    if (main.dataset.progress) watch(main.dataset.progress);
    else if (main.dataset.refresh) timer = window.setTimeout(() => load(true, true), Number(main.dataset.refresh));
  }

  begin();
  document.documentElement.dataset.ready = "yes"; // from here on what is pressed is heard
})();
