// The search page: asks the site's index, and shows what is found. The words for readers stand in the page.
//
// The address holds what is asked for, so that a search can be linked and Back leads to the last one. Nothing is loaded
// before somebody searches. What comes from the index is text, and never taken for markup.
{
  const form = document.getElementById("part-search");
  const status = document.getElementById("part-status");
  const list = document.getElementById("part-results");
  const more = document.getElementById("part-more");
  const shape = document.getElementById("part-result").content;
  const { q, ...selects } = Object.fromEntries(
    ["q", "kind", "topic", "publisher"].map((name) => [name, form.elements[name]]),
  );
  const SHOWN_AT_ONCE = 20;

  const say = (key, values) => {
    status.textContent = key ? status.dataset[key].replace(/\{(\w)\}/g, (_, name) => values[name]) : "";
  };
  const asked = () => Object.fromEntries(new URLSearchParams(location.search));

  // What each option is called, without its count.
  const labels = new WeakMap();
  const addOption = (select, value) => {
    const option = [...select.options].find((option) => option.value === value) ?? new Option(value, value);
    if (!option.parentNode) select.append(option);
    if (!labels.has(option)) labels.set(option, option.text);
  };
  const labelOf = (select, value) => labels.get([...select.options].find((option) => option.value === value)) ?? value;

  // All indexes as one, once somebody has asked.
  let index;
  const open = async () => {
    const parts = form.dataset.indexes.split(" ");
    const [first, ...others] = Array.from({ length: parts.length / 2 }, (_, n) => ({
      language: parts[2 * n],
      href: new URL(parts[2 * n + 1], location.href).href,
    }));
    const { createInstance } = await import(`${first.href}pagefind.js`);
    const opened = createInstance({ basePath: first.href, noWorker: true, excerptEllipsis: "…" });
    // Fails if the first index can't be had, which the others would wait for.
    await opened.filters();
    await Promise.all(others.map(({ href, language }) => opened.mergeIndex(href, { language })));
    const known = await opened.filters();
    for (const [name, select] of Object.entries(selects)) {
      for (const value of Object.keys(known[name] ?? {})) addOption(select, value);
    }
    form.querySelector(".filters").hidden = false;
    return opened;
  };

  // Counts every choice, and leaves out those that lead nowhere.
  const count = (filters) => {
    for (const [name, select] of Object.entries(selects)) {
      for (const option of [...select.options].slice(1)) {
        const found = filters[name]?.[option.value] ?? 0;
        option.text = `${labels.get(option) ?? option.text} (${found})`;
        option.hidden = option.disabled = found === 0 && !option.selected;
      }
    }
  };

  // Pagefind marks words by tags, and writes "<" and ">" of the text by name.
  const marked = (excerpt) =>
    excerpt.split(/<\/?mark>/).map((text, n) => {
      const plain = text.replaceAll("&lt;", "<").replaceAll("&gt;", ">");
      if (n % 2 === 0) return plain;
      const mark = document.createElement("mark");
      mark.textContent = plain;
      return mark;
    });

  const itemOf = ({ raw_url: url, meta, filters, excerpt }) => {
    const item = shape.cloneNode(true);
    const fill = (selector, ...parts) => {
      const place = item.querySelector(selector);
      if (parts.every((part) => !part)) place.remove();
      else place.append(...parts);
    };
    const [language] = filters.language;
    for (const place of item.querySelectorAll(".title, .summary")) {
      if (language !== document.documentElement.lang) place.lang = language;
    }
    item.querySelector("a").href = form.dataset.root + url;
    fill("a", meta.title);
    fill(".kind", labelOf(selects.kind, filters.kind[0]));
    fill(".time", meta.date);
    fill(".attribution", meta.publisher);
    const [standing] = filters.standing ?? [];
    if (standing) item.querySelector("li").classList.add(`is-${standing}`);
    for (const place of item.querySelectorAll("[data-standing]")) {
      if (place.dataset.standing !== standing) place.remove();
    }
    fill(".status", meta.status);
    fill(".summary", ...marked(excerpt));
    return item;
  };

  // Only the last search shows: an earlier one may end later.
  let turn = 0;
  let left = [];
  const showMore = async () => {
    const mine = turn;
    const items = await Promise.all(left.slice(0, SHOWN_AT_ONCE).map(async (result) => itemOf(await result.data())));
    if (mine !== turn) return [];
    left = left.slice(SHOWN_AT_ONCE);
    more.hidden = left.length === 0;
    return items;
  };

  const search = async () => {
    const mine = ++turn;
    const wanted = asked();
    const query = (wanted.q ?? "").trim();
    if (q !== document.activeElement || q.value.trim() !== query) q.value = query;
    if (!query) {
      list.replaceChildren();
      more.hidden = true;
      say();
      return;
    }
    if (!index) say("loading");
    try {
      const opened = await (index ??= open());
      const filters = {};
      for (const [name, select] of Object.entries(selects)) {
        select.value = wanted[name] ?? "";
        // What isn't there can't be chosen.
        if (select.value) filters[name] = select.value;
      }
      const found = await opened.search(query, { filters });
      if (mine !== turn) return;
      count(found.totalFilters);
      left = found.results;
      const total = left.length;
      const items = await showMore();
      if (mine !== turn) return;
      list.replaceChildren(...items);
      const language = document.documentElement.lang;
      const form = total === 0 ? "none" : new Intl.PluralRules(language).select(total);
      say(form, { n: total.toLocaleString(language), q: query });
    } catch (error) {
      console.error(error);
      index = undefined;
      if (mine === turn) say("failed");
    }
  };

  // What is typed bit by bit is one step of the history, which ends with Enter or when the box is left.
  let isOpenStep = false;
  const ask = (isLast) => {
    const fields = [q, ...Object.values(selects)].filter((field) => field.value);
    const words = new URLSearchParams(fields.map((field) => [field.name, field.value]));
    const address = fields.length > 0 ? `?${words}` : location.pathname;
    if ((location.search || location.pathname) !== address) {
      if (isOpenStep) history.replaceState(null, "", address);
      else history.pushState(null, "", address);
      isOpenStep = true;
      search();
    }
    if (isLast) isOpenStep = false;
  };

  if (location.protocol === "file:") {
    form.hidden = true;
    say("disk");
  } else {
    for (const option of selects.kind.options) labels.set(option, option.text);
    let timer;
    q.addEventListener("input", () => {
      clearTimeout(timer);
      timer = setTimeout(ask, 200, false);
    });
    form.addEventListener("change", () => ask(true));
    form.addEventListener("submit", (event) => {
      event.preventDefault();
      clearTimeout(timer);
      ask(true);
    });
    addEventListener("popstate", () => {
      isOpenStep = false;
      search();
    });
    more.querySelector("button").addEventListener("click", async () => {
      const items = await showMore();
      const links = items.map((item) => item.querySelector("a"));
      list.append(...items);
      links[0]?.focus();
    });
    if (!asked().q) q.focus();
    search();
  }
}
