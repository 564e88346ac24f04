/** Draws the app's icons: two arrows in a ring, one of them broken by a gap where an object stops. `node scripts/icons.mjs` writes both files. */
import { deflateSync } from "node:zlib";
import { writeFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { join } from "node:path";

const SAMPLES = 4,
  BLUE = [15, 84, 140],
  WHITE = [255, 255, 255];
const CRC = Array.from({ length: 256 }, (_, n) => {
  let c = n;
  for (let k = 0; k < 8; k++) c = c & 1 ? 0xedb88320 ^ (c >>> 1) : c >>> 1;
  return c >>> 0;
});
const crc = (bytes) => {
  let c = 0xffffffff;
  for (const b of bytes) c = CRC[(c ^ b) & 255] ^ (c >>> 8);
  return (c ^ 0xffffffff) >>> 0;
};
function chunk(type, data) {
  const body = Buffer.concat([Buffer.from(type, "latin1"), data]),
    out = Buffer.alloc(body.length + 8);
  out.writeUInt32BE(data.length, 0);
  body.copy(out, 4);
  out.writeUInt32BE(crc(body), body.length + 4);
  return out;
}
/** `pixel(x, y)` gives [r, g, b, a], 0 to 255. */
function png(size, pixel) {
  const rows = Buffer.alloc(size * (size * 4 + 1));
  for (let y = 0; y < size; y++) for (let x = 0; x < size; x++) rows.set(pixel(x, y), y * (size * 4 + 1) + 1 + x * 4);
  const head = Buffer.alloc(13);
  head.writeUInt32BE(size, 0);
  head.writeUInt32BE(size, 4);
  head.set([8, 6, 0, 0, 0], 8);
  return Buffer.concat([
    Buffer.from([137, 80, 78, 71, 13, 10, 26, 10]),
    chunk("IHDR", head),
    chunk("IDAT", deflateSync(rows, { level: 9 })),
    chunk("IEND", Buffer.alloc(0)),
  ]);
}
/** Whether a point of the unit square, its middle at 0, belongs to the mark. */
function mark(x, y) {
  const r = Math.hypot(x, y),
    degrees = ((Math.atan2(y, x) * 180) / Math.PI + 360) % 360;
  const arc = (from, to) => r > 0.235 && r < 0.315 && degrees > from && degrees < to;
  // An arrow head at an angle, its point in the direction of growing angles.
  const head = (angle) => {
    const a = (angle * Math.PI) / 180,
      u = (x - 0.275 * Math.cos(a)) * -Math.sin(a) + (y - 0.275 * Math.sin(a)) * Math.cos(a),
      v = (x - 0.275 * Math.cos(a)) * Math.cos(a) + (y - 0.275 * Math.sin(a)) * Math.sin(a);
    return u >= 0 && u < 0.15 && Math.abs(v) < 0.115 * (1 - u / 0.15);
  };
  return arc(20, 140) || head(138) || arc(200, 232) || arc(256, 320) || head(318) || r < 0.085;
}
/** Share of a pixel that is covered, by samples. */
function cover(size, px, py, inside) {
  let n = 0;
  for (let j = 0; j < SAMPLES; j++)
    for (let i = 0; i < SAMPLES; i++)
      if (inside((px + (i + 0.5) / SAMPLES) / size - 0.5, (py + (j + 0.5) / SAMPLES) / size - 0.5)) n++;
  return n / SAMPLES ** 2;
}
const mix = (a, b, share) => a.map((v, i) => Math.round(v + (b[i] - v) * share));
export const color = () => png(192, (x, y) => [...mix(BLUE, WHITE, cover(192, x, y, mark)), 255]);
export const outline = () =>
  png(32, (x, y) => [255, 255, 255, Math.round(255 * cover(32, x, y, (u, v) => mark(u * 0.72, v * 0.72)))]);

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  const folder = fileURLToPath(new URL("../appPackage", import.meta.url));
  writeFileSync(join(folder, "color.png"), color());
  writeFileSync(join(folder, "outline.png"), outline());
}
