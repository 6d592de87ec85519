/* What Streamlit's own page cannot be told from Python: navigation within the session, its last English words,
   and two keys that act without being asked. */
(() => {
  "use strict";
  const lang = document.documentElement.lang;

  // Calendars follow the browser's language; they should follow the page's.
  const locale = { da: "da-DK", en: "en-GB" }[lang];
  Object.defineProperty(navigator, "language", { get: () => locale });
  Object.defineProperty(navigator, "languages", { get: () => [locale] });

  // What is typed in a field is saved as it is left, also by a click that leads to another page: that waits for it.
  let unsaved = null, left = -Infinity;
  const forget = ({ target }) => { if (target === unsaved) unsaved = null; };
  addEventListener("input", ({ target }) => {
    unsaved = target.matches?.(".stMain :is(.stTextInput input, .stTextArea textarea)")
      && !target.closest("[class*=st-key-kept]") ? target : null;
  }, true);
  addEventListener("change", (event) => { forget(event); left = performance.now(); }, true);
  addEventListener("focusout", forget, true);
  addEventListener("keydown", (event) => { if (event.key === "Enter" && event.target.matches("input")) forget(event); }, true);
  // The save is over once a run has been seen and is no more; a slow browser may take a while to show that it began.
  // Who clicks again meanwhile goes there instead: one click waits at a time, and none overtakes it.
  let pending = null;
  const settle = (go, since, ran = false) => {
    const waited = performance.now() - since;
    const busy = !document.querySelector('.stApp[data-test-script-state="notRunning"]');
    const over = waited > 5000 || (!busy && (ran || waited > 700));
    pending = over ? null : setTimeout(settle, 50, go, since, ran || busy);
    if (over) go();
  };
  addEventListener("beforeunload", (event) => {
    if (!unsaved?.isConnected) return;
    unsaved.blur();
    event.preventDefault();
  });

  // A plain link, and still the same session: Streamlit answers popstate over the connection it has.
  const connected = () => document.querySelector('.stApp[data-test-connection-state="CONNECTED"]');
  const lead = (link) => {
    if (link.href !== location.href) history.pushState({}, "", link.href);
    dispatchEvent(new PopStateEvent("popstate", { state: {} }));
    const main = document.querySelector(".stMain");
    main?.scrollTo(0, 0);
    main?.focus({ preventScroll: true });
  };
  addEventListener("click", (event) => {
    const link = event.target.closest?.("a[href]");
    const another = event.button || event.ctrlKey || event.metaKey || event.shiftKey || event.altKey;
    if (!link || another || event.defaultPrevented || link.origin !== location.origin) return;
    if (link.target || link.hasAttribute("download")) return;
    const within = link.matches("[data-nav]") && connected();
    const saving = connected() && (pending !== null || performance.now() - left < 1000);
    clearTimeout(pending);
    pending = null;
    if (!within && !saving) return;
    event.preventDefault();
    const go = () => (within ? lead(link) : location.assign(link.href));
    if (saving) settle(go, performance.now());
    else go();
  });

  // The language links lead to what is shown now; a filter may have changed the address since they were drawn.
  const refresh = (event) => {
    const link = event.target.closest?.("a[hreflang]");
    if (!link) return;
    const query = new URLSearchParams(location.search);
    if (link.hreflang === "da") query.delete("lang"); else query.set("lang", link.hreflang);
    link.search = query.toString();
  };
  ["pointerdown", "focusin", "click"].forEach((name) => addEventListener(name, refresh, true));

  // A date typed in full is committed when the focus leaves the field; a reader expects Enter to do it.
  addEventListener("keydown", (event) => {
    const dated = event.key === "Enter" && event.target.closest?.("[data-testid=stDateInput]");
    if (dated) document.querySelector(".stMain")?.focus({ preventScroll: true });
  }, true);

  // What is typed in the editor is kept while it is typed. Streamlit waits with a long text until the focus leaves it or
  // Ctrl+Enter is pressed: press it after a pause.
  const pauses = new WeakMap();
  addEventListener("input", ({ target }) => {
    if (!target.matches?.("[class*=st-key-kept] textarea")) return;
    clearTimeout(pauses.get(target));
    const press = () => target.dispatchEvent(
      new KeyboardEvent("keydown", { key: "Enter", ctrlKey: true, bubbles: true }));
    pauses.set(target, setTimeout(press, 1000));
  }, true);

  // A field is switched off while the server is away, and Streamlit never learns that it was left; and a server that was
  // started anew passes over what is sent of a part of the page before it has drawn it. So once the page has been drawn
  // again, lead back to the field, have it left once, and have everything sent.
  let typed = null, lost = false;
  addEventListener("input", ({ target }) => { typed = target; }, true);
  addEventListener("focusout", ({ target }) => { if (target === typed && !target.disabled && !lost) typed = null; }, true);
  new MutationObserver((changes) => {
    if (!connected()) lost = true;
    else if (lost && changes.some(({ oldValue }) => oldValue === "running")) {
      const [field, here] = [typed, document.activeElement];
      [typed, lost] = [null, false];
      if (!field) return;
      field.focus();
      field.blur();
      (here?.matches("input, textarea") ? here : field).focus();
      document.body.dispatchEvent(new KeyboardEvent("keydown", { key: "r", keyCode: 82, bubbles: true }));
    }
  }).observe(document.documentElement, {
    attributeFilter: ["data-test-connection-state", "data-test-script-state"], attributeOldValue: true, subtree: true,
  });

  // Brought into view, once for each time it is drawn: what came of a form, which stands above it while the button is
  // below; and in the menu, which is pulled aside on a narrow screen, the page one reads.
  const shows = {
    "[data-look]": (said) => said.scrollIntoView({ block: "center" }),
    ".m-menu [aria-current]": (here) => {
      const list = here.closest("ul");
      list.scrollLeft = here.offsetLeft - list.offsetLeft - (list.clientWidth - here.offsetWidth) / 2;
    },
  };
  new MutationObserver(() => {
    for (const [selector, show] of Object.entries(shows)) {
      const drawn = document.querySelector(`${selector}:not([data-seen])`);
      if (!drawn) continue;
      drawn.dataset.seen = "";
      show(drawn);
    }
  }).observe(document.documentElement, { childList: true, subtree: true });

  // A file that is too large is told of before it is sent; the door for files refuses it all the same.
  addEventListener("change", (event) => {
    const form = event.target.type === "file" && event.target.closest("form[data-largest]");
    if (!form) return;
    const [file] = event.target.files;
    event.target.setCustomValidity(file && file.size > Number(form.dataset.largest) ? form.dataset.larger : "");
    event.target.reportValidity();
  }, true);

  // What stands in for the page until it is there, see service/first_view.py.
  const ARRIVED = ".stMain :is([data-testid=stHtml], .stMarkdown, .stAlert, .stButton)";
  const arrival = new MutationObserver(() => {
    if (!document.querySelector(ARRIVED)) return;
    document.getElementById("m-first")?.remove();
    document.getElementById("root")?.removeAttribute("aria-busy");
    arrival.disconnect();
  });
  arrival.observe(document.documentElement, { childList: true, subtree: true });

  // A chart keeps the width of the screen on paper: fit it between the margins.
  const paper = 658; // 174 mm in CSS pixels
  const charts = () => document.querySelectorAll(".js-plotly-plot");
  addEventListener("beforeprint", () => charts().forEach((chart) => {
    chart.style.zoom = Math.min(1, paper / chart.offsetWidth);
  }));
  addEventListener("afterprint", () => charts().forEach((chart) => { chart.style.zoom = ""; }));

  // At a meeting a key does what the link that names it does, and some lead on to a field. Never while somebody types,
  // or where a control or a list that scrolls has keys of its own.
  const OWN_KEYS = "input, textarea, select, [contenteditable=true], [role=textbox], [role=combobox], [role=radio], "
    + "[role=tab], [role=slider], [role=dialog], [role=listbox], .m-scroll";
  const WRITTEN = "[class*=st-key-m-write] input[type=text]:not([role=combobox])";
  const CHOSEN = "[class*=st-key-m-write] input[role=combobox]";
  // An arrow goes on from where the one before leads: the page may be on its way there, and the address may wait for
  // what was typed to be saved. So each press counts.
  const STEPS = { ArrowLeft: -1, ArrowRight: 1 };
  const place = (address) => new URL(address).searchParams.get("at") ?? "start";
  let heading = null;
  const turn = (by) => {
    const links = [...document.querySelectorAll(".m-agenda li:not(.m-quiet) > a")];
    if (heading && performance.now() - heading.since > 6000) heading = null;
    const here = links.findIndex(({ href }) => place(href) === (heading?.at ?? place(location.href)));
    const next = here < 0 ? null : links[here + by];
    if (next) heading = { at: place(next.href), since: performance.now() };
    return next;
  };
  addEventListener("popstate", () => { if (heading?.at === place(location.href)) heading = null; });
  addEventListener("pointerdown", () => { heading = null; });
  // What is typed before the field is there goes into it, once it is.
  let early = null;
  const enter = (selector, since = performance.now()) => {
    const field = document.querySelector(`${selector} input[type=text]`);
    early ??= "";
    if (!field && performance.now() - since < 5000) return setTimeout(enter, 50, selector, since);
    const [said, ...more] = early.split("\n");
    early = null;
    field?.focus();
    if (field && said) document.execCommand("insertText", false, said);
    if (field && more.length) goOn(field, true);
  };
  // A form is drawn from its top: until its button is there, what stands below a field may be of the form before.
  const goOn = (field, leave = false, since = performance.now()) => {
    const key = [...field.closest(".stElementContainer")?.classList ?? []].find((name) => name.startsWith("st-key-"));
    const line = key?.replace(/[^-]+$/, "");
    const button = document.querySelector(`.${line}add button`);
    if (!button) return key && performance.now() - since < 5000 && setTimeout(goOn, 50, field, leave, since);
    if (leave) field.blur();
    const fields = [...document.querySelectorAll(`[class*=${line}] input[type=text]:not([role=combobox])`)];
    const next = fields.slice(fields.indexOf(field) + 1).find(({ value }) => !value);
    if (next) return next.focus();
    setTimeout(() => {
      button.click();
      beginAnew(line, document.activeElement);
    });
  };
  // Once a line is added its fields are empty, and the next one begins with the first; one with a fault stays as it is.
  const beginAnew = (line, left, since = performance.now()) => {
    const first = document.querySelector(`[class*=${line}] input[type=text]:not([role=combobox])`);
    if (![left, document.body].includes(document.activeElement) || performance.now() - since > 5000) return;
    if (!first || first.value) setTimeout(beginAnew, 50, line, left, since);
    else first.focus();
  };
  addEventListener("keydown", (event) => {
    if (early === null || event.ctrlKey || event.metaKey || event.altKey) return;
    if (event.key.length === 1) early += event.key;
    else if (event.key === "Enter") early += "\n";
    event.preventDefault();
    event.stopImmediatePropagation();
  }, true);
  addEventListener("click", ({ target }) => {
    const link = target.closest?.("a[data-field]");
    if (link) enter(link.dataset.field);
  });
  addEventListener("keydown", (event) => {
    if (event.ctrlKey || event.metaKey || event.altKey || event.repeat || event.target.closest?.(OWN_KEYS)) return;
    const named = [...document.querySelectorAll("[data-key]")]
      .find(({ dataset }) => dataset.key.toLowerCase() === event.key.toLowerCase());
    if (!named) return;
    event.preventDefault();
    ((event.key in STEPS && turn(STEPS[event.key])) || named).click();
  });
  // Enter leads through the empty fields of a line and then adds it; Escape leaves the field with what is written there.
  addEventListener("keydown", (event) => {
    if (!event.target.matches?.(WRITTEN)) return;
    if (event.key === "Escape") {
      event.target.blur();
      document.querySelector(".stMain")?.focus({ preventScroll: true });
    } else if (event.key === "Enter") goOn(event.target);
  });

  // A choice keeps Enter to itself while its list is open; closed it goes on as a field does, before the list opens.
  addEventListener("keydown", (event) => {
    const closed = event.key === "Enter" && event.target.matches?.(CHOSEN) && event.target.ariaExpanded !== "true";
    if (!closed) return;
    event.preventDefault();
    event.stopImmediatePropagation();
    goOn(event.target);
  }, true);

  // Streamlit reruns on "r" and clears its cache on "c", wherever the focus is.
  addEventListener("keydown", (event) => {
    if (!event.isTrusted) return;
    const typing = event.target.closest?.("input, textarea, select, [contenteditable=true], [role=textbox]");
    const modified = event.ctrlKey || event.metaKey || event.altKey;
    if (!typing && !modified && ["r", "c"].includes(event.key.toLowerCase())) event.stopImmediatePropagation();
  }, true);

  const words = { da: {
    "About": "Om Målstreg",
    "Add files": "Tilføj filer",
    "App pages": "Sider",
    "Cancel": "Annullér",
    "Choose date": "Vælg dato",
    "Clear all": "Ryd alt",
    "Clear date": "Ryd dato",
    "Clear value": "Ryd",
    "Close": "Luk",
    "Connecting": "Forbinder",
    "Connecting to Streamlit server": "Forbinder til serveren",
    "Connection error": "Forbindelsen er afbrudt",
    "Copied": "Kopieret",
    "Copy": "Kopiér",
    "Dark": "Mørkt",
    "Download as CSV": "Hent som CSV",
    "Error": "Fejl",
    "Failed to generate file for download":
      "Filen blev ikke hentet, for det kunne ikke skrives i revisionssporet. Log på igen, eller prøv om lidt.",
    "Fullscreen": "Fuld skærm",
    "Close fullscreen": "Luk fuld skærm",
    "Light": "Lyst",
    "Link to heading": "Link til overskriften",
    "Main menu": "Menu",
    "Next month": "Næste måned",
    "No results": "Ingen resultater",
    "Notifications": "Meddelelser",
    "Open": "Åbn",
    "Page not found": "Siden findes ikke",
    "Previous month": "Forrige måned",
    "Print": "Udskriv",
    "Reconnected to server.": "Forbindelsen er genoprettet.",
    "Running...": "Arbejder",
    "Search": "Søg",
    "Selected values": "Valgt",
    "Show/hide columns": "Vis eller skjul kolonner",
    "Skip to main content": "Gå til indholdet",
    "Stop": "Stop",
    "System": "Som computeren",
    "Theme": "Udseende",
    "The page that you have requested does not seem to exist. Running the app's main page.":
      "Adressen fører ikke til nogen side i Målstreg. Her vises overblikket.",
    "Upload": "Vælg fil",
    "yyyy": "åååå",
    "Use arrow keys to navigate dates. Enter to select. Escape to close.":
      "Skift dag med piletasterne. Vælg med Enter. Luk med Escape.",
  }, en: {
    "Failed to generate file for download":
      "The file was not fetched, for that could not be put on record. Sign in again, or try again later.",
  } }[lang];

  // Streamlit says in several ways that the server does not answer, some of them to whoever writes programs.
  const unanswered = /^(Streamlit server is not responding|Is Streamlit still running|Connection timed out|Connection failed|Cannot connect to Streamlit)/;
  const waiting = {
    da: "Serveren svarer ikke lige nu. Siden prøver selv igen og fortsætter, når den svarer. Det, du har skrevet, står her stadig, men er ikke gemt. Hent ikke siden igen, for så forsvinder det.",
    en: "The server is not answering just now. The page tries again and goes on once it answers. What you have typed is still here, but is not saved. Do not reload the page, for then it is gone.",
  }[lang];

  // The parts of a date are named by Streamlit's own language whatever the browser's is.
  const parts = { day: "dag", month: "måned", year: "år" };
  const month = (name, place) => [name, new Date(2000, place).toLocaleDateString(locale, { month: "long" })];
  const months = Object.fromEntries(("January February March April May June July August September October November " +
    "December").split(" ").map(month));
  const phrase = (text) => words[text]
    ?? (unanswered.test(text) ? waiting : lang === "da" ? danish(text) : text);
  const danish = (text) => text.replace(/^(day|month|year), /, (_, part) => `${parts[part]}, `)
    .replace(/^(\d\d) – (\w+)$/, (_, number, name) => `${number} – ${months[name] ?? name}`)
    .replace(/^Choose date, /, "Vælg dato, ")
    .replace(/^Remove (?=\S)/, "Fjern ")
    .replace(/^Help for /, "Hjælp til ")
    .replace(/^Empty$/, "tom");

  const ATTRIBUTES = ["aria-label", "aria-valuetext", "title", "placeholder"];
  const OURS = "[data-testid=stHtml], [data-testid=stMarkdownContainer], .js-plotly-plot, input, textarea, style";
  const put = (text, write) => {
    const found = text && phrase(text.trim());
    if (found && found !== text.trim()) write(found);
  };
  const translate = (root) => {
    if (root.nodeType === Node.TEXT_NODE) {
      if (!root.parentElement?.closest(OURS)) put(root.data, (text) => { root.data = text; });
      return;
    }
    if (root.nodeType !== Node.ELEMENT_NODE || root.closest("[data-testid=stHtml]")) return;
    for (const element of [root, ...root.querySelectorAll(ATTRIBUTES.map((name) => `[${name}]`))]) {
      for (const name of ATTRIBUTES) put(element.getAttribute(name), (text) => element.setAttribute(name, text));
    }
    const walker = document.createTreeWalker(root, NodeFilter.SHOW_TEXT);
    while (walker.nextNode()) translate(walker.currentNode);
  };
  const observer = new MutationObserver((changes) => {
    for (const { type, target, addedNodes } of changes) {
      if (type === "childList") addedNodes.forEach(translate);
      else translate(target);
    }
  });
  observer.observe(document.documentElement, {
    attributeFilter: ATTRIBUTES, characterData: true, childList: true, subtree: true,
  });
})();
