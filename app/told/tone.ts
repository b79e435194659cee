/** A sound and a buzz, each once, for what should not wait; off where the person says so. Never in a loop. */

const KEPT = 'xunji-tone'
export const toneOn = (): boolean => localStorage.getItem(KEPT) !== 'off'
export const setTone = (on: boolean): void => localStorage.setItem(KEPT, on ? 'on' : 'off')

let context: AudioContext | undefined

/** Two short notes; three for a call for help. A page that nobody has touched yet may not sound: it only buzzes. */
export function sound(urgent: boolean): void {
  if (!toneOn()) return
  navigator.vibrate?.(urgent ? [120, 80, 120, 80, 120] : [30, 60, 30])
  try {
    context ??= new AudioContext()
    if (context.state === 'suspended') void context.resume()
    for (let n = 0; n < (urgent ? 3 : 2); n++) note(context, n * 0.22, urgent ? 880 : 660)
  } catch {
    // No sound on this phone; what there is to see is there.
  }
}

function note(on: AudioContext, after: number, pitch: number): void {
  const [tone, gain] = [on.createOscillator(), on.createGain()]
  const at = on.currentTime + after
  tone.frequency.value = pitch
  gain.gain.setValueAtTime(0.15, at)
  gain.gain.exponentialRampToValueAtTime(0.001, at + 0.18)
  tone.connect(gain).connect(on.destination)
  tone.start(at)
  tone.stop(at + 0.2)
}
