// Makes a timeline one to use: values under the pointer and by the arrow keys, a head that moves with
// a video and moves it, moments to go to.

// The chart is the element of timeline_html; the player a video that shows the same, or null.
// Returns what lets go of the player.
function enhanceTimeline(chart, player) {
  const { step, names, shares, scores, score, nobody } = JSON.parse(
    chart.querySelector("script").textContent,
  );
  const [plot, head, seek, readout] = [".fc-plot", ".fc-head", ".fc-seek", ".fc-readout"].map(
    (selector) => chart.querySelector(selector),
  );
  const length = shares.length * step;
  for (const part of chart.querySelectorAll(":scope > [hidden]")) part.hidden = false;
  head.hidden = false;

  // Where the plot of the drawing that is shown begins, and how wide it is, in pixels.
  const span = () => {
    const drawing = [...plot.querySelectorAll("svg")].find((svg) => svg.getClientRects().length);
    if (!drawing) return [0, 1];
    const box = drawing.getBoundingClientRect();
    const scale = box.width / drawing.viewBox.baseVal.width;
    const left = box.left - plot.getBoundingClientRect().left + drawing.dataset.left * scale;
    return [left, (drawing.dataset.right - drawing.dataset.left) * scale];
  };

  const told = (seconds) => {
    const index = Math.min(Math.floor(seconds / step), shares.length - 1);
    const row = shares[index];
    const whole = Math.floor(seconds);
    const time = `${Math.floor(whole / 60)}:${String(whole % 60).padStart(2, "0")}`;
    if (!row) return `${time} · ${nobody}`;
    const most = row.indexOf(Math.max(...row));
    const looks = `${names[most]} ${Math.round(100 * row[most])}%`;
    return `${time} · ${looks} · ${score.replace("{score}", scores[index])}`;
  };

  const show = (seconds) => {
    const [left, width] = span();
    const at = Math.max(0, Math.min(seconds, length));
    head.style.left = `${left + (width * at) / length}px`;
    readout.textContent = told(at);
    seek.value = at;
    seek.setAttribute("aria-valuetext", readout.textContent);
  };

  const go = (seconds) => {
    if (player) player.currentTime = seconds;
    show(seconds);
  };

  const under = (event) => {
    const [left, width] = span();
    const x = event.clientX - plot.getBoundingClientRect().left - left;
    return (length * Math.max(0, Math.min(x, width))) / width;
  };

  plot.addEventListener("pointerdown", (event) => {
    plot.setPointerCapture(event.pointerId);
    go(under(event));
  });
  plot.addEventListener("pointermove", (event) => {
    if (event.buttons) go(under(event));
    else if (!player) show(under(event));
  });
  seek.addEventListener("input", () => go(Number(seek.value)));
  for (const button of chart.querySelectorAll("[data-at]")) {
    button.addEventListener("click", () => go(Number(button.dataset.at)));
  }
  const follow = () => show(player.currentTime);
  player?.addEventListener("timeupdate", follow);
  const resized = new ResizeObserver(() => show(Number(seek.value)));
  resized.observe(plot);
  show(0);
  return () => {
    player?.removeEventListener("timeupdate", follow);
    resized.disconnect();
  };
}
