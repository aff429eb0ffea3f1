// The register: every mark is posted at its tap. What cannot be sent waits in this page, in memory
// only, is counted aloud and sent under the same key when the connection returns. It belongs to
// who opened the page: while another account is signed in, it is neither sent nor shown.
const marks = { waiting: new Map(), sending: null, again: null, pause: 0, timer: 0 };
const offline = () => root.classList.contains("is-offline");
const anothers = () => root.classList.contains("is-anothers");
const ends = new Set([408, 425, 429, 500, 502, 503, 504]);
const longestPause = 30000;

const rowOf = (element) => element.closest?.("[data-marks] [data-learner]");
// What was seen stands in the row as well, with the same values.
const radioOf = (row, mark) => row.querySelector(`[type=radio][value="${CSS.escape(mark)}"]`);
const markOf = (row) => row.querySelector("[type=radio]:checked")?.value ?? "present";
const tones = { present: "neutral", late: "warning", absent: "danger", elsewhere: "info" };

const shown = (row) => {
  const mark = markOf(row);
  row.dataset.mark = mark;
  row.dataset.color = mark === "absent" && "reported" in row.dataset ? "info" : tones[mark];
  const form = row.closest("[data-marks]");
  for (const place of all("[data-count]")) {
    place.textContent = all(`[data-mark="${CSS.escape(place.dataset.count)}"]`, form).length;
  }
};

const state = (row, value) => {
  if (value) row.dataset.state = value;
  else delete row.dataset.state;
};

const counted = () => {
  const learners = new Set(marks.waiting.keys());
  for (const tried of [marks.again, marks.sending]) if (tried) learners.add(tried.learner);
  const number = offline() && !anothers() ? learners.size : 0;
  const text = number === 1 ? words().waitingOne : filled(words().waitingMany, { count: number });
  for (const bar of all("[data-save-bar]")) {
    const before = bar.hasAttribute("data-waiting");
    bar.toggleAttribute("data-waiting", number > 0);
    const place = bar.querySelector("[data-waiting-text]");
    if (place) place.textContent = number ? text : "";
    if (number && !before) say(`${text}. ${words().offline ?? ""}`);
    if (!number && before) say(words().sent ?? "");
  }
};

const saved = (bars) => {
  const now = new Date();
  const between = words().locale === "en" ? ":" : ".";
  const time = `${now.getHours()}${between}${String(now.getMinutes()).padStart(2, "0")}`;
  for (const bar of bars) bar.textContent = filled(words().saved, { time });
};

const taken = (row) => {
  const form = row.closest("[data-marks]");
  const data = new FormData(form);
  const learner = row.dataset.learner;
  const fields = [...data].filter(([name]) => !/^(mark|minutes|seen)-|^(once|save|taken|csrfmiddlewaretoken)$/.test(name));
  const mark = markOf(row);
  const body = new URLSearchParams([...fields, ["learner", learner], ["mark", mark]]);
  if (mark === "late") body.set("minutes", row.querySelector("input[type=number]")?.value ?? "");
  const seen = row.querySelector("[name^=seen-]");
  if (seen) body.set("seen", seen.value);
  body.set("once", crypto.randomUUID());
  return { url: form.dataset.marks, owner: form.dataset.owner, learner, mark, body, row };
};

// Minutes since the lesson began, when it is going on: the likeliest answer, open to correction.
const guessed = (row) => {
  const place = row.querySelector("input[type=number]");
  const began = Date.parse(row.closest("[data-marks]").dataset.start ?? "");
  const minutes = Math.round((Date.now() - began) / 60000);
  if (markOf(row) === "late" && place && !place.value && minutes > 0 && minutes <= 90) place.value = minutes;
};

const put = (row, wait = 0) => {
  guessed(row);
  shown(row);
  // Of a learner's marks that were never tried only the newest is sent: it says all that they said.
  marks.waiting.delete(row.dataset.learner);
  marks.waiting.set(row.dataset.learner, taken(row));
  state(row, "waiting");
  counted();
  setTimeout(send, wait);
};

// Whoever signed in after the page was opened sees neither the class nor what waits.
const cover = (covered) => {
  if (covered === anothers()) return;
  root.classList.toggle("is-anothers", covered);
  for (const main of all("main")) {
    main.inert = covered;
    main.classList.toggle("vh", covered);
    document.getElementById("anothers")?.remove();
    if (!covered) continue;
    const why = document.createElement("p");
    why.id = "anothers";
    why.className = "card narrow";
    why.textContent = words().others;
    main.before(why);
  }
  if (covered) toast(words().others, true);
};

// A mark that was tried may have arrived: it is tried again first, under its own key.
const later = (mark) => {
  marks.sending = null;
  marks.again = mark;
  marks.pause = Math.min(marks.pause * 2 || 1000, longestPause);
  clearTimeout(marks.timer);
  marks.timer = setTimeout(send, marks.pause);
  root.classList.add("is-offline");
  counted();
};

const refusal = (answer, type) => {
  if (type.includes("plain")) return answer;
  if (!type.includes("json")) return words().failed;
  const problem = JSON.parse(answer);
  return problem.detail ?? problem.title ?? words().failed;
};

