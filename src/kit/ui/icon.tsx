import type { ReactNode } from 'react'
import { classes } from './class.ts'

/** Line drawings on a 16 x 16 grid, 1.75 wide; they repeat a word and never stand for one alone. */
const paths = {
  check: 'M3 8.5l3.2 3.2L13 5',
  minus: 'M3.5 8h9',
  plus: 'M8 3.5v9M3.5 8h9',
  question: 'M5.8 6a2.2 2.2 0 1 1 3.1 2c-.7.4-.9.8-.9 1.5M8 12.2v.1',
  pencil: 'M3 13l.6-2.8 6.9-6.9 2.2 2.2-6.9 6.9L3 13z',
  clock: 'M8 2.2a5.8 5.8 0 1 1 0 11.6A5.8 5.8 0 0 1 8 2.2zM8 5v3.2l2 1.3',
  cross: 'M4 4l8 8M12 4l-8 8',
  alert: 'M8 2.2a5.8 5.8 0 1 1 0 11.6A5.8 5.8 0 0 1 8 2.2zM8 5v3.6M8 10.9v.1',
  info: 'M8 2.2a5.8 5.8 0 1 1 0 11.6A5.8 5.8 0 0 1 8 2.2zM8 7.4v3.6M8 5v.1',
  down: 'M4 6l4 4 4-4',
  up: 'M4 10l4-4 4 4',
  right: 'M6 4l4 4-4 4',
  left: 'M10 4L6 8l4 4',
  search: 'M7 2.8a4.2 4.2 0 1 1 0 8.4 4.2 4.2 0 0 1 0-8.4zM10.2 10.2l3.3 3.3',
  download: 'M8 2.5v7.5M4.8 7L8 10.2 11.2 7M3 13.2h10',
  upload: 'M8 10.5V3M4.8 6L8 2.8 11.2 6M3 13.2h10',
  lock: 'M4 7.5h8v5.7H4zM5.6 7.5V5.4a2.4 2.4 0 0 1 4.8 0v2.1',
  send: 'M8 13V3M4 7l4-4 4 4',
  copy: 'M5.5 5.5h7.7v7.7H5.5zM10.3 5.5V2.8H2.8v7.5h2.7',
  menu: 'M2.5 4h11M2.5 8h11M2.5 12h11',
  dots: 'M3.5 8v.1M8 8v.1M12.5 8v.1',
  calendar: 'M2.8 4h10.4v9.2H2.8zM2.8 7h10.4M5.5 2.5V5M10.5 2.5V5',
  sort: 'M5 6.5L8 3.5l3 3M5 9.5l3 3 3-3',
  external: 'M6 3.5H3v9.5h9.5v-3M9 2.8h4.2V7M13 3L7.5 8.5',
} as const

export type IconName = keyof typeof paths

export function Icon({ name, className }: { readonly name: IconName; readonly className?: string }): ReactNode {
  return (
    <svg
      viewBox="0 0 16 16"
      width="16"
      height="16"
      fill="none"
      stroke="currentColor"
      strokeWidth={name === 'dots' ? 2.5 : 1.75}
      strokeLinecap="round"
      strokeLinejoin="round"
      aria-hidden="true"
      focusable="false"
      className={classes('inline-block shrink-0', className)}
    >
      <path d={paths[name]} />
    </svg>
  )
}
