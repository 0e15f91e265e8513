import { type FormEvent, useEffect, useRef, useState } from 'react'
import { useWords } from '#kit/ui/lang.tsx'
import { gateWords } from './words-gate.ts'

type Detector = { readonly detect: (from: HTMLVideoElement) => Promise<readonly { readonly rawValue: string }[]> }
type DetectorClass = new (options: { formats: readonly string[] }) => Detector
const detectorClass = (): DetectorClass | undefined =>
  (globalThis as { BarcodeDetector?: DetectorClass }).BarcodeDetector

const everyMs = 300
/** The same code in front of the camera is one reading. */
const sameMs = 4000

/** Reads with the camera where the phone can, and from whatever a hand scanner or a person types. */
export function Scanner({ onRead }: { readonly onRead: (ticket: string) => void }) {
  const said = useWords(gateWords)
  const video = useRef<HTMLVideoElement>(null)
  const [on, setOn] = useState(false)
  const [typed, setTyped] = useState('')
  const read = useRef(onRead)
  read.current = onRead
  useEffect(() => {
    const Found = detectorClass()
    if (!on || !Found) return
    const detector = new Found({ formats: ['qr_code'] })
    let [stream, last, lastMs]: [MediaStream | undefined, string, number] = [undefined, '', 0]
    void navigator.mediaDevices.getUserMedia({ video: { facingMode: 'environment' } }).then(
      async got => {
        stream = got
        if (!video.current) return
        video.current.srcObject = got
        await video.current.play()
      },
      () => setOn(false),
    )
    const timer = setInterval(async () => {
      if (!video.current?.videoWidth) return
      const [code] = await detector.detect(video.current)
      if (!code || (code.rawValue === last && Date.now() - lastMs < sameMs)) return
      ;[last, lastMs] = [code.rawValue, Date.now()]
      read.current(code.rawValue)
    }, everyMs)
    return () => {
      clearInterval(timer)
      for (const track of stream?.getTracks() ?? []) track.stop()
    }
  }, [on])
  const submit = (event: FormEvent): void => {
    event.preventDefault()
    if (typed.trim() !== '') onRead(typed.trim())
    setTyped('')
  }
  return (
    <form onSubmit={submit}>
      {detectorClass() && (
        <button type="button" onClick={() => setOn(!on)}>
          {on ? said.stopCamera : said.camera}
        </button>
      )}
      {on && <video ref={video} muted playsInline aria-label={said.camera} />}
      <div>
        <label htmlFor="ticket">{said.ticket}</label>
        <input
          id="ticket"
          autoComplete="off"
          autoCapitalize="off"
          spellCheck={false}
          value={typed}
          onInput={event => setTyped(event.currentTarget.value)}
        />
      </div>
      <button type="submit" className="second">
        {said.read}
      </button>
    </form>
  )
}
