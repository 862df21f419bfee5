/** Lets one see what one types, by a box that is of no use without scripts. */
export function mount(form) {
  const choice = form.querySelector("[data-show-password]");
  const fields = form.querySelectorAll("input[type=password]");
  choice.hidden = false;
  choice.querySelector("input").addEventListener("change", (event) => {
    fields.forEach((field) => {
      field.type = event.target.checked ? "text" : "password";
    });
  });
}
