/** Sending a file with word of how far it is; what the server keeps and what it refuses. */

function read(request) {
  try {
    return JSON.parse(request.responseText);
  } catch {
    return {};
  }
}

/**
 * Sends one file. `told(share)` is called with 0 to 1 on the way. Gives {files, refused}; refused
 * are sentences of the server's. Throws where no answer came.
 */
export function sendFile(url, token, file, told) {
  return new Promise((resolve, reject) => {
    const request = new XMLHttpRequest();
    const body = new FormData();
    body.set("csrf_token", token);
    body.append("files", file, file.name);
    request.upload.addEventListener("progress", (event) => {
      if (event.lengthComputable) told(event.loaded / event.total);
    });
    request.addEventListener("load", () => {
      const { files = [], refused = [], message } = read(request);
      if (!files.length && !refused.length && !message) return reject(new Error(request.status));
      return resolve({ files, refused: message ? [message] : refused });
    });
    request.addEventListener("error", () => reject(new Error("network")));
    request.open("POST", url);
    request.setRequestHeader("Accept", "application/json");
    request.send(body);
  });
}

/** Whether what is dragged over or dropped holds files of this device. */
export function hasFiles(event) {
  return [...(event.dataTransfer?.types ?? [])].includes("Files");
}

/** How far a file is, in the words of the page. */
export function sayShare({ sent, making }, share) {
  if (share >= 1) return making;
  const language = document.documentElement.lang || "vi";
  return sent.replace("{share}", share.toLocaleString(language, { style: "percent" }));
}
