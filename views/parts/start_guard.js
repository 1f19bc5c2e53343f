// Makes one start of two presses, and leaves no camera open behind a start that was cancelled.
//
// The video component begins anew with each press of Start until its first step is done. After it
// Stop stands in the same place, so that a second press would cancel what the first began. And a
// camera that is asked for may open after the start was cancelled: the component would go on.

const POLL_MS = 100;
const PAUSE_MS = 700; // since Stop stands there, in which no press of it is meant: it looks so
const PATIENCE_MS = 10_000; // for the component to begin, on a slow line

function guard(view, { start, stop }) {
  let attempt = null; // the start that goes on

  const find = (label) =>
    [...view.document.querySelectorAll("button")].find((button) => button.textContent === label);

  const begin = (stopButton) => {
    const begun = (attempt.begun = { pausing: true });
    Object.assign(stopButton.style, { pointerEvents: "none", opacity: 0.5 });
    stopButton.ariaDisabled = "true";
    view.setTimeout(() => {
      begun.pausing = false;
      Object.assign(stopButton.style, { pointerEvents: "", opacity: "" });
      stopButton.ariaDisabled = null;
    }, PAUSE_MS);
  };

  const look = () => {
    if (attempt === null) return;
    const stopButton = find(stop);
    const age = view.performance.now() - attempt.pressed;
    if (stopButton && attempt.begun === null) begin(stopButton);
    else if (!stopButton && (attempt.begun !== null || age > PATIENCE_MS)) attempt = null;
  };

  const isMeant = (label, press) => {
    if (press.detail > 1) return false; // of a double click the second
    if (label === start) return attempt === null;
    return !attempt?.begun?.pausing;
  };

  const weigh = (press) => {
    const label = press.target.closest?.("button")?.textContent;
    if (label !== start && label !== stop) return;
    look();
    if (!isMeant(label, press)) {
      press.stopImmediatePropagation();
    } else if (label === start) {
      attempt = { pressed: press.timeStamp, begun: null, cancelled: false };
    } else if (attempt !== null) {
      attempt.cancelled = true;
      attempt = null;
    }
  };

  view.document.addEventListener("click", weigh, true);
  const changes = { childList: true, characterData: true, subtree: true };
  new view.MutationObserver(look).observe(view.document, changes);

  const devices = view.navigator.mediaDevices;
  if (!devices) return; // no camera without HTTPS
  const open = devices.getUserMedia.bind(devices);
  devices.getUserMedia = async (constraints) => {
    const asking = attempt;
    const stream = await open(constraints);
    if (!asking?.cancelled) return stream;
    for (const track of stream.getTracks()) track.stop();
    return new Promise(() => {}); // the start that waits for it ends here
  };
}

export default function ({ data }) {
  const look = () => {
    for (const frame of document.querySelectorAll('iframe[title*="webrtc"]')) {
      const view = frame.contentWindow;
      if (!view?.document.body || view.location.href === "about:blank" || view.hasGuard) continue;
      view.hasGuard = true;
      guard(view, data);
      frame.dataset.guarded = "";
    }
  };
  look();
  const timer = setInterval(look, POLL_MS);
  return () => clearInterval(timer);
}
