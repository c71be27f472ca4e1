"use strict";
// Everything from the input goes to the page as text nodes; no markup is ever built from it.
(function () {
  const data = JSON.parse(document.getElementById("data").textContent);
  const PAGE = 50, PRINTED = 500, FIRST_FINDINGS = 20;
  const at = (id) => document.getElementById(id);
  const urgency = new Map(data.urgency.map((level, rank) => [level, rank]));
  const tierOf = (s) => (s.tier === null ? "unknown" : String(s.tier));
  const bandOf = (s) => s.band.split(" (")[0];
  data.suppliers.forEach((s, index) => {
    s.index = index;
    s.text = [s.name, s.id, s.country, s.region || "", s.why, ...s.goods, ...s.sectors, ...(s.names || []), ...(s.ids || [])]
      .join("\n").toLowerCase();
  });

  const COLUMNS = [
    { title: "Due diligence", key: (s) => urgency.get(s.level), cell: (s) => mark(s.level) },
    { title: "Supplier", key: (s) => s.name.toLowerCase(), cell: nameCell, css: "name" },
    { title: "Country", key: (s) => s.country, cell: (s) => s.country },
    { title: "Tier", key: (s) => s.tier === null ? Infinity : s.tier, cell: tierOf, css: "num" },
    { title: "Score", key: (s) => s.high === null ? -1 : s.high, cell: score, css: "num", down: true },
    { title: "Band", key: (s) => s.high === null ? -1 : s.high, cell: (s) => s.band, down: true },
    { title: "Rank", key: (s) => s.place || Infinity, cell: (s) => s.rank || "–", css: "num" },
    { title: "Findings", key: (s) => s.findings.length, cell: (s) => String(s.findings.length), css: "num", down: true },
    { title: "Worst upstream", key: (s) => s.worst || -1, cell: (s) => s.worst === undefined ? "–" : String(s.worst), css: "num", down: true },
    { title: "Why", key: (s) => s.why, cell: (s) => s.why, css: "why" },
  ];
  const state = { found: data.suppliers, page: 0, sort: -1, down: false, open: new Set() };

  function node(tag, text, css) {
    const made = document.createElement(tag);
    if (text instanceof Node) made.append(text); else if (text !== undefined && text !== null) made.textContent = text;
    if (css) made.className = css;
    return made;
  }
  function mark(level) { return node("span", data.levels[level].join(" "), "mark " + level); }
  function score(s) { return s.high === null ? "–" : s.low === s.high ? String(s.high) : s.low + "–" + s.high; }
  function nameCell(s) {
    const box = document.createDocumentFragment(), button = node("button", node("bdi", s.name));
    button.type = "button";
    button.setAttribute("aria-expanded", String(state.open.has(s.index)));
    button.addEventListener("click", () => toggle(s.index));
    box.append(button, node("div", s.id, "quiet"));
    return box;
  }
  function toggle(index) {
    if (!state.open.delete(index)) state.open.add(index);
    draw();
    const button = document.querySelector('[data-row="' + index + '"] td.name button');
    if (button) button.focus({ preventScroll: true });
  }
  function citation(number) {
    const c = data.citations[number], box = node("span");
    if (c.url) {
      const link = node("a", c.text);
      link.href = c.url; link.rel = "noopener noreferrer"; link.target = "_blank";
      box.append(link);
    } else box.append(c.text);
    box.append(" ", node("span", c.by, "quiet"));
    return box;
  }
  function list(cell, title, items, item) {
    if (!items || !items.length) return;
    const ul = node("ul");
    items.forEach((entry) => ul.append(item(entry)));
    cell.append(node("h4", title), ul);
  }
  function line(...parts) {
    const li = node("li");
    parts.forEach((part) => part !== "" && li.append(part, " "));
    return li;
  }
  function details(s) {
    const cell = node("td"), row = node("tr", cell, "details");
    cell.colSpan = COLUMNS.length;
    cell.append(node("h4", "Why"), node("div", s.why));
    const about = [s.region && "Region: " + s.region, s.sectors.length && "Sectors: " + s.sectors.join(", "),
      s.goods.length && "Commodities: " + s.goods.join(", "), s.names && "Other names: " + s.names.join(", "),
      s.ids && "Identifiers: " + s.ids.join(", ")].filter(Boolean);
    list(cell, "About", about, (text) => line(text));
    list(cell, "Findings", s.findings, ([id, statement, certainty]) => {
      const drawn = data.drawn.indexOf(id), parts = [node("strong", certainty + ":"), statement];
      if (drawn >= 0) {
        const link = node("a", "show");
        link.href = "#finding-" + drawn;
        link.addEventListener("click", showAll);
        parts.push(link);
      }
      return line(...parts);
    });
    list(cell, "Structural score " + score(s) + ", " + s.band, s.factors, (f) => {
      const li = line(node("span", f.id + " " + f.points, "points"), f.text);
      f.cites.forEach((number) => li.append(node("div", citation(number))));
      if (f.cells) li.append(node("code", f.cells));
      return li;
    });
    if (s.left) list(cell, s.left + "; this orders work and changes no level", s.controls, ([text, cells]) =>
      line(text, cells ? node("code", cells) : ""));
    if (s.firm) list(cell, "Rank " + s.rank, [s.firm], (text) => line(text));
    if (s.upstream) {
      const facts = [s.upstream + (s.upstream === 1 ? " supplier" : " suppliers") + " upstream, " + (s.triggers || 0) + (s.triggers === 1 ? " finding" : " findings") + " about them (inferred, carried and cleared ones are not counted)" + (s.holds ? ", " + s.holds + " on hold" : ""),
        s.exposed && s.exposed + " of its direct supply has a structural-score path in band high or above",
        s.held && s.held + " of its direct supply is bought from suppliers that are on hold or have a hold upstream",
        s.unmapped && "unmapped: " + s.unmapped,
        s.worst && "worst path, " + s.worst + ":"].filter(Boolean);
      list(cell, "Upstream", facts, (text) => line(text));
      if (s.path) {
        const ol = node("ol", null, "path");
        s.path.forEach((name) => ol.append(node("li", node("bdi", name))));
        cell.append(ol);
      }
    }
    list(cell, "Goods, line by line", s.lines, ([text, cells]) => line(node("bdi", text), cells ? node("code", cells) : ""));
    list(cell, "How the input was read", s.read, ([field, raw, rule, cells]) =>
      line(field + ":", node("bdi", "“" + raw + "”"), "→ " + rule, cells ? node("code", cells) : ""));
    list(cell, "Problems", s.problems, ([where, text]) => line(node("code", where), text));
    if (s.cells) cell.append(node("h4", "Cells"), node("code", s.cells));
    return row;
  }
  function draw(all) {
    const rows = at("rows"), pages = Math.max(1, Math.ceil(state.found.length / PAGE));
    state.page = Math.min(state.page, pages - 1);
    const from = all ? 0 : state.page * PAGE, shown = state.found.slice(from, from + (all ? PRINTED : PAGE));
    const drawn = document.createDocumentFragment();
    shown.forEach((s) => {
      const row = node("tr");
      row.dataset.row = s.index;
      COLUMNS.forEach((column) => row.append(node("td", column.cell(s), column.css)));
      drawn.append(row);
      if (state.open.has(s.index)) { row.className = "open"; drawn.append(details(s)); }
    });
    if (!shown.length) { const cell = node("td", "No supplier fits these filters."); cell.colSpan = COLUMNS.length; drawn.append(node("tr", cell)); }
    rows.replaceChildren(drawn);
    const count = state.found.length.toLocaleString("en"), total = data.suppliers.length.toLocaleString("en");
    at("count").textContent = (count === total ? total + " suppliers" : count + " of " + total + " suppliers") +
      (all && state.found.length > PRINTED ? "; the first " + PRINTED + " are printed, all are in the workbook" : "");
    at("page").textContent = "Page " + (state.page + 1) + " of " + pages.toLocaleString("en");
    at("before").disabled = state.page === 0;
    at("after").disabled = state.page >= pages - 1;
  }
  function filter() {
    const wanted = at("search").value.trim().toLowerCase().split(/\s+/).filter(Boolean);
    const level = at("by-level").value, country = at("by-country").value, band = at("by-band").value, tier = at("by-tier").value;
    state.found = data.suppliers.filter((s) => (!level || s.level === level) && (!country || s.country === country) &&
      (!band || bandOf(s) === band) && (!tier || tierOf(s) === tier) && wanted.every((word) => s.text.includes(word)));
    if (state.sort >= 0) {
      const key = COLUMNS[state.sort].key, sign = state.down ? -1 : 1;
      state.found.sort((a, b) => {
        const x = key(a), y = key(b);
        return (x < y ? -sign : x > y ? sign : 0) || a.index - b.index;
      });
    }
    state.page = 0;
    draw();
  }
  function heads() {
    at("heads").replaceChildren(...COLUMNS.map((column, index) => {
      const on = state.sort === index, button = node("button", column.title + (on ? (state.down ? " ↓" : " ↑") : ""));
      const head = node("th", button, column.css === "num" ? "num" : "");
      head.scope = "col";
      if (on) head.setAttribute("aria-sort", state.down ? "descending" : "ascending");
      button.type = "button";
      button.addEventListener("click", () => {
        const first = Boolean(column.down);
        if (!on) { state.sort = index; state.down = first; } else if (state.down === first) state.down = !first; else state.sort = -1;
        heads();
        filter();
        at("heads").children[index].firstChild.focus();
      });
      return head;
    }));
  }
  function options(id, values) {
    at(id).append(...values.map((value) => { const option = node("option", value); option.value = value; return option; }));
    at(id).addEventListener("change", filter);
  }
  const distinct = (of) => [...new Set(data.suppliers.map(of))];
  options("by-level", []);
  options("by-country", distinct((s) => s.country).sort());
  options("by-band", ["very high", "high", "medium", "low", "not scored"].filter((band) => data.suppliers.some((s) => bandOf(s) === band)));
  options("by-tier", distinct(tierOf).sort((a, b) => (a === "unknown") - (b === "unknown") || a - b));
  let waiting;
  at("search").addEventListener("input", () => { clearTimeout(waiting); waiting = setTimeout(filter, 120); });
  at("before").addEventListener("click", () => { state.page -= 1; draw(); });
  at("after").addEventListener("click", () => { state.page += 1; draw(); });
  window.addEventListener("beforeprint", () => { draw(true); document.querySelectorAll("details").forEach((d) => { d.open = true; }); });
  window.addEventListener("afterprint", () => draw());

  const findings = [...document.querySelectorAll(".finding")], more = at("more-findings");
  function showAll() { findings.forEach((f) => f.classList.remove("later")); more.hidden = true; }
  if (findings.length > FIRST_FINDINGS) {
    findings.slice(FIRST_FINDINGS).forEach((f) => f.classList.add("later"));
    more.textContent = "Show all " + findings.length + " findings";
    more.hidden = false;
    more.addEventListener("click", showAll);
  }
  const byId = new Map(data.suppliers.map((s) => [s.id, s]));
  function show(s) {
    ["search", "by-level", "by-country", "by-band", "by-tier"].forEach((id) => { at(id).value = ""; });
    filter();
    state.page = Math.floor(state.found.indexOf(s) / PAGE);
    state.open.add(s.index);
    draw();
    document.querySelector('[data-row="' + s.index + '"]').scrollIntoView({ block: "start" });
  }
  document.querySelectorAll(".open-supplier").forEach((button) => {
    const s = byId.get(button.dataset.supplier);
    if (!s) return;
    button.hidden = false;
    button.addEventListener("click", () => show(s));
  });
  function follow() {
    // report.html#finding-42 and report.html#supplier=V-0042 can be sent to a colleague, also where neither is drawn yet.
    const finding = /^#finding-\d+$/.test(location.hash) && at(location.hash.slice(1));
    if (finding && finding.classList.contains("later")) {
      showAll();
      finding.scrollIntoView({ block: "start" });
    }
    const asked = /^#supplier=(.*)$/.exec(location.hash);
    let id = "";
    try { id = asked ? decodeURIComponent(asked[1]) : ""; } catch (error) { return; }
    if (byId.has(id)) show(byId.get(id));
  }
  at("table").hidden = false;
  heads();
  draw();
  follow();
  window.addEventListener("hashchange", follow);
})();
