// Shows the clip that the stage kept, from this tab's memory.

const LATE = 1e7; // seconds: the end of any clip, which makes the browser find out how long it is

export default function ({ data, parentElement }) {
  show(data, parentElement);
}

async function show(data, parentElement) {
  const [video, told, save] = ["video", ".fc-clip-told", ".fc-clip-save"].map((selector) =>
    parentElement.querySelector(selector),
  );
  const clip = await window.facecueClips?.get(data.number);
  told.textContent = wordsOf(clip, data);
  if (!clip?.url || video.src === clip.url) return;
  video.src = clip.url;
  video.hidden = save.hidden = false;
  Object.assign(video.style, { width: "min(100%, 40rem)", borderRadius: ".75rem" });
  save.href = clip.url;
  save.download = `facecue-recording.${clip.kind.includes("mp4") ? "mp4" : "webm"}`;
  save.textContent = data.save;
  video.addEventListener("loadedmetadata", () => {
    if (Number.isFinite(video.duration)) return;
    video.addEventListener("durationchange", () => (video.currentTime = 0), { once: true });
    video.currentTime = LATE;
  });
}

function wordsOf(clip, { gone, failed, silent, told }) {
  if (clip === undefined) return gone;
  if (clip.url === null) return failed;
  return clip.silent ? silent : told;
}
