/* The fields speak the story's language as soon as it is chosen: spelling checkers and screen readers follow `lang`. */
"use strict";

{
  const select = document.getElementById("id_language");
  const follow = () => {
    for (const field of select.form.querySelectorAll("input[lang], textarea[lang]")) {
      if (!field.closest("[data-topics]")) field.lang = select.value;
    }
  };
  select?.addEventListener("change", follow);
  if (select) follow();
}