const settled = (mark, status, type, answer) => {
  marks.pause = 0;
  root.classList.remove("is-offline");
  cover(false);
  for (const button of all("[data-save-bar] [name=taken]")) button.hidden ||= status < 300;
  const row = document.getElementById(mark.row.id) ?? mark.row;
  if (status < 300) {
    if (!marks.waiting.has(mark.learner)) state(row, "");
    row.dataset.confirmed = mark.mark;
    if (type.includes("html")) laid(answer);
    saved(all("[data-save-bar] [data-saved]"));
  } else if (status === 409 && type.includes("html")) {
    // Somebody else was first: the row shows both marks, and one tap more decides.
    marks.waiting.delete(mark.learner);
    laid(answer);
    const text = document.querySelector(`#${CSS.escape(row.id)} .nt`)?.textContent;
    if (text) toast(text, true);
  } else {
    state(row, "failed");
    const back = radioOf(row, row.dataset.confirmed ?? "present");
    if (back && !marks.waiting.has(mark.learner)) back.checked = true;
    shown(row);
    toast(filled(words().refused, { reason: refusal(answer, type) }), true);
  }
  marks.sending = null;
  counted();
  send();
};

// The next mark of the row builds on the one just saved, and does not quarrel with it.
const follow = (newer, old, fresh) => {
  const [before, now] = [old, fresh].map((row) => row.querySelector("[name^=seen-]"));
  if (!before || !now) return;
  before.value = now.value;
  newer.body.set("seen", now.value);
};

// Elements of the answer take the place of those with the same id; a row with a newer mark stays.
const laid = (html) => {
  for (const fresh of [...parsed(html).children].filter((element) => element.id)) {
    const old = document.getElementById(fresh.id);
    const newer = old?.dataset.learner && marks.waiting.get(old.dataset.learner);
    if (newer) follow(newer, old, fresh);
    if (!old || newer) continue;
    const focused = old.contains(document.activeElement) && document.activeElement;
    old.replaceWith(fresh);
    htmx.process(fresh);
    const same = focused && `[name="${CSS.escape(focused.name)}"]`;
    if (same) (fresh.querySelector(`${same}:checked`) ?? fresh.querySelector(same))?.focus();
    if (fresh.dataset.learner) fresh.dataset.confirmed = fresh.dataset.mark;
  }
};

const posted = (mark) =>
  fetch(mark.url, {
    method: "POST",
    body: mark.body,
    redirect: "manual",
    keepalive: true,
    headers: { "X-CSRFToken": token(), ...(mark.owner && { "X-Owner": mark.owner }), "Idempotency-Key": mark.body.get("once"), "HX-Request": "true", Accept: "application/json, text/html" },
  });

const send = async () => {
  if (marks.sending) return;
  const mark = marks.again ?? marks.waiting.values().next().value;
  if (!mark) return counted();
  if (mark === marks.again) marks.again = null;
  else marks.waiting.delete(mark.learner);
  marks.sending = mark;
  let answer, text;
  try {
    answer = await posted(mark);
    text = await answer.text();
  } catch {
    return later(mark);
  }
  const signedOut = answer.type === "opaqueredirect" || answer.status === 401;
  if (signedOut && !offline()) toast(words().signedOut, true);
  if (answer.headers.get("X-Owner")) {
    later(mark);
    return cover(true);
  }
  if (signedOut || ends.has(answer.status)) return later(mark);
  return settled(mark, answer.status, answer.headers.get("Content-Type") ?? "", text);
};

window.addEventListener("online", () => {
  clearTimeout(marks.timer);
  marks.pause = 0;
  send();
});
window.addEventListener("beforeunload", (event) => {
  if (offline() && (marks.waiting.size || marks.again || marks.sending)) event.preventDefault();
});
// Leaving faster than the marks were sent: the browser finishes these posts by itself.
window.addEventListener("pagehide", () => {
  for (const mark of [marks.again, ...marks.waiting.values()]) if (mark) posted(mark);
  marks.waiting.clear();
  marks.again = null;
});

let stepped = false;
document.addEventListener("change", (event) => {
  const row = rowOf(event.target);
  if (row) put(row, stepped ? 400 : 0);
  stepped = false;
});

const keys = { p: "present", m: "late", x: "absent", e: "elsewhere" };
document.addEventListener("keydown", (event) => {
  const row = rowOf(event.target);
  stepped = false;
  if (!row || event.ctrlKey || event.metaKey || event.altKey || writing(event.target)) return;
  const value = keys[event.key.toLowerCase()];
  const step = { ArrowDown: 1, ArrowUp: -1, Home: -1e6, End: 1e6 }[event.key];
  if (value) {
    const radio = radioOf(row, value);
    event.preventDefault();
    radio.focus();
    if (!radio.checked) radio.click();
  } else if (step) {
    const rows = all("[data-learner]", row.closest("[data-marks]"));
    const next = rows[Math.max(0, Math.min(rows.length - 1, rows.indexOf(row) + step))];
    event.preventDefault();
    next.querySelector(":checked")?.focus();
  } else stepped = event.key.startsWith("Arrow");
});

ready((page) => {
  for (const form of all("form[data-marks]:not([data-live])", page)) {
    form.dataset.live = "1";
    for (const row of all("[data-learner]", form)) row.dataset.confirmed = markOf(row);
  }
});
