// Loads the page anew where a part of its scripts did not arrive, as when a phone changes its network
// meanwhile: Streamlit draws the page without that part, and leaves it so.
(() => {
  const PLACE = "facecue-loaded-anew";
  const [MOST, WITHIN_MS, PAUSE_MS] = [3, 60000, 500];
  const AT_REST = ["ready", "blocked", "failed"]; // states of the stream; a live one goes on

  const times = () => {
    try {
      const kept = JSON.parse(sessionStorage.getItem(PLACE) ?? "[]");
      return Array.isArray(kept) ? kept.filter((time) => Date.now() - time < WITHIN_MS) : [];
    } catch {
      return null; // nothing can be kept here, so nobody would know when to stop
    }
  };

  let asked = false;
  const loadAnew = () => {
    const state = document.querySelector("[data-state]")?.dataset.state;
    const before = times();
    const live = state !== undefined && !AT_REST.includes(state);
    // Later there may be photos and clips, which a page that is loaded anew has lost.
    const late = performance.now() > WITHIN_MS;
    if (asked || live || late || before === null || before.length >= MOST) return;
    asked = true;
    sessionStorage.setItem(PLACE, JSON.stringify([...before, Date.now()]));
    setTimeout(() => location.reload(), PAUSE_MS);
  };

  addEventListener("vite:preloadError", loadAnew); // a part that a script asked for
  const isOurs = ({ localName, src }) => localName === "script" && src.startsWith(location.origin);
  addEventListener("error", ({ target }) => isOurs(target) && loadAnew(), true);
})();
