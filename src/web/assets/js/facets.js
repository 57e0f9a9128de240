// Long lists of values: a field above the list leaves the values that hold what is typed.

for (const list of document.querySelectorAll("ul[data-sift]")) {
  const field = document.createElement("input");
  field.type = "search";
  field.className = "sift";
  field.autocomplete = "off";
  field.placeholder = "查找";
  field.setAttribute("aria-label", `在“${list.dataset.sift}”中查找`);
  field.addEventListener("input", () => sift(list, field.value.trim().toLowerCase()));
  list.before(field);
}

/** Shows the values that hold a text, and the ones above them in a tree. */
function sift(list, text) {
  const above = [];
  for (const item of list.children) {
    const depth = Number(item.className.replace("depth-", ""));
    above.length = depth;
    const holds = item.textContent.toLowerCase().includes(text);
    item.hidden = !holds;
    if (holds) above.forEach((parent) => (parent.hidden = false));
    above[depth] = item;
  }
}
