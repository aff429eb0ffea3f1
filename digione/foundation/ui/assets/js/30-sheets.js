// Sheets: a dialog that stands in the page, or another page's content laid into the common one.
const openSheet = (sheet, opener) => {
  sheet.addEventListener("close", () => opener?.focus(), { once: true });
  sheet.showModal();
};

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
