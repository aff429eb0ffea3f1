// A form is sent once: further presses do nothing until the answer, or until the page is shown again.
document.addEventListener("submit", (event) => {
  const form = event.target;
  if (event.defaultPrevented || form.method === "get" || form.method === "dialog") return;
  if (form.dataset.sending) {
    event.preventDefault();
    event.stopImmediatePropagation();
    return;
  }
  if (!navigator.onLine && !form.dataset.reached) {
    event.preventDefault();
    event.stopImmediatePropagation();
    return void reached(form, event.submitter);
  }
  delete form.dataset.reached;
  form.dataset.sending = "1";
  for (const button of all("button:not([type=button])", form)) button.setAttribute("aria-disabled", "true");
  // A form that htmx sends answers in the page; the browser's own post leaves it.
  if (form.hasAttribute("data-scheme-choice")) setTimeout(() => freed(form), 400);
}, true);

// A post without a connection would leave the page, and what is filled in, for the browser's own
// page. Our server may still be there where the browser sees no network: on this very computer.
const reached = async (form, submitter) => {
  try {
    await fetch("/healthz", { cache: "no-store" });
  } catch {
    return toast(words().unsent, true);
  }
  form.dataset.reached = "1";
  form.requestSubmit(submitter);
};

const freed = (form) => {
  delete form.dataset.sending;
  for (const button of all("[aria-disabled]", form)) button.removeAttribute("aria-disabled");
};
const freeAll = () => all("form[data-sending]").forEach(freed);
window.addEventListener("pageshow", freeAll);
for (const name of ["htmx:after:swap", "htmx:finally:request", "htmx:error"]) document.addEventListener(name, freeAll);

// Light or dark acts at once; the post remembers it.
document.addEventListener("submit", (event) => {
  const form = event.target;
  const chosen = event.submitter?.value;
  if (!form.matches("[data-scheme-choice]") || !chosen) return;
  event.preventDefault();
  root.dataset.colorScheme = chosen;
  document.querySelector("meta[name=color-scheme]")?.setAttribute("content", chosen === "auto" ? "light dark" : chosen);
  for (const button of all("button", form)) button.setAttribute("aria-pressed", String(button === event.submitter));
  fetch(form.action, { method: "POST", redirect: "manual", body: new URLSearchParams([...new FormData(form), ["scheme", chosen]]) });
});

ready((page) => {
  for (const button of all("[data-print][hidden], [data-dismiss][hidden]", page)) button.hidden = false;
  for (const here of all(".lessons [aria-current]", page)) here.scrollIntoView({ inline: "center", block: "nearest" });
  const first = page.querySelector("[data-focus]:not([data-focused])");
  if (first) {
    first.dataset.focused = "1";
    first.focus();
  }
  for (const told of all("[data-announce]:not([data-told])", page)) {
    told.dataset.told = "1";
    say(told.dataset.announce);
  }
});

document.addEventListener("click", (event) => {
  if (event.target.closest("[data-print]")) print();
  event.target.closest("[data-dismiss]")?.closest(".toast")?.remove();
  for (const menu of all("details.menu[open]")) if (!menu.contains(event.target)) menu.open = false;
});

document.addEventListener("keydown", (event) => {
  if (event.key === "Escape") {
    for (const menu of all("details.menu[open]")) {
      menu.open = false;
      menu.querySelector("summary").focus();
    }
  }
  if (event.key === "/" && !writing(event.target) && !event.ctrlKey && !event.metaKey && !document.querySelector("dialog[open]")) {
    const search = document.querySelector("[data-search]");
    if (search) {
      event.preventDefault();
      search.focus();
    }
  }
});

// Parts of a form that belong to one answer: data-shown-if="when=part".
const showParts = (form) => {
  for (const part of all("[data-shown-if]", form)) {
    const [name, value] = part.dataset.shownIf.split("=");
    const chosen = all(`[name="${CSS.escape(name)}"]:checked, select[name="${CSS.escape(name)}"]`, form).map((field) => field.value);
    part.hidden = !chosen.includes(value);
    for (const field of all("input, select, textarea", part)) field.disabled = part.hidden;
  }
};
document.addEventListener("change", (event) => event.target.form && showParts(event.target.form));
ready((page) => all("form:has([data-shown-if])", page).forEach(showParts));

// A passkey that was refused or cancelled: allauth tells it, the page says it.
document.addEventListener("allauth.error", (event) => {
  event.preventDefault();
  toast(words().passkey, true);
});
