// Filters a chronology. What is shown follows from the address alone: its query says what is chosen, and the entry that its
// fragment names is shown whatever is chosen. So a choice can be linked, and Back takes it back.
//
// Entries and years say by `data-` attributes which of the form's values they have. They are read once; a choice then takes
// one walk over numbers, which also counts what every other choice would leave.

// What the fragment of the address names.
const targeted = () => {
  try {
    return document.getElementById(decodeURIComponent(location.hash.slice(1)));
  } catch {
    // It is no text in UTF-8, and so no anchor of ours.
    return undefined;
  }
};

// On the first page of a chronology that is divided by year, the form asks the page that has all of it; and so does an address that
// was made when this page had all.
if (document.querySelector("#part-filter[action]")) {
  const form = document.getElementById("part-filter");
  const filters = [...form.querySelectorAll("select")].map(({ name }) => name);
  form.addEventListener("submit", (event) => {
    event.preventDefault();
    const asked = [...new FormData(form)].filter(([, value]) => value);
    location.assign(`${form.action}?${new URLSearchParams(asked)}`);
  });
  const query = new URLSearchParams(location.search);
  const isMissed = location.hash.startsWith("#event-") && !targeted();
  if (isMissed || filters.some((name) => query.has(name))) location.replace(form.action + location.search + location.hash);
} else if (document.getElementById("part-filter")) {
  const form = document.getElementById("part-filter");
  const details = form.querySelector("details");
  const status = form.querySelector("[role=status]");
  const clear = form.querySelector("button");
  const filtered = document.getElementById("part-filtered");

  const filters = [...form.querySelectorAll("select")].map((select) => ({
    select,
    name: select.name,
    labels: Array.from(select.options, (option) => option.text),
    positions: new Map(Array.from(select.options, (option, n) => [option.value, n])),
  }));
  // The marks of the picture, where it has one for each event.
  const marks = new Map(Array.from(document.querySelectorAll(".timeline a"), (mark) => [mark.getAttribute("href"), mark]));
  const years = Array.from(document.querySelectorAll(".chronology > .year"), (section) => ({
    section,
    link: document.querySelector(`.jump a[href="#${section.firstElementChild.id}"]`)?.parentNode,
    entries: Array.from(section.querySelectorAll(".entry"), (item) => ({
      item,
      mark: marks.get(`#${item.id}`),
      isShown: true,
      // For each filter, the positions of its options that the entry has.
      has: filters.map(({ name, positions }) =>
        (item.dataset[name] ?? section.dataset[name] ?? "")
          .split(" ")
          .map((value) => positions.get(value) ?? 0)
          .filter((position) => position > 0),
      ),
    })),
  }));

  const put = (words, values) => words.replace(/\{(\w+)\}/g, (_, name) => values[name]);

  // Hides what isn't chosen, and returns how many are left, here and by every choice.
  const choose = (chosen, target) => {
    const counts = filters.map(({ labels }) => labels.map(() => 0));
    let left = 0;
    for (const { section, link, entries } of years) {
      let isAny = false;
      for (const entry of entries) {
        // The filter that it fails: when it is the only one, other choices of that one would leave it.
        let failed = -1;
        let failures = 0;
        for (let n = 0; n < filters.length; n += 1) {
          if (chosen[n] === 0 || entry.has[n].includes(chosen[n])) continue;
          failed = n;
          failures += 1;
        }
        for (let n = 0; n < filters.length; n += 1) {
          if (failures === 0 || (failures === 1 && failed === n)) for (const at of entry.has[n]) counts[n][at] += 1;
        }
        const isShown = failures === 0 || entry.item === target;
        if (isShown !== entry.isShown) {
          entry.item.hidden = !isShown;
          entry.mark?.classList.toggle("is-left-out", !isShown);
        }
        entry.isShown = isShown;
        isAny ||= isShown;
        left += isShown;
      }
      section.hidden = !isAny;
      if (link) link.hidden = !isAny;
    }
    return { left, counts };
  };

  const asked = () => new URLSearchParams(location.search);
  const named = () => targeted()?.closest(".chronology .entry");

  // Shows what the address says. Values that don't occur here are no choice.
  const show = () => {
    const query = asked();
    const target = named();
    const wasHidden = target?.hidden;
    const chosen = filters.map(({ name, positions }) => positions.get(query.get(name)) ?? 0);
    const { left, counts } = choose(chosen, target);
    filters.forEach(({ select, labels }, n) => {
      labels.forEach((name, at) => {
        if (at === 0) return;
        const option = select.options[at];
        option.text = put(form.dataset.choice, { name, n: counts[n][at] });
        option.hidden = option.disabled = counts[n][at] === 0 && at !== chosen[n];
      });
      select.selectedIndex = chosen[n];
    });
    const choices = filters.flatMap(({ labels }, n) => (chosen[n] ? [labels[chosen[n]]] : []));
    const isFiltered = choices.length > 0;
    // A chronology that nobody has filtered needs no count.
    if (isFiltered || status.textContent) status.textContent = put(form.dataset.count, { n: left });
    clear.hidden = !isFiltered;
    // Paper holds what is shown, as somebody who chose expects; so it has to say that there is more.
    filtered.hidden = !isFiltered;
    const said = `${choices.join(" · ")} (${put(form.dataset.count, { n: left })})`;
    filtered.textContent = isFiltered ? put(filtered.dataset.filtered, { filters: said }) : "";
    if (wasHidden) target.scrollIntoView();
  };

  // Choices of one control in a row, as the arrow keys make them, are one step of the history.
  let stepOf;
  const ask = (control) => {
    const query = asked();
    for (const { name, select } of filters) {
      if (select.value) query.set(name, select.value);
      else query.delete(name);
    }
    const address = query.toString() ? `?${query}` : location.pathname;
    if (stepOf === control) history.replaceState(null, "", address);
    else history.pushState(null, "", address);
    stepOf = control;
    show();
  };

  form.addEventListener("change", (event) => ask(event.target));
  form.addEventListener("focusout", () => (stepOf = undefined));
  form.addEventListener("submit", (event) => event.preventDefault());
  clear.addEventListener("click", () => {
    for (const { select } of filters) select.selectedIndex = 0;
    ask(clear);
    // The button is gone; the keyboard goes on where choices are made.
    const [summary] = details.children;
    (summary.checkVisibility() ? summary : filters[0].select).focus();
  });
  addEventListener("popstate", show);
  show();
  if (!clear.hidden) {
    details.open = true;
    named()?.scrollIntoView();
  }
}
