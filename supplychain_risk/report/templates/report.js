"use strict";
// Everything from the input goes to the page as text nodes; no markup is ever built from it.
(async function () {
  const at = (id) => document.getElementById(id);
  const PAGE = 50, PRINTED = 2000, SVG = "http://www.w3.org/2000/svg";

  async function unpacked() {
    const stored = JSON.parse(at("data").textContent);
    if (stored.deflate === undefined) return stored;
    if (typeof DecompressionStream === "undefined") throw new Error("this browser cannot unpack its data (browsers can since 2023)");
    const bytes = Uint8Array.from(atob(stored.deflate), (letter) => letter.charCodeAt(0));
    return new Response(new Blob([bytes]).stream().pipeThrough(new DecompressionStream("deflate"))).json();
  }
  let data;
  try { data = await unpacked(); } catch (error) {
    at("failed").textContent = "The list of suppliers is not shown: " + error.message + ". Reasons, decisions and evidence are on this page, all suppliers in the workbook.";
    at("failed").hidden = false;
    return;
  }

  // --- suppliers, made from the columns when they are asked for -------------------------------------------------
  const columns = data.columns, T = data.texts, COUNT = data.count;
  const level = (i) => data.level_names[columns.level[i]];
  const why = (i) => T[columns.why[i]];
  const country = (i) => T[columns.country[i]];
  const codeOf = (i) => columns.code[i] || "unknown";
  const tierOf = (i) => columns.tier[i] === null ? "unknown" : String(columns.tier[i]);
  const scoreOf = (i) => columns.score[i] < 0 ? null : data.scores[columns.score[i]];
  const bandText = (i) => scoreOf(i) ? T[scoreOf(i)[2]] : "not scored";
  const bandOf = (i) => bandText(i).split(" (")[0];
  const sinceOf = (i) => data.since.length ? data.since[columns.since[i]] : "";
  const score = (i) => { const s = scoreOf(i); return !s ? "–" : s[0] === s[1] ? String(s[0]) : s[0] + "–" + s[1]; };
  const nextOf = (i) => columns.group[i] < 0 ? "" : T[data.groups[columns.group[i]][1]];
  const texts = (list) => data.lists[list].map((number) => T[number]);
  const nodeName = (n) => n < COUNT ? columns.name[n] : data.others[n - COUNT];
  const byId = new Map();
  for (let i = 0; i < COUNT; i += 1) byId.set(columns.id[i], i);
  let searched = null;
  function searchText(i) {
    if (!searched) searched = new Array(COUNT);
    if (searched[i] === undefined) {
      const more = columns.more[i] || {};
      searched[i] = [columns.name[i], columns.id[i], country(i), more.region || "", why(i), ...texts(columns.goods[i]),
        ...texts(columns.sectors[i]), ...(more.names || []), ...(more.ids || [])].join("\n").toLowerCase();
    }
    return searched[i];
  }
  function cellsOf(i, cells) {
    if (!cells) return "";
    if (typeof cells === "number") {
      const [places, more] = data.patterns[cells - 1].split(" +"), row = columns.row[i];
      return data.sheets[columns.sheet[i]] + "!" + places.split(" ").map((column) => column + row).join(", ") + (more ? " and " + more + " more" : "");
    }
    const parts = [];
    for (let n = 0; n < cells.length; n += 2) {
      const [places, more] = cells[n + 1].split(" +");
      parts.push(cells[n] < 0 ? cells[n + 1] : data.sheets[cells[n]] + "!" + places.split(" ").join(", ") + (more ? " and " + more + " more" : ""));
    }
    return parts.join("; ");
  }

  // --- state, which is the address ------------------------------------------------------------------------------
  const FILTERS = ["q", "level", "country", "tier", "band", "moved", "group", "reason", "with"], KEYS = [...FILTERS, "sort", "page", "supplier"];
  const CONTROLS = ["q", "level", "country", "tier", "band", "moved"].filter(at);
  let state = {}, found = [], opener = null;
  function parsed(hash) {
    const text = hash.replace(/^#/, "");
    if (!text.includes("=")) return null;
    const made = {};
    new URLSearchParams(text.replace(/\+/g, "%2B")).forEach((value, key) => { if (KEYS.includes(key) && value) made[key] = value; });
    return made;
  }
  function written(wanted) {
    return KEYS.filter((key) => wanted[key]).map((key) => key + "=" + encodeURIComponent(wanted[key])).join("&");
  }
  function put(wanted, replace) {
    const hash = "#" + (written(wanted) || "suppliers");
    if (replace) {
      // a preview may forbid it; the filter works all the same
      try { history.replaceState(null, "", hash); } catch (error) { /* the address stays as it is */ }
      apply(wanted);
    } else if (location.hash === hash) apply(wanted); else location.hash = hash;
  }
  const sameFilters = (a, b) => [...FILTERS, "sort", "page"].every((key) => (a[key] || "") === (b[key] || ""));
  function apply(wanted) {
    const before = state;
    state = wanted;
    if (!sameFilters(before, state) || !found.made) { filter(); draw(); }
    if ((before.supplier || "") !== (state.supplier || "")) panel();
  }

  function filter() {
    const words = (state.q || "").trim().toLowerCase().split(/\s+/).filter(Boolean), kept = [];
    const group = state.group === undefined ? -1 : Number(state.group), reason = state.reason === undefined ? -1 : Number(state.reason);
    for (let i = 0; i < COUNT; i += 1) {
      if (state.level && level(i) !== state.level) continue;
      if (state.country && codeOf(i) !== state.country) continue;
      if (state.tier && tierOf(i) !== state.tier) continue;
      if (state.band && bandOf(i) !== state.band) continue;
      if (state.moved && sinceOf(i) !== state.moved) continue;
      if (group >= 0 && columns.group[i] !== group) continue;
      if (reason >= 0 && !columns.findings[i].some((f) => f[0] === reason)) continue;
      if (state.with === "findings" && !columns.findings[i].length) continue;
      if (state.with === "inferred" && !columns.findings[i].some((f) => data.reasons[f[0]][1] === "inferred")) continue;
      if (words.length && !words.every((word) => searchText(i).includes(word))) continue;
      kept.push(i);
    }
    const [name, turn] = (state.sort || "").split("."), column = COLUMNS.find((one) => one.id === name);
    if (column) {
      const keys = new Map(kept.map((i) => [i, column.key(i)])), sign = turn === "down" ? -1 : 1;
      kept.sort((a, b) => { const x = keys.get(a), y = keys.get(b); return (x < y ? -sign : x > y ? sign : 0) || a - b; });
    }
    found = kept;
    found.made = true;
    CONTROLS.forEach((id) => { if (document.activeElement !== at(id) || id !== "q") at(id).value = state[id] || ""; });
    const only = group >= 0 && data.groups[group] ? [T[data.groups[group][0]], T[data.groups[group][2]], ...texts(data.groups[group][3])].join(" · ")
      : reason >= 0 && data.reasons[reason] ? T[data.reasons[reason][5]]
      : state.with === "findings" ? "Suppliers with a finding of their own" : state.with === "inferred" ? "Suppliers with an inferred finding" : "";
    at("only").textContent = only ? "Only: " + only : "";
    at("only").hidden = !only;
  }

  // --- the grid -------------------------------------------------------------------------------------------------
  const COLUMNS = [
    { id: "calls", title: "Calls for", key: (i) => columns.level[i], cell: (i) => mark(columns.level[i]), css: "level" },
    { id: "name", title: "Supplier", key: (i) => columns.name[i].toLowerCase(), cell: nameCell, css: "name" },
    ...(data.since.length ? [{ id: "moved", title: "Since", key: (i) => -columns.since[i], cell: sinceCell, css: "since", label: "Since the earlier report" }] : []),
    { id: "country", title: "Country", key: country, cell: (i) => node("bdi", country(i)), css: "country" },
    { id: "tier", title: "Tier", key: (i) => columns.tier[i] === null ? Infinity : columns.tier[i], cell: (i) => node("span", tierOf(i)), css: "num", label: "Tier" },
    { id: "score", title: "Score", key: (i) => scoreOf(i) ? scoreOf(i)[1] : -1, cell: (i) => node("span", score(i)), css: "num", down: true, label: "Score" },
    { id: "why", title: "Why", key: why, cell: (i) => node("div", why(i), "cut"), css: "why" },
    { id: "next", title: "Next", key: nextOf, cell: (i) => node("div", nextOf(i), "cut"), css: "todo" },
  ];
  function node(tag, content, css) {
    const made = document.createElement(tag);
    if (content instanceof Node) made.append(content); else if (content !== undefined && content !== null) made.textContent = content;
    if (css) made.className = css;
    return made;
  }
  function mark(number) { return node("span", data.levels[number].join(" "), "mark " + data.level_names[number]); }
  function sinceCell(i) {
    const state = sinceOf(i);
    return columns.since[i] ? node("span", state, "since-mark " + state) : node("span", state, "quiet");
  }
  function linkTo(i) {
    const link = node("a", node("bdi", columns.name[i]), "who");
    link.href = "#" + written({ ...state, supplier: columns.id[i] });
    return link;
  }
  function nameCell(i) {
    const box = document.createDocumentFragment();
    box.append(linkTo(i), node("div", columns.id[i], "quiet"));
    return box;
  }
  function draw(all) {
    const pages = Math.max(1, Math.ceil(found.length / PAGE)), page = Math.min(Math.max(1, Number(state.page) || 1), pages);
    const shown = all ? found.slice(0, PRINTED) : found.slice((page - 1) * PAGE, page * PAGE);
    const drawn = document.createDocumentFragment();
    shown.forEach((i) => {
      const row = node("tr");
      row.dataset.row = i;
      row.dataset.href = "#" + written({ ...state, supplier: columns.id[i] });
      if (state.supplier === columns.id[i]) row.className = "open";
      COLUMNS.forEach((column) => {
        const cell = node("td", column.cell(i), column.css);
        if (column.label) cell.dataset.label = column.label;
        row.append(cell);
      });
      drawn.append(row);
    });
    if (!shown.length) { const cell = node("td", "No supplier fits these filters."); cell.colSpan = COLUMNS.length; drawn.append(node("tr", cell)); }
    at("rows").replaceChildren(drawn);
    const count = found.length.toLocaleString("en"), total = COUNT.toLocaleString("en"), noun = COUNT === 1 ? " supplier" : " suppliers";
    at("count").textContent = (count === total ? total + noun : count + " of " + total + noun) +
      (all && found.length > PRINTED ? "; the first " + PRINTED.toLocaleString("en") + " are printed, all are in the workbook" : "");
    at("page").textContent = "Page " + page + " of " + pages.toLocaleString("en");
    at("before").disabled = page === 1;
    at("after").disabled = page >= pages;
    heads(all);
  }
  function heads(all) {
    // browsers repeat the heading of a table on each sheet, but not the buttons in it
    if (all) { at("heads").replaceChildren(...COLUMNS.map((column) => { const head = node("th", column.title, column.css); head.scope = "col"; return head; })); return; }
    const [name, turn] = (state.sort || "").split("."), focused = document.activeElement && document.activeElement.dataset.sort;
    at("heads").replaceChildren(...COLUMNS.map((column) => {
      const on = column.id === name, button = node("button", column.title + (on ? (turn === "down" ? " ↓" : " ↑") : ""));
      const head = node("th", button, column.css);
      head.scope = "col";
      if (on) head.setAttribute("aria-sort", turn === "down" ? "descending" : "ascending");
      button.type = "button";
      button.dataset.sort = column.id;
      button.addEventListener("click", () => {
        const first = column.down ? "down" : "up", second = column.down ? "up" : "down";
        put({ ...state, page: "", sort: !on ? column.id + "." + first : turn === first ? column.id + "." + second : "" }, true);
      });
      return head;
    }));
    if (focused) { const again = at("heads").querySelector('[data-sort="' + focused + '"]'); if (again) again.focus({ preventScroll: true }); }
  }

  // --- the panel ------------------------------------------------------------------------------------------------
  function citation(number) {
    const [text, by, url] = data.citations[number], box = node("div", null, "cite");
    if (url) {
      const link = node("a", text);
      link.href = url; link.rel = "noopener noreferrer"; link.target = "_blank";
      box.append(link);
    } else box.append(text);
    box.append(" ", node("span", by, "quiet"));
    return box;
  }
  function line(...parts) {
    const li = node("li");
    parts.forEach((part) => part !== "" && part !== undefined && li.append(part, " "));
    return li;
  }
  function list(box, title, items, item) {
    if (!items || !items.length) return;
    const ul = node("ul");
    items.forEach((entry) => ul.append(item(entry)));
    box.append(node("h3", title), ul);
  }
  const code = (text) => text ? node("code", text) : "";
  function path(nodes) {
    const ol = node("ol", null, "path");
    ol.setAttribute("aria-label", "Path from the supplier to the company");
    nodes.forEach((n, index) => ol.append(node("li", node("bdi", nodeName(n)), index === 0 ? "start" : index === nodes.length - 1 ? "end" : "")));
    return ol;
  }
  function shape(tag, attributes) {
    const made = document.createElementNS(SVG, tag);
    Object.entries(attributes).forEach(([key, value]) => made.setAttribute(key, value));
    return made;
  }
  function waterfall(i, box) {
    const [low, high, band, factors] = scoreOf(i), ol = node("ol", null, "bars");
    const cells = columns.score_cells[i], each = typeof cells === "number" ? data.score_cells[cells] : cells;
    let from = 0;
    const width = Math.max(10, ...factors.map((f) => f[3]));
    factors.forEach(([id, points, least, most, answer, cites], index) => {
      const li = node("li"), svg = shape("svg", { width: "100%", height: "10", "aria-hidden": "true" });
      const start = Math.max(0, Math.min(from, from + most)), length = Math.abs(most);
      svg.append(shape("rect", { width: "100%", height: "10", rx: "2", class: "track" }),
        shape("rect", { x: (start / width * 100).toFixed(2) + "%", width: (Math.max(length, 0.05) / width * 100).toFixed(2) + "%", height: "10", class: most < 0 ? "less" : "part" }));
      if (least !== most) svg.append(shape("rect", { x: ((from + least) / width * 100).toFixed(2) + "%", width: (Math.abs(most - least) / width * 100).toFixed(2) + "%", height: "10", class: "maybe" }));
      from += most;
      li.append(node("span", id, "label"), node("span", points, "figure"), svg, node("div", T[answer]));
      cites.forEach((number) => li.append(citation(number)));
      const told = cellsOf(i, each[index]);
      if (told) li.append(node("code", told));
      ol.append(li);
    });
    box.append(node("h3", "Structural score " + score(i) + ", " + T[band]), ol);
    if (low !== high) box.append(node("p", "The part of a bar in the second color hangs on inputs that are not known: the score is " + low + " to " + high + ".", "quiet"));
  }
  function asked(steps) {
    return steps.map(([text, reference, cite]) => {
      const one = node("div", T[text] + " ");
      one.append(node("span", T[reference], "quiet"), citation(cite));
      return one;
    });
  }
  function fold(title, parts) {
    const box = node("details");
    box.append(node("summary", title), ...parts);
    return box;
  }
  function findingCard(i, finding) {
    const [reason, tail, cells, paths, more = {}] = finding;
    const [calls, certainty, channel, jurisdiction, kind, statement, instrument, cites, next, steps, verdicts] = data.reasons[reason];
    const card = node("article", null, "finding " + data.level_names[calls]), tags = node("p", null, "tags");
    const meaning = document.getElementById("kind-" + T[kind]);
    tags.append(mark(calls), node("span", certainty, "tag"), node("span", channel, "tag"));
    if (T[jurisdiction]) tags.append(node("span", T[jurisdiction], "tag"));
    if (more.score !== undefined) tags.append(node("span", "match score " + more.score, "tag"));
    if (more.verdict) tags.append(node("span", more.verdict, "tag"));
    card.append(tags, node("p", T[statement], "statement"));
    if (more.by) card.append(node("p", more.by, "review"));
    paths.forEach((one) => one.length > 1 && card.append(path(one)));
    if (more.paths) card.append(node("p", "The shortest of " + more.paths + " paths.", "quiet"));
    const dl = node("dl");
    function entry(title, ...content) {
      const dd = node("dd");
      dd.append(...content);
      dl.append(node("dt", title), dd);
    }
    if (T[next]) entry("Next step", T[next]);
    if (steps.length) entry("Asked for", ...asked(steps));
    if (verdicts && !/^(true match|false positive)$/.test(more.verdict)) {
      const [confirmed, rejected] = verdicts, [is, isNot] = data.decided;
      if (confirmed) {
        const [level, kind, then, its] = confirmed, what = node("div", mark(level));
        what.append(" " + T[kind] + ". " + T[then]);
        entry("If it is " + is, what, ...(its.length ? [fold(its.length === 1 ? "1 step asked for then" : its.length + " steps asked for then", asked(its))] : []));
      } else entry("If it is " + is, "It stays as it is.");
      const what = node("div", mark(rejected[0]));
      what.append(" Cleared, and shown with who decided and why. " + T[rejected[1]]);
      entry("If it is " + isNot, what);
    }
    if (T[instrument]) entry("Instrument", T[instrument]);
    entry("Source", ...cites.map(citation));
    entry("Cells", cellsOf(i, cells) ? node("code", cellsOf(i, cells)) : "none: inferred");
    if (meaning) {
      const says = meaning.nextElementSibling.cloneNode(true);
      entry("What it means", ...says.childNodes);
    }
    card.append(dl, node("p", more.id || T[kind] + ":" + columns.id[i] + ":" + (tail < 0 ? "" : T[tail]), "quiet"));
    return card;
  }
  function detail(i, box) {
    const more = columns.more[i] || {}, firm = columns.rank[i];
    // where the first finding decides, its card just below has the sentence and the next step; neither is said twice
    const first = columns.findings[i].length ? data.reasons[columns.findings[i][0][0]] : null, said = first !== null && why(i).startsWith(T[first[5]]);
    box.append(node("h3", "Why"), node("p", said ? "As the first finding says." + why(i).slice(T[first[5]].length) : why(i)));
    if (nextOf(i) && !(said && T[first[8]] === nextOf(i))) { const next = node("p", null, "next"); next.append(node("strong", "Next step"), " " + nextOf(i)); box.append(next); }
    if (columns.findings[i].length) {
      box.append(node("h3", columns.findings[i].length === 1 ? "1 finding" : columns.findings[i].length + " findings"));
      columns.findings[i].forEach((finding) => box.append(findingCard(i, finding)));
    }
    if (scoreOf(i)) waterfall(i, box);
    list(box, "What would change it", texts(columns.turning[i]), (text) => line(text));
    if (more.left) list(box, more.left + "; this orders work and changes no level", more.controls, ([text, cells]) => line(T[text], code(cellsOf(i, cells))));
    if (firm) {
      const [rank, low, high, least, most, top] = firm;
      list(box, "Rank " + (low === rank && high === rank ? rank : rank + " (" + low + "–" + high + ")"),
        ["score " + least + " to " + most + ", rank " + low + " to " + high + ", in the top tenth in " + (top * 100).toFixed(1) + "% of the draws"], (text) => line(text));
    }
    if (more.upstream) {
      const facts = [more.upstream + (more.upstream === 1 ? " supplier" : " suppliers") + " upstream, " + (more.triggers || 0) + (more.triggers === 1 ? " finding" : " findings") + " about them (inferred, carried and cleared ones are not counted)" + (more.holds ? ", " + more.holds + " on hold" : ""),
        more.exposed && more.exposed + " of its direct supply has a structural-score path in band high or above",
        more.held && more.held + " of its direct supply is bought from suppliers that are on hold or have a hold upstream",
        more.unmapped && "unmapped: " + more.unmapped,
        more.worst && "worst path, " + more.worst + ":"].filter(Boolean);
      list(box, "Upstream", facts, (text) => line(text));
      if (more.path) box.append(path(more.path));
    }
    list(box, "On lists brought as positive, which change nothing here", more.positive, ([text, cell]) => line(node("bdi", T[text]), code(cell)));
    list(box, "Goods, line by line", more.lines, ([text, cells]) => line(node("bdi", text), code(cellsOf(i, cells))));
    const about = [more.region && "Region: " + more.region, columns.sectors[i] !== undefined && texts(columns.sectors[i]).length && "Sectors: " + texts(columns.sectors[i]).join(", "),
      texts(columns.goods[i]).length && "Commodities: " + texts(columns.goods[i]).join(", "), more.names && "Other names: " + more.names.join(", "),
      more.ids && "Identifiers: " + more.ids.join(", ")].filter(Boolean);
    list(box, "About", about, (text) => line(node("bdi", text)));
    list(box, "How the input was read", columns.read[i], ([field, raw, rule, cells]) => line(T[field] + ":", node("bdi", "“" + T[raw] + "”"), "→ " + T[rule], code(cellsOf(i, cells))));
    list(box, "Problems", more.problems, ([where, text]) => line(node("code", where), T[text]));
    const cells = cellsOf(i, columns.cells[i]);
    if (cells) box.append(node("h3", "Cells"), node("code", cells));
  }
  function closed() { const rest = { ...state }; delete rest.supplier; return rest; }
  function panel() {
    const box = at("panel"), i = byId.get(state.supplier), open = i !== undefined;
    const anchor = opener && document.contains(opener) ? opener : null, before = anchor ? anchor.getBoundingClientRect().top : 0;
    box.replaceChildren();
    document.querySelectorAll("#rows tr").forEach((row) => { row.classList.toggle("open", open && row.dataset.row === String(i)); });
    box.hidden = !open;
    document.body.classList.toggle("beside", open);
    // making room moves what stands above the place that was clicked; the place itself stays where it was
    if (anchor) window.scrollBy(0, anchor.getBoundingClientRect().top - before);
    if (!open) {
      const row = opener && !document.contains(opener) && opener.dataset.id;
      const back = row !== undefined && row ? at("rows").querySelector('[data-row="' + row + '"] a') : anchor;
      if (back) back.focus({ preventScroll: true });
      opener = null;
      return;
    }
    const head = node("div", null, "head"), title = node("h2", node("bdi", columns.name[i])), close = node("button", "Close");
    close.type = "button";
    close.addEventListener("click", () => put(closed()));
    title.tabIndex = -1;
    head.append(title, close);
    const line = node("p", null, "tags");
    line.append(mark(columns.level[i]), node("span", country(i), "tag"), node("span", "Tier " + tierOf(i), "tag"), node("span", columns.id[i], "tag"));
    box.append(head, line);
    detail(i, box);
    box.scrollTop = 0;
    title.focus({ preventScroll: true });
  }

  // --- links, rows, keys ----------------------------------------------------------------------------------------
  function unfold(target) {
    for (let box = target; box; box = box.parentElement) if (box.tagName === "DETAILS") box.open = true;
    const own = target.querySelector(":scope > details.fold");
    if (own) own.open = true;
  }
  function land(id) {
    const target = id && document.getElementById(id);
    if (!target) return;
    unfold(target);
    target.scrollIntoView({ block: "start" });
  }
  function follow() {
    const wanted = parsed(location.hash);
    if (wanted === null) {
      let id = "";
      try { id = decodeURIComponent(location.hash.slice(1)); } catch (error) { return; }
      if (state.supplier && id !== "panel") apply(closed());
      if (id) land(id);
      return;
    }
    const before = state, moved = !sameFilters(before, wanted) || (!wanted.supplier && !before.supplier);
    apply(wanted);
    if (moved && !wanted.supplier) land("suppliers");
  }
  document.addEventListener("click", (event) => {
    const inside = event.target.closest("a, button, summary, input, select, label");
    const link = event.target.closest('a[href^="#"]');
    if (link) {
      const wanted = parsed(link.getAttribute("href"));
      if (wanted && wanted.supplier) {
        // a supplier opens beside whatever is filtered
        event.preventDefault();
        opener = link;
        const row = link.closest("[data-row]");
        if (row) link.dataset.id = row.dataset.row;
        put({ ...state, supplier: wanted.supplier });
      } else if (link.getAttribute("href") === location.hash) { event.preventDefault(); follow(); }
      return;
    }
    if (inside || String(window.getSelection())) return;
    const row = event.target.closest("[data-href]");
    if (!row) return;
    const first = row.querySelector('a[href^="#"]');
    if (first) first.click(); else location.hash = row.dataset.href;
  });
  document.addEventListener("keydown", (event) => {
    if (event.key === "Escape" && state.supplier) { event.preventDefault(); put(closed()); return; }
    if (!["ArrowDown", "ArrowUp"].includes(event.key) || !event.target.closest || !event.target.closest("#rows")) return;
    const rows = [...at("rows").querySelectorAll("a.who")], next = rows[rows.indexOf(event.target) + (event.key === "ArrowDown" ? 1 : -1)];
    if (next) { event.preventDefault(); next.focus(); }
  });

  // --- filters, CSV, print --------------------------------------------------------------------------------------
  function options(id, values) {
    at(id).append(...values.map(([value, title]) => { const option = node("option", title); option.value = value; return option; }));
  }
  const distinct = (of) => { const seen = new Set(); for (let i = 0; i < COUNT; i += 1) seen.add(of(i)); return [...seen]; };
  const countries = new Map();
  for (let i = 0; i < COUNT; i += 1) countries.set(codeOf(i), country(i));
  options("country", [...countries].sort((a, b) => (a[0] === "unknown") - (b[0] === "unknown") || (a[1] < b[1] ? -1 : 1)));
  const bands = new Set(distinct(bandOf));
  options("band", ["very high", "high", "medium", "low", "not scored"].filter((band) => bands.has(band)).map((band) => [band, band]));
  options("tier", distinct(tierOf).sort((a, b) => (a === "unknown") - (b === "unknown") || a - b).map((tier) => [tier, tier]));
  if (data.since.length) options("moved", data.since.filter((one, n) => columns.since.includes(n)).map((one) => [one, one]));
  CONTROLS.slice(1).forEach((id) => at(id).addEventListener("change", () => put({ ...state, page: "", [id]: at(id).value }, true)));
  let waiting;
  at("q").addEventListener("input", () => { clearTimeout(waiting); waiting = setTimeout(() => put({ ...state, page: "", q: at("q").value }, true), 150); });
  at("filters").addEventListener("submit", (event) => event.preventDefault());
  at("clear").addEventListener("click", () => { at("q").value = ""; put(state.supplier ? { supplier: state.supplier } : {}, true); });
  function turn(by) { put({ ...state, page: String((Number(state.page) || 1) + by) }, true); at("suppliers").scrollIntoView({ block: "start" }); }
  at("before").addEventListener("click", () => turn(-1));
  at("after").addEventListener("click", () => turn(1));
  function csvCell(value) {
    const text = String(value === null || value === undefined ? "" : value);
    // what a spreadsheet would compute is written as text
    const safe = /^[\s\u00a0]*[=+\-@\uff1d\uff0b\uff0d\uff20|%]/.test(text) || /^[\t\r\n]/.test(text) ? "'" + text : text;
    return '"' + safe.replace(/"/g, '""') + '"';
  }
  function csvText() {
    const rows = [["Calls for", "Id", "Supplier", "Country", "Tier", "Score low", "Score high", "Band", "Why", "Next step", "Findings", "Goods", ...(data.since.length ? ["Since the earlier report"] : [])]];
    found.forEach((i) => {
      const s = scoreOf(i);
      rows.push([data.levels[columns.level[i]][1], columns.id[i], columns.name[i], country(i), tierOf(i), s ? s[0] : "", s ? s[1] : "", bandText(i), why(i), nextOf(i),
        columns.findings[i].length, texts(columns.goods[i]).join("; "), ...(data.since.length ? [sinceOf(i)] : [])]);
    });
    return "\ufeff" + rows.map((row) => row.map(csvCell).join(",")).join("\r\n") + "\r\n";
  }
  at("csv").addEventListener("click", () => {
    const url = URL.createObjectURL(new Blob([csvText()], { type: "text/csv;charset=utf-8" })), link = node("a");
    link.href = url;
    link.download = "suppliers.csv";
    document.body.append(link);
    link.click();
    link.remove();
    setTimeout(() => URL.revokeObjectURL(url), 10000);
  });
  let full = false, folded = [];
  function printed(all) { full = all; window.print(); }
  at("brief").addEventListener("click", () => printed(false));
  at("full").addEventListener("click", () => printed(true));
  window.addEventListener("beforeprint", () => {
    document.body.classList.toggle("full", full);
    if (!full) return;
    draw(true);
    folded = [...document.querySelectorAll("details:not([open])")].filter((box) => !box.closest(".groups"));
    folded.forEach((box) => { box.open = true; });
  });
  window.addEventListener("afterprint", () => {
    document.body.classList.remove("full");
    if (!full) return;
    folded.forEach((box) => { box.open = false; });
    full = false;
    draw();
  });

  at("table").hidden = false;
  state = {};
  filter();
  draw();
  window.addEventListener("hashchange", follow);
  if (location.hash) follow();
})();
