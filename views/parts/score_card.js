// Draws the card, and shares it where the device shares files: else it is saved.

const [WIDTH, HEIGHT, MARGIN] = [1200, 630, 64];
const FONT = "Figtree, system-ui, sans-serif";

function drawn({ name, title, score, of, told, meaning, bars, colours }) {
  const canvas = Object.assign(document.createElement("canvas"), { width: WIDTH, height: HEIGHT });
  const pen = canvas.getContext("2d");
  const write = (text, size, weight, colour, x, y) => {
    pen.font = `${weight} ${size}px ${FONT}`;
    pen.fillStyle = colour;
    pen.fillText(text, x, y);
    return pen.measureText(text).width;
  };
  // As many lines as there is room for; returns where the next thing may stand.
  const wrap = (text, size, weight, colour, y, most) => {
    pen.font = `${weight} ${size}px ${FONT}`;
    const lines = [""];
    for (const word of text.split(/\s+/)) {
      const longer = `${lines.at(-1)} ${word}`.trim();
      if (pen.measureText(longer).width <= WIDTH - 2 * MARGIN) lines[lines.length - 1] = longer;
      else lines.push(word);
    }
    if (lines.length > most) lines[most - 1] += " …";
    for (const line of lines.slice(0, most)) write(line, size, weight, colour, MARGIN, (y += 1.3 * size));
    return y;
  };

  pen.fillStyle = "#11161c";
  pen.fillRect(0, 0, WIDTH, HEIGHT);
  write(name, 30, 700, "#56B4E9", MARGIN, 88);
  let y = wrap(title, 42, 700, "#ffffff", 94, 1);
  const wide = write(score, 150, 700, "#ffffff", MARGIN, (y += 160));
  write(of, 28, 400, "#d5dade", MARGIN + wide + 20, y);
  wrap(told, 30, 400, "#ffffff", y + 14, 2);

  const [top, tall] = [HEIGHT - 170, 90];
  const each = (WIDTH - 2 * MARGIN) / bars.length;
  bars.forEach((bar, index) => {
    let from = top;
    bar.forEach((share, expression) => {
      pen.fillStyle = colours[expression];
      pen.fillRect(MARGIN + index * each, from, each + 0.5, share * tall);
      from += share * tall;
    });
  });
  write(meaning, 22, 400, "#aeb6bd", MARGIN, HEIGHT - 34);
  return canvas;
}

async function handOver(canvas, title) {
  const blob = await new Promise((done) => canvas.toBlob(done, "image/png"));
  const file = new File([blob], "facecue-score.png", { type: "image/png" });
  const isPhone = matchMedia("(pointer: coarse)").matches;
  if (isPhone && navigator.canShare?.({ files: [file] })) {
    try {
      return await navigator.share({ files: [file], title });
    } catch (refused) {
      if (refused.name === "AbortError") return; // the visitor thought better of it
    }
  }
  const address = URL.createObjectURL(blob);
  Object.assign(document.createElement("a"), { href: address, download: file.name }).click();
  setTimeout(() => URL.revokeObjectURL(address), 10_000);
}

export default function ({ data: [data], parentElement }) {
  const button = parentElement.querySelector("button");
  button.textContent = data.button;
  button.onclick = () => handOver(drawn(data), data.title);
}
