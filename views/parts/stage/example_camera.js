// A camera that films the example: a portrait that sways a little, for who has no camera at hand.

const EXAMPLE = { width: 640, height: 480, perSecond: 15, period: 4000, sway: 0.05, zoom: 1.12 };

async function exampleCamera(view) {
  const portrait = new view.Image();
  portrait.src = EXAMPLE_PORTRAIT;
  await portrait.decode();
  const { width, height, perSecond, period, sway, zoom } = EXAMPLE;
  const canvas = Object.assign(view.document.createElement("canvas"), { width, height });
  const context = canvas.getContext("2d");
  const draw = () => {
    const shift = sway * Math.sin((2 * Math.PI * view.performance.now()) / period);
    const [w, h] = [width * zoom, height * zoom];
    context.drawImage(portrait, (width - w) / 2 + shift * width, (height - h) / 2, w, h);
  };
  draw();
  const stream = canvas.captureStream(); // with a rate of its own it misses drawings
  const timer = view.setInterval(draw, 1000 / perSecond);
  const [track] = stream.getTracks();
  const stop = track.stop.bind(track);
  track.stop = () => {
    view.clearInterval(timer);
    stop();
  };
  return stream;
}
