
for (const form of document.querySelectorAll("form.box")) {
  new Combobox(form, new URL("/", location.href));
}
