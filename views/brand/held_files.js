// Holds files that were chosen while the page had no connection, until it has one again.
//
// Android puts the browser away behind its file chooser, and the connection may end meanwhile. What is
// chosen before it is back finds Streamlit's uploader disabled, and would be dropped without a word.
(() => {
  const INPUT = 'input[type="file"][data-testid="stFileUploaderDropzoneInput"]';
  const [EVERY_MS, AT_REST_MS] = [200, 1000];
  let held = null; // the files, their page, what kinds its uploader takes, and since when it takes them again
  let timer = null;

  const isDisabled = (input) => input.closest("[aria-disabled]")?.ariaDisabled === "true";

  const letGo = () => {
    clearInterval(timer);
    held = null;
  };

  const giveBack = () => {
    if (location.pathname !== held.page) return letGo(); // that page's uploader is for other files
    const uploader = [...document.querySelectorAll(INPUT)].find(({ accept }) => accept === held.accept);
    const isAtRest = document.querySelector('[data-test-script-state="notRunning"]') !== null;
    if (!uploader || isDisabled(uploader) || !isAtRest) held.since = null;
    else held.since ??= Date.now();
    // A page that begins anew takes no file before its first run is over.
    if (held.since === null || Date.now() - held.since < AT_REST_MS) return;
    const files = new DataTransfer();
    for (const file of held.files) files.items.add(file);
    letGo();
    uploader.files = files.files;
    uploader.dispatchEvent(new Event("change", { bubbles: true }));
  };

  addEventListener(
    "change",
    ({ target }) => {
      if (!target.matches?.(INPUT) || !isDisabled(target)) return;
      clearInterval(timer);
      held = { files: [...target.files], page: location.pathname, accept: target.accept, since: null };
      timer = setInterval(giveBack, EVERY_MS);
    },
    true,
  );
})();
