// Places the timeline's HTML, and ties it to a video of the page where there is one.

const PATIENCE_MS = 5000; // for the video to be drawn

export default function ({ data, parentElement }) {
  const place = parentElement.querySelector(".timeline");
  place.innerHTML = data.html;
  const chart = place.querySelector(".fc-chart");
  const find = () => document.querySelector(`.st-key-${data.player} video`);
  if (data.player === null || find()) return enhanceTimeline(chart, data.player && find());
  let letGo = null;
  const began = performance.now();
  const timer = setInterval(() => {
    if (!find() && performance.now() - began < PATIENCE_MS) return;
    clearInterval(timer);
    letGo = enhanceTimeline(chart, find());
  }, 100);
  return () => {
    clearInterval(timer);
    letGo?.();
  };
}
