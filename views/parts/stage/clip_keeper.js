// Keeps the returned picture of a recording as a clip, in this tab's memory and nowhere else.

const CLIP_BITS = 1_200_000; // a second: 180 MB for the longest rehearsal
const CLIP_KINDS = ["video/mp4;codecs=avc1", "video/webm;codecs=vp8", "video/webm", "video/mp4"];

// By the recording's number, what will be { url, kind, silent }; silent is whether the microphone was
// wanted and not to be had. The result's page reads it.
const ownClips = (window.facecueClips ??= new Map());

// Begins a clip of what the video shows; returns what ends it.
function keepClip(number, video, withSound) {
  const kind = CLIP_KINDS.find((one) => MediaRecorder.isTypeSupported(one)) ?? "";
  let settle;
  ownClips.set(number, new Promise((done) => (settle = done)));
  let recorder = null;
  let microphone = null;
  let over = false;
  const parts = [];

  const begin = async () => {
    if (withSound) {
      microphone = await navigator.mediaDevices.getUserMedia({ audio: true }).catch(() => null);
    }
    if (over) return finish();
    const tracks = [...video.srcObject.getVideoTracks(), ...(microphone?.getTracks() ?? [])];
    recorder = new MediaRecorder(new MediaStream(tracks), {
      mimeType: kind,
      videoBitsPerSecond: CLIP_BITS,
    });
    recorder.ondataavailable = ({ data }) => parts.push(data);
    recorder.onstop = finish;
    recorder.start(1000);
  };
  const finish = () => {
    for (const track of microphone?.getTracks() ?? []) track.stop();
    const clip = new Blob(parts, { type: kind.split(";")[0] });
    const silent = withSound && microphone === null;
    settle({ url: clip.size ? URL.createObjectURL(clip) : null, kind: clip.type, silent });
  };
  begin();
  return () => {
    over = true;
    if (recorder?.state === "recording") recorder.stop();
  };
}
