// Sheets: a dialog that stands in the page, or another page's content laid into the common one.
// "Back" closes it: while it is open, the history has an entry more, which goes with it.
const inSheet = () => history.state?.sheet;
const openSheet = (sheet, opener) => {
  sheet.addEventListener("close", () => opener?.focus(), { once: true });
  if (!inSheet()) history.pushState({ sheet: true }, "");
  sheet.showModal();
};
const leaveSheet = () => inSheet() && history.back();
leaveSheet(); // loaded anew, the page has its sheet closed
document.addEventListener("close", (event) => event.target.matches("dialog.sheet") && leaveSheet(), true);
// Htmx takes up every step back, after which the browser would move the focus to the page's start.
window.navigation?.addEventListener("navigate", (event) => {
  if (inSheet() && event.navigationType === "traverse" && event.canIntercept) event.intercept({ focusReset: "manual" });
});
window.addEventListener("popstate", () => !inSheet() && document.querySelector("dialog.sheet[open]")?.close());

const fetchSheet = async (link) => {
  const sheet = document.getElementById("sheet");
  const place = sheet?.querySelector("[data-sheet-place]");
  if (!place) return location.assign(link.href);
  link.setAttribute("aria-busy", "true");
  try {
    const answer = await fetch(link.href, { headers: { "HX-Request": "true", "X-Sheet": "1" } });
    const content = answer.ok && !answer.redirected && parsed(await answer.text()).querySelector("[data-sheet-content]");
    if (!content) return location.assign(link.href);
    place.replaceChildren(content);
    htmx.process(place);
    all("form", place).forEach(showParts);
    openSheet(sheet, link);
  } catch {
    toast(words().failed, true);
  } finally {
    link.removeAttribute("aria-busy");
  }
};

document.addEventListener("click", (event) => {
  const opener = event.target.closest("[data-sheet]");
  const plain = event.button === 0 && !event.ctrlKey && !event.metaKey && !event.shiftKey;
  if (opener && plain) {
    const ready = opener.dataset.sheet && document.getElementById(opener.dataset.sheet);
    if (ready || opener.href) event.preventDefault();
    if (ready) openSheet(ready, opener);
    else if (opener.href) fetchSheet(opener);
  }
  const sheet = event.target.closest("dialog.sheet");
  if (sheet && (event.target === sheet || event.target.closest("[data-sheet-close]"))) sheet.close();
});
