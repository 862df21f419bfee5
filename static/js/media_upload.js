/** The library's upload: files chosen or dropped are sent one after the other, each with its progress. */

import { hasFiles, sayShare, sendFile } from "./uploading.js";

export function mount(form) {
  const input = form.querySelector("input[type=file]");
  const list = form.querySelector("[data-progress]");

  async function send(files) {
    list.hidden = false;
    let isAllKept = true;
    for (const file of files) {
      const line = list.appendChild(document.createElement("li"));
      const name = line.appendChild(document.createElement("span"));
      const state = line.appendChild(document.createElement("span"));
      name.textContent = file.name;
      // Every share would be read aloud; only what became of it is.
      state.ariaHidden = "true";
      try {
        const { refused } = await sendFile(form.action, form.elements.csrf_token.value, file, (share) => {
          state.textContent = sayShare(form.dataset, share);
        });
        state.ariaHidden = "false";
        if (!refused.length) {
          state.textContent = "✓";
          continue;
        }
        name.textContent = "";
        state.textContent = refused.join(" ");
      } catch {
        state.ariaHidden = "false";
        state.textContent = form.dataset.failed;
      }
      state.className = "is-refused";
      isAllKept = false;
    }
    input.value = "";
    // What is refused stays to be read; the page is drawn anew with what is kept.
    if (isAllKept) location.reload();
  }

  form.addEventListener("submit", (event) => {
    if (!input.files.length) return;
    event.preventDefault();
    send([...input.files]);
  });
  form.addEventListener("dragover", (event) => {
    if (!hasFiles(event)) return;
    event.preventDefault();
    form.classList.add("is-over");
  });
  form.addEventListener("dragleave", () => form.classList.remove("is-over"));
  form.addEventListener("drop", (event) => {
    form.classList.remove("is-over");
    if (!hasFiles(event)) return;
    event.preventDefault();
    send([...event.dataTransfer.files]);
  });
}
