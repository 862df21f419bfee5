/**
 * Pictures and files into a text: dropped, pasted or chosen, also from a phone's camera.
 *
 * A file is sent at once; meanwhile one goes on writing. What it shows is asked for beside the
 * text, and only then it is put where the cursor stands. Nothing is done to the text before.
 */

import { applyEdit } from "./editor_tools.js";
import { hasFiles, sayShare, sendFile } from "./uploading.js";

const PICTURE = /\.(jpe?g|png|webp|gif|svg)$/i;

/** Where the text begins, behind the lines between ---: nothing is ever put among those. */
function bodyStart(value) {
  return /^---\n[\s\S]*?\n---[ \t]*(\n|$)/.exec(value)?.[0].length ?? 0;
}

/** A line of its own for what is shown by itself; a link stands within the sentence. */
function editFor(text, markdown, words) {
  const { value } = text;
  const from = Math.max(text.selectionStart, bodyStart(value));
  const to = Math.max(text.selectionEnd, from);
  const said = words.replaceAll(/[[\]\n]/g, " ").trim();
  const put = markdown.replace("…", () => said);
  if (!put.startsWith("!")) return { from, to, put, select: [from + put.length, from + put.length] };
  const stop = value.indexOf("\n", to);
  const at = stop < 0 ? value.length : stop;
  const before = value.slice(0, at);
  const after = value.slice(at);
  const lead = !before || before.endsWith("\n\n") ? "" : before.endsWith("\n") ? "\n" : "\n\n";
  const tail = after.startsWith("\n\n") ? "" : after.startsWith("\n") ? "\n" : "\n\n";
  const end = at + lead.length + put.length + tail.length;
  return { from: at, to: at, put: lead + put + tail, select: [end, end] };
}

/** What of a paste is a picture alone; what also has words is for others to take. */
function pastedFiles(event) {
  const { files, types } = event.clipboardData ?? {};
  if (!files?.length || types.includes("text/plain") || types.includes("text/rtf")) return [];
  return [...files].map((file, index) => {
    const ending = file.type.split("/")[1]?.replace("jpeg", "jpg") ?? "";
    const isNamed = file.name && !/^image\.\w+$/.test(file.name);
    return isNamed ? file : new File([file], `pasted-${Date.now()}-${index}.${ending}`, { type: file.type });
  });
}

export function mount(place) {
  const editor = place.closest(".editor");
  const text = editor.querySelector("textarea");
  const list = place.querySelector("[data-uploads]");
  const input = place.querySelector("[data-files]");
  const choose = place.querySelector("[data-choose]");
  let count = 0;

  function open(file) {
    const card = place.querySelector("template").content.firstElementChild.cloneNode(true);
    const find = (name) => card.querySelector(`[data-${name}]`);
    const thumb = card.querySelector(".media-thumb");
    const words = find("words");
    count += 1;
    words.id = `upload-words-${count}`;
    find("label").htmlFor = words.id;
    find("name").textContent = file.name;
    if (PICTURE.test(file.name) && file.size < 30e6) {
      const reader = new FileReader();
      reader.addEventListener("load", () => {
        const picture = thumb.appendChild(new Image());
        picture.alt = "";
        picture.src = reader.result;
      });
      reader.readAsDataURL(file);
    } else {
      thumb.textContent = file.name.split(".").pop().toUpperCase().slice(0, 4);
    }
    find("close").addEventListener("click", () => {
      card.remove();
      text.focus();
    });
    list.append(card);
    return { card, find, words };
  }

  function ask({ card, find, words }, kept) {
    const name = kept.name.replace("media/", "");
    find("state").textContent = name === find("name").textContent ? "" : name;
    if (!kept.markdown) return;
    const insert = find("insert");
    find("asks").hidden = false;
    insert.hidden = false;
    function put() {
      if (!words.value.trim()) return words.focus();
      if (text.readOnly) return text.focus();
      applyEdit(text, editFor(text, kept.markdown, words.value));
      card.remove();
      return text.focus();
    }
    insert.addEventListener("click", put);
    words.addEventListener("keydown", (event) => {
      if (event.key !== "Enter" || event.isComposing) return;
      event.preventDefault();
      put();
    });
    // Whoever went on writing, there or here, is not taken away from it.
    if (!document.activeElement?.matches("textarea, [data-words]")) words.focus();
  }

  async function take(files) {
    for (const file of files) {
      const shown = open(file);
      const state = shown.find("state");
      try {
        const { files: kept, refused } = await sendFile(place.dataset.url, text.form.elements.csrf_token.value, file, (share) => {
          shown.find("bar").value = share;
          shown.find("share").textContent = sayShare(place.dataset, share);
        });
        if (refused.length) state.textContent = refused.join(" ");
        if (kept.length) ask(shown, kept[0]);
      } catch {
        state.textContent = place.dataset.failed;
      }
      shown.find("bar").hidden = true;
      shown.find("share").textContent = "";
    }
  }

  choose.hidden = false;
  choose.addEventListener("click", () => input.click());
  input.addEventListener("change", () => {
    take([...input.files]);
    input.value = "";
  });
  // Before others see it: a picture alone is ours, everything else is theirs.
  text.addEventListener(
    "paste",
    (event) => {
      const files = pastedFiles(event);
      if (!files.length) return;
      event.preventDefault();
      event.stopImmediatePropagation();
      take(files);
    },
    true,
  );
  editor.addEventListener("dragover", (event) => {
    if (!hasFiles(event)) return;
    event.preventDefault();
    editor.classList.add("is-over");
  });
  editor.addEventListener("dragleave", () => editor.classList.remove("is-over"));
  editor.addEventListener("drop", (event) => {
    editor.classList.remove("is-over");
    if (!hasFiles(event)) return;
    event.preventDefault();
    take([...event.dataTransfer.files]);
  });
}
