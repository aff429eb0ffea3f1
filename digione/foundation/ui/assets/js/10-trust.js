// The page's only Trusted Types policy. htmx gets it, and loses the right to evaluate attributes.
const policy = window.trustedTypes
  ? trustedTypes.createPolicy("digione", { createHTML: (html) => html })
  : { createHTML: (html) => html };
const refuse = function () {
  throw new Error("attributes are not evaluated");
};
htmx.registerExtension("digione", {
  init: (api) => api.initSecurity({ createHTML: (html) => policy.createHTML(html), createScript: () => "" }, refuse, refuse),
});

const root = document.documentElement;
const all = (selector, inside = document) => [...inside.querySelectorAll(selector)];
const words = () => document.getElementById("texts")?.dataset ?? {};
const say = (text) => {
  const place = document.getElementById("announcer");
  if (place) place.textContent = text;
};
const filled = (text, values) => (text ?? "").replace(/\{(\w+)\}/g, (_, name) => values[name] ?? "");
const parsed = (html) => {
  const template = document.createElement("template");
  template.innerHTML = policy.createHTML(html);
  return template.content;
};
// The cookie's, which is new after signing in again in another tab; the page's own is old then.
const token = () => /(?:^|; )(?:__Host-)?csrftoken=([^;]+)/.exec(document.cookie)?.[1]
  ?? document.querySelector("[name=csrfmiddlewaretoken]")?.value ?? "";
const writing = (element) => element?.closest?.("input:not([type=radio], [type=checkbox]), textarea, select, [contenteditable]");
const ready = (start) => {
  if (document.readyState === "complete" || document.readyState === "interactive") start(document);
  else document.addEventListener("DOMContentLoaded", () => start(document));
  document.addEventListener("htmx:after:swap", () => start(document));
};

const toast = (text, bad = false) => {
  const box = document.createElement("div");
  box.className = "toast";
  box.setAttribute("role", bad ? "alert" : "status");
  if (bad) box.dataset.color = "danger";
  const line = document.createElement("p");
  line.textContent = text;
  box.append(line);
  // Whatever lies outside an open dialog is out of sight and reach.
  (document.querySelector("dialog[open]") ?? document.getElementById("toasts"))?.append(box);
  setTimeout(() => box.remove(), 8000);
};
