// What stands over the picture: the example and Start, then Stop, Record and the camera.
//
// The video component's own buttons are hidden in its frame; these press them. What the component
// does is read from its frame again and again: it tells nobody else.

const POLL_MS = 100;
const LOADING_MS = 60_000; // for the component to come, on a slow line
const COUNT_FROM = 3;
const INNER_STYLE = `
  #root * {visibility: hidden}
  #root video {visibility: visible; position: fixed; inset: 0; width: 100% !important;
    height: 100% !important; object-fit: contain; border-radius: 0 !important}
`;

// Kept while the page is open, over all runs of its script: it calls the function below anew.
const stages = new WeakMap();

export default function ({ data: [data], parentElement, setStateValue, setTriggerValue }) {
  const stage = parentElement.querySelector(".stage");
  let state = stages.get(stage);
  if (state === undefined) {
    state = newStage(stage);
    stages.set(stage, state);
  }
  state.update(data, setStateValue, setTriggerValue);
  return () => state.end();
}

function newStage(stage) {
  const [example, startButton, tryButton, stopButton, recordButton, camera, problem, count, time] = [
    ".swaying img", ".start", ".try", ".stop", ".record", ".camera", ".problem", ".count", "time",
  ].map((selector) => stage.querySelector(selector));
  let data, tell, trigger;
  let wanted = null; // what was pressed before the component was there: when, and whether the example
  let pressed = -Infinity; // when Start was, until the component has begun
  let told = null; // the problem that the server knows of
  let recordingSince = null;
  let counting = null; // the timer of 3, 2, 1
  let timer = null;
  let owesFocus = false; // to Start, as Stop had it
  let endClip = null; // ends the clip that is kept of the recording

  const view = () => {
    const frame = document.querySelector('iframe[title*="webrtc"]');
    const inner = frame?.contentWindow;
    if (!inner?.document?.getElementById("root") || inner.location.href === "about:blank") return null;
    if (!inner.hasGuard) {
      inner.hasGuard = true;
      guardStart(inner, data.words);
      const style = inner.document.createElement("style");
      style.textContent = INNER_STYLE;
      inner.document.head.append(style);
    }
    return inner;
  };

  const phaseOf = (inner) => {
    if (inner === null) return "loading";
    const video = inner.document.querySelector("video");
    if (findButton(inner, data.words.stop)) return video?.videoWidth ? "live" : "connecting";
    const start = findButton(inner, data.words.start);
    if (start === undefined || start.disabled) return "loading";
    return performance.now() - pressed < PATIENCE_MS ? "connecting" : "idle";
  };

  const look = () => {
    const inner = view();
    const found = cameraProblem(inner);
    if (found !== null || (inner && findButton(inner, data.words.stop))) pressed = -Infinity;
    let phase = phaseOf(inner);
    if (wanted !== null) {
      if (phase === "idle") return press(wanted.playsExample);
      if (performance.now() - wanted.at > LOADING_MS) wanted = null;
      else if (phase === "loading") phase = "connecting";
    }
    if (stage.dataset.phase !== phase) enter(phase);
    problem.textContent = found === null ? "" : (data.problems[found] ?? data.problems.other);
    problem.hidden = !problem.textContent;
    if (told !== found) tell("problem", (told = found));
    if (phase === "live") mirrorCameras(inner, camera);
    tick();
  };

  const enter = (phase) => {
    const hadFocus = stage.getRootNode().activeElement;
    stage.dataset.phase = phase;
    startButton.disabled = tryButton.disabled = phase !== "idle" && phase !== "loading";
    if (phase !== "live") stopCounting();
    if (phase !== "live") camera.hidden = true;
    // A button that has the focus and is gone would leave it nowhere.
    if (hadFocus === startButton && phase === "connecting") stopButton.focus();
    if (hadFocus === stopButton) owesFocus = phase !== "connecting" && phase !== "live";
    if (owesFocus && phase === "idle") {
      owesFocus = false;
      if ([document.body, stage.getRootNode().host].includes(document.activeElement)) startButton.focus();
    }
  };

  const press = (playsExample) => {
    const inner = view();
    const phase = phaseOf(inner);
    wanted = phase === "loading" ? { at: performance.now(), playsExample } : null;
    if (wanted !== null) return look();
    if (phase !== "idle") return;
    inner.playsExample = playsExample;
    pressed = performance.now();
    findButton(inner, data.words.start).click();
    look();
  };

  const record = () => {
    if (counting !== null) return stopCounting();
    if (data.recording) return trigger("stop_recording", true);
    if (!data.counts) return trigger("record", true);
    let left = COUNT_FROM;
    stage.classList.add("counting");
    const step = () => {
      count.textContent = left || "";
      if (left-- > 0) return;
      stopCounting();
      trigger("record", true);
    };
    counting = setInterval(step, 1000);
    step();
    write();
  };

  const stopCounting = () => {
    clearInterval(counting);
    counting = null;
    count.textContent = "";
    stage.classList.remove("counting");
    write();
  };

  const write = () => {
    const { record, stop_recording, cancel } = data.words;
    const words = counting !== null ? cancel : data.recording ? stop_recording : record;
    recordButton.lastElementChild.textContent = words;
  };

  const tick = () => {
    if (recordingSince === null) return;
    const { length, waits } = data.recording;
    const seconds = waits ? data.recording.seconds : (performance.now() - recordingSince) / 1000;
    const shown = length === null ? seconds : Math.max(0, length - seconds);
    const whole = length === null ? Math.floor(shown) : Math.ceil(shown);
    const text = `${Math.floor(whole / 60)}:${String(whole % 60).padStart(2, "0")}`;
    if (time.textContent !== text) time.textContent = text;
  };

  const keepOwnClip = ({ recording }) => {
    if (recording === null) {
      endClip?.();
      endClip = null;
    } else if (recording.keeps && endClip === null) {
      const video = () => view()?.document.querySelector("video") ?? null;
      if (video()?.videoWidth) endClip = keepClip(recording.number, video, recording.sound);
    }
  };

  const keep = (leaving) => {
    if (data.recording) leaving.preventDefault();
  };

  startButton.addEventListener("click", () => press(false));
  tryButton.addEventListener("click", () => press(true));
  stopButton.addEventListener("click", () => {
    pressed = -Infinity;
    wanted = null;
    const inner = view();
    if (inner) findButton(inner, data.words.stop)?.click();
  });
  recordButton.addEventListener("click", record);
  camera.addEventListener("change", () => chooseCamera(view(), camera));
  example.src = EXAMPLE_PORTRAIT;

  return {
    update(newData, setStateValue, setTriggerValue) {
      [data, tell, trigger] = [newData, setStateValue, setTriggerValue];
      const { words, recording } = data;
      startButton.textContent = words.begin;
      stopButton.textContent = words.stop;
      tryButton.textContent = words.example;
      camera.ariaLabel = words.camera;
      stage.querySelector(".privacy").textContent = words.privacy;
      stage.querySelector(".connecting").textContent = words.connecting;
      stage.querySelector(".box b").textContent = words.label;
      stage.style.setProperty("--label", data.colour);
      recordingSince = recording ? performance.now() - 1000 * recording.seconds : null;
      stage.classList.toggle("recording", recording !== null);
      write();
      keepOwnClip(data);
      if (timer === null) {
        timer = setInterval(look, POLL_MS);
        addEventListener("beforeunload", keep);
      }
      look();
    },
    end() {
      clearInterval(timer);
      timer = null;
      removeEventListener("beforeunload", keep);
    },
  };
}

// The component's own choice of camera, which it shows where there are several.
const chooserOf = (inner) => inner?.document.querySelector("select");
const camerasOf = (chooser) => [...(chooser?.options ?? [])].filter((option) => option.value);

function mirrorCameras(inner, camera) {
  const chooser = chooserOf(inner);
  const cameras = camerasOf(chooser);
  camera.hidden = cameras.length < 2;
  if (camera.matches(":focus")) return; // the visitor is choosing
  const known = [...camera.options].map((option) => option.value);
  if (known.join() !== cameras.map((option) => option.value).join()) {
    camera.replaceChildren(...cameras.map((option) => new Option(option.text, option.value)));
  }
  camera.value = chooser?.value ?? "";
}

function chooseCamera(inner, camera) {
  const chooser = chooserOf(inner);
  if (!chooser) return;
  chooser.value = camera.value;
  chooser.dispatchEvent(new inner.Event("change", { bubbles: true }));
}
