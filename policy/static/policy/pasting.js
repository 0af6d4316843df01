/* Pastes a whole policy with its numbers: the server writes the HTML of the clipboard as lines of text. */
(() => {
  "use strict";
  const said = document.getElementById("pasting-said");

  const insert = (field, text) => {
    field.setRangeText(text, field.selectionStart, field.selectionEnd, "end");
    field.dispatchEvent(new Event("input", { bubbles: true }));
  };

  const say = (sentences) => {
    said.textContent = sentences.join(" ");
    said.hidden = !sentences.length;
  };

  const read = async (field, html, plain) => {
    const data = new FormData();
    data.append("csrfmiddlewaretoken", field.form.elements.csrfmiddlewaretoken.value);
    data.append("go", "read");
    data.append("html", html);
    try {
      const response = await fetch(field.form.action, { method: "POST", body: data });
      if (!response.ok) throw new Error(String(response.status));
      const answer = await response.json();
      insert(field, answer.text || plain);
      say(answer.left_out);
    } catch {
      insert(field, plain);
      say([said.dataset.failed]);
    }
  };

  document.querySelectorAll("textarea[name^='text_']").forEach((field) => {
    field.addEventListener("paste", (event) => {
      const html = event.clipboardData.getData("text/html");
      if (!html) return;
      event.preventDefault();
      read(field, html, event.clipboardData.getData("text/plain"));
    });
  });
})();
