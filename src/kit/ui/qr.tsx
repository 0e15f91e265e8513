import encodeQr from 'qr'
import type { ReactNode } from 'react'

/** A QR code as one path, black on white in either theme, so that every phone reads it. */
export function Qr({ text, label }: { readonly text: string; readonly label: string }): ReactNode {
  const rows = encodeQr(text, 'raw', { border: 2 })
  const path = rows.flatMap((row, y) => row.map((dark, x) => (dark ? `M${x} ${y}h1v1h-1z` : ''))).join('')
  return (
    <svg
      viewBox={`0 0 ${rows.length} ${rows.length}`}
      role="img"
      aria-label={label}
      width="176"
      height="176"
      className="rounded-control border border-line"
    >
      <rect width="100%" height="100%" fill="#fff" />
      <path d={path} fill="#000" />
    </svg>
  )
}
