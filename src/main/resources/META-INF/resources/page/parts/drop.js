import { h } from "../core/dom.js";
import { t } from "../core/words.js";
import { icon } from "./icons.js";

/** A place for a file: dropped on it, or chosen by mouse or keyboard. */
export function dropPlace(take) {
  const input = h("input", {
    type: "file",
    id: "file",
    class: "hidden",
    onchange: () => input.files[0] && chosen(input, take),
  });
  const place = h(
    "label",
    { class: "drop", for: "file" },
    icon("records"),
    input,
    h("span", { class: "drop-title" }, t("drop.title")),
    h("span", { class: "button" }, t("drop.choose")),
    h("span", { class: "quiet small" }, t("drop.what")),
  );
  listen(place, take);
  return place;
}

/** The same file may be chosen again after it was mended. */
function chosen(input, take) {
  const [file] = input.files;
  input.value = "";
  take(file);
}

function listen(place, take) {
  const over = yes => event => {
    event.preventDefault();
    place.classList.toggle("over", yes);
  };
  place.addEventListener("dragenter", over(true));
  place.addEventListener("dragover", over(true));
  place.addEventListener("dragleave", over(false));
  place.addEventListener("drop", event => {
    over(false)(event);
    const [file] = event.dataTransfer.files;
    file && take(file);
  });
}
