import decodeQR from 'qr/decode.js'

export type Camera = {
  readonly hasTorch: boolean
  light(on: boolean): Promise<void>
  close(): void
}

/** ms between two looks at the picture: a person holds still that long, and a slow phone stays usable. */
const PAUSE = 150
/** The longer side of the picture that is searched, pixels: enough for a code that fills a fifth of it. */
const SEARCHED = 800

/**
 * Opens the camera at the back into `video` and tells each text that it reads, the same one only once in a row.
 * Rejects where there is no camera, or where the phone does not let the app use it.
 */
export async function readCodes(video: HTMLVideoElement, onText: (text: string) => void): Promise<Camera> {
  const stream = await navigator.mediaDevices.getUserMedia({
    video: { facingMode: 'environment', width: { ideal: 1280 }, height: { ideal: 960 } },
  })
  const stop = (): void => {
    for (const track of stream.getTracks()) track.stop()
  }
  let timer: ReturnType<typeof setTimeout> | undefined
  let closed = false
  let last = ''
  const canvas = document.createElement('canvas')
  const pen = canvas.getContext('2d', { willReadFrequently: true })
  function look(): void {
    if (closed) return
    const text = pen ? textIn(video, canvas, pen) : undefined
    if (text !== undefined && text !== last) {
      last = text
      onText(text)
    }
    timer = setTimeout(look, PAUSE)
  }
  try {
    video.srcObject = stream
    await video.play()
  } catch (error) {
    stop()
    throw error
  }
  look()
  const [track] = stream.getVideoTracks()
  return {
    hasTorch: Boolean((track?.getCapabilities?.() as { torch?: boolean } | undefined)?.torch),
    async light(on) {
      // The type of the standard library does not know the torch yet.
      await track?.applyConstraints({ advanced: [{ torch: on } as MediaTrackConstraintSet] })
    },
    close() {
      closed = true
      clearTimeout(timer)
      stop()
    },
  }
}

/** The text of the code that is in the picture now; undefined while there is none. */
function textIn(video: HTMLVideoElement, canvas: HTMLCanvasElement, pen: CanvasRenderingContext2D): string | undefined {
  const { videoWidth, videoHeight } = video
  if (videoWidth === 0) return undefined
  const scale = Math.min(1, SEARCHED / Math.max(videoWidth, videoHeight))
  canvas.width = Math.round(videoWidth * scale)
  canvas.height = Math.round(videoHeight * scale)
  pen.drawImage(video, 0, 0, canvas.width, canvas.height)
  try {
    return decodeQR(pen.getImageData(0, 0, canvas.width, canvas.height))
  } catch {
    // The library throws wherever it finds no code, which is the rule.
    return undefined
  }
}
