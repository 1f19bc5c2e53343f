// Keeps the returned picture of a recording as a clip, in this tab's memory and nowhere else.
//
// What is recorded is a canvas of one size. Recorded as they come, pictures whose size changes (a
// phone is turned, WebRTC sends less on a bad line) make a clip that no player shows to its end.

const CLIP_BITS = 1_200_000; // a second: 180 MB for the longest rehearsal
const CLIP_KINDS = ["video/mp4;codecs=avc1", "video/webm;codecs=vp8", "video/webm", "video/mp4"];
const CLIP_SIDE = 640; // pixels of its longer side, at least
const TICK_MS = 33; // between two looks at whether the video's own frames still draw
const REDRAW_MS = 50; // after which they do not, as in a hidden tab
// A worker's timer goes on in a hidden tab, where the page's own may ring once a second.
const TICKER = `setInterval(() => postMessage(null), ${TICK_MS})`;

// By the recording's number, what will be { url, kind, silent }. Its url is null where nothing could
// be kept; silent is whether the microphone was wanted and not to be had. The result's page reads it.
const ownClips = (window.facecueClips ??= new Map());

// Begins a clip of what the video shows, which may be another element later; returns what ends it.
function keepClip(number, findVideo, withSound) {
  let settle;
  ownClips.set(number, new Promise((done) => (settle = done)));
  const parts = [];
  let recorder, microphone, drawing;
  let over = false;

  const finish = () => {
    drawing?.end();
    for (const track of microphone?.getTracks() ?? []) track.stop();
    const clip = new Blob(parts, { type: recorder?.mimeType.split(";")[0] });
    const silent = withSound && !microphone;
    settle({ url: clip.size ? URL.createObjectURL(clip) : null, kind: clip.type, silent });
  };
  const begin = async () => {
    if (withSound) {
      microphone = await navigator.mediaDevices.getUserMedia({ audio: true }).catch(() => null);
    }
    if (over) return finish();
    drawing = drawVideo(findVideo);
    const tracks = [...drawing.stream.getTracks(), ...(microphone?.getTracks() ?? [])];
    recorder = new MediaRecorder(new MediaStream(tracks), {
      mimeType: CLIP_KINDS.find((one) => MediaRecorder.isTypeSupported(one)) ?? "",
      videoBitsPerSecond: CLIP_BITS,
    });
    recorder.ondataavailable = ({ data }) => parts.push(data);
    recorder.onstop = finish;
    recorder.start(1000);
  };
  begin().catch((error) => {
    console.warn("No clip is kept:", error);
    finish();
  });
  return () => {
    over = true;
    if (recorder?.state === "recording") recorder.stop();
    else finish(); // the microphone is not decided on yet, or nothing could be begun
  };
}

// Draws the video onto a canvas as large as its picture is now, and later ones into its middle.
function drawVideo(findVideo) {
  let video = findVideo();
  const { videoWidth, videoHeight } = video;
  const scale = Math.max(1, CLIP_SIDE / Math.max(videoWidth, videoHeight));
  const [width, height] = [videoWidth, videoHeight].map((side) => 2 * Math.round((side * scale) / 2));
  const canvas = Object.assign(document.createElement("canvas"), { width, height });
  const context = canvas.getContext("2d", { alpha: false });
  let drawn = 0;
  let size = "";

  const draw = () => {
    drawn = performance.now();
    if (!video?.videoWidth) return;
    const now = `${video.videoWidth}x${video.videoHeight}`;
    if (now !== size) context.clearRect(0, 0, width, height);
    size = now;
    const fit = Math.min(width / video.videoWidth, height / video.videoHeight);
    const [w, h] = [video.videoWidth * fit, video.videoHeight * fit];
    context.drawImage(video, (width - w) / 2, (height - h) / 2, w, h);
  };
  const follow = () => {
    const followed = video;
    followed?.requestVideoFrameCallback?.(() => {
      if (followed !== video) return;
      draw();
      follow();
    });
  };

  const script = URL.createObjectURL(new Blob([TICKER], { type: "text/javascript" }));
  const ticker = new Worker(script);
  ticker.onmessage = () => {
    const found = findVideo();
    if (found !== null && found !== video) {
      video = found;
      follow();
    }
    if (performance.now() - drawn > REDRAW_MS) draw();
  };
  draw();
  follow();
  const stream = canvas.captureStream();
  return {
    stream,
    end() {
      video = null;
      ticker.terminate();
      URL.revokeObjectURL(script);
      for (const track of stream.getTracks()) track.stop();
    },
  };
}
