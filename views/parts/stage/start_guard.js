// Makes one start of two presses, and leaves no camera open behind a start that was cancelled.
//
// The video component begins anew with each press of Start until its first step is done. And a
// camera that is asked for may open after the start was cancelled: the component would go on.
//
// Ends the stream whose camera went away.

const PATIENCE_MS = 10_000; // for the component to begin, on a slow line

function guardStart(view, { start, stop }) {
  let attempt = null; // the start that goes on

  const look = () => {
    if (attempt === null) return;
    const begun = findButton(view, stop) !== undefined;
    const isOver = attempt.begun || view.performance.now() - attempt.pressed > PATIENCE_MS;
    if (!begun && isOver) attempt = null;
    else attempt.begun ||= begun;
  };

  const weigh = (press) => {
    const label = press.target.closest?.("button")?.textContent;
    if (label !== start && label !== stop) return;
    look();
    if (label === stop) {
      if (attempt !== null) attempt.cancelled = true;
      attempt = null;
    } else if (attempt !== null) {
      press.stopImmediatePropagation();
    } else {
      attempt = { pressed: press.timeStamp, begun: false, cancelled: false };
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
    const stream = await (view.playsExample ? exampleCamera(view) : openCamera(open, constraints)).catch(
      (error) => {
        if (attempt === asking) attempt = null; // the next press asks again
        throw error;
      },
    );
    if (!asking?.cancelled) {
      watchCamera(view, stream, () => findButton(view, stop)?.click());
      return stream;
    }
    for (const track of stream.getTracks()) track.stop();
    return new Promise(() => {}); // the start that waits for it ends here
  };
}

// A camera may have nothing within the bounds, and still be worth a try: the server has its own.
async function openCamera(open, constraints) {
  try {
    return await open(constraints);
  } catch (error) {
    if (error.name !== "OverconstrainedError") throw error;
    const { deviceId, width, height } = constraints.video;
    const loose = { width: { ideal: width.ideal }, height: { ideal: height.ideal } };
    return open({ ...constraints, video: deviceId ? { deviceId, ...loose } : loose });
  }
}

// ``view.camera`` is the camera's track now. One that ends by itself was unplugged, or forbidden.
function watchCamera(view, stream, whenGone) {
  [view.camera] = stream.getVideoTracks();
  view.cameraIsGone = false;
  view.camera.addEventListener("ended", ({ target }) => {
    if (view.camera !== target) return; // another one was chosen since
    view.cameraIsGone = true;
    whenGone();
  });
}

function findButton(view, label) {
  const buttons = [...view.document.querySelectorAll("button")];
  return buttons.find((button) => button.textContent === label);
}
