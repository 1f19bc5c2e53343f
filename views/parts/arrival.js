// Scrolls to the newest result, and gives its score the focus, so that it is read out.

const POLL_MS = 50;
const PATIENCE_MS = 5000; // for the result to be drawn

const shown = new Set();

export default function ({ data }) {
  if (data.newest === null || shown.has(data.newest)) return;
  shown.add(data.newest);
  const began = performance.now();
  const timer = setInterval(() => {
    const result = document.querySelector(`[data-results="${data.newest - 1}"]`);
    if (performance.now() - began > PATIENCE_MS) clearInterval(timer);
    if (!result) return;
    clearInterval(timer);
    result.tabIndex = -1;
    result.style.scrollMarginTop = "9rem"; // of the page's own bar, and the heading
    result.focus({ preventScroll: true });
    const calm = matchMedia("(prefers-reduced-motion: reduce)").matches;
    result.scrollIntoView({ behavior: calm ? "auto" : "smooth", block: "start" });
  }, POLL_MS);
}
