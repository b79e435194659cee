import { writeFileSync } from 'node:fs'
import { encodeQR } from 'qr'

const [WIDTH, HEIGHT] = [640, 480]
/** Luminance of the wall, of the paper and of the ink: a print in daylight, not black on white. */
const [WALL, PAPER, INK] = [120, 205, 45]
const FRAMES = 4

/** Writes what a camera sees that is held before a code: a Y4M file, which Chromium plays as its camera again and again. */
export function writeQrVideo(file: string, text: string): void {
  const grid = encodeQR(text, 'raw', { ecc: 'quartile', border: 4 })
  const module = Math.floor(360 / grid.length)
  const left = Math.floor((WIDTH - grid.length * module) / 2)
  const top = Math.floor((HEIGHT - grid.length * module) / 2)
  const luma = Buffer.alloc(WIDTH * HEIGHT)
  for (let y = 0; y < HEIGHT; y++) {
    for (let x = 0; x < WIDTH; x++) {
      const dark = grid[Math.floor((y - top) / module)]?.[Math.floor((x - left) / module)]
      luma[y * WIDTH + x] = dark === undefined ? WALL : dark ? INK : PAPER
    }
  }
  const grey = Buffer.alloc((WIDTH * HEIGHT) / 2, 128)
  const frame = Buffer.concat([Buffer.from('FRAME\n'), luma, grey])
  const head = Buffer.from(`YUV4MPEG2 W${WIDTH} H${HEIGHT} F10:1 Ip A1:1 C420jpeg\n`)
  writeFileSync(file, Buffer.concat([head, ...Array.from({ length: FRAMES }, () => frame)]))
}
