/* The picture that takes another's place is chosen in the picker; the plain list stays for whoever has no scripts. */
"use strict";

(() => {
  const place = document.querySelector("[data-replace]");
  const picker = window.khoborPicker;
  if (!place || !picker) return;
  const find = (name) => place.querySelector(`[data-replace-${name}]`);
  const select = place.querySelector("select");
  const choose = find("choose");
  find("plain").hidden = true;
  choose.hidden = false;
  for (const error of place.querySelectorAll("[data-replace-error]")) error.hidden = false;

  function show(picture) {
    if (![...select.options].some(({ value }) => value === String(picture.id))) select.append(new Option(picture.name, picture.id));
    select.value = picture.id;
    for (const name of ["image", "name", "credit"]) find(name).hidden = false;
    find("image").src = picture.thumbnail;
    find("image").alt = picture.alt;
    find("name").textContent = picture.name;
    find("credit").textContent = picture.credit;
  }

  choose.addEventListener("click", async () => {
    const [picture] = await picker.open();
    if (picture) show(picture);
    choose.focus();
  });
  if (place.classList.contains("is-wrong") && select.value) {
    khobor.pictures.one(select.value).then(({ json }) => json.picture && show(json.picture));
  } else {
    select.selectedIndex = -1; // nothing is chosen before somebody chooses
  }
})();
