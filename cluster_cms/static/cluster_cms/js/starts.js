// Starts Wagtail's widgets from what stands beside them as text, where Wagtail writes a script into the page.
(() => {
  const CLASSES = [
    "Chooser", "DocumentChooser", "ImageChooser", "InlinePanel", "MultipleChooserPanel", "PageChooser", "SnippetChooser",
  ];
  const FUNCTIONS = ["createTaskChooser", "initDateChooser", "initDateTimeChooser", "initTimeChooser"];
  const scripts = new Map();

  // Scripts that come with a part of a page: jQuery would run their text, which only 'unsafe-inline' allows.
  window.jQuery._evalUrl = (address) => {
    const url = new URL(address, document.baseURI).href;
    if (scripts.has(url) || [...document.scripts].some((script) => script.src === url && script.isConnected)) return;
    const script = Object.assign(document.createElement("script"), { src: url, async: false });
    scripts.set(url, new Promise((resolve) => { script.onload = script.onerror = resolve; }));
    document.head.append(script);
  };

  // Jcrop would find out about touch by setting an attribute of an event, which the policy stops.
  window.jQuery(() => {
    if (window.jQuery.Jcrop) window.jQuery.Jcrop.defaults.touchSupport = navigator.maxTouchPoints > 0;
  });

  class Start extends window.StimulusModule.Controller {
    static values = { field: String, name: String };

    async connect() {
      const { fieldValue, nameValue, element } = this;
      const options = JSON.parse(element.content.textContent);
      element.remove(); // once: a row that is dragged to another place is connected again
      await Promise.all(scripts.values());
      const values = fieldValue ? [fieldValue, options] : [options];
      if (CLASSES.includes(nameValue)) new window[nameValue](...values);
      if (FUNCTIONS.includes(nameValue)) window[nameValue](...values);
    }
  }
  window.wagtail.app.register("start", Start);
})();
