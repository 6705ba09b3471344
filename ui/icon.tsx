import type { ReactNode } from 'react'

/** Line drawings on a 24 × 24 sheet, one stroke weight, rounded ends. Add one here rather than importing a set. */
const drawings = {
  home: <path d="M4 11.5 12 5l8 6.5M6 10v9h12v-9M10 19v-5h4v5" />,
  list: <path d="M9 6h11M9 12h11M9 18h11M4.5 6h.01M4.5 12h.01M4.5 18h.01" />,
  inbox: <path d="M4 13 6.5 5h11L20 13v6H4v-6Zm0 0h5l1 2.5h4l1-2.5h5" />,
  map: <path d="m4 6.5 5-2 6 2 5-2v13l-5 2-6-2-5 2v-13Zm5-2v13m6-11v13" />,
  board: <path d="M4 5h16v11H4zM12 16v3m-4 0h8M8 12v-2m4 2V8m4 4v-1" />,
  chart: <path d="M4 20h16M7 16v-4m5 4V6m5 10v-7" />,
  bell: <path d="M6 17h12l-1.5-2.5V11a4.5 4.5 0 0 0-9 0v3.5L6 17Zm4 2.5a2 2 0 0 0 4 0M12 6.5V4.5" />,
  search: <path d="m20 20-4.5-4.5M4.5 11a6.5 6.5 0 1 0 13 0 6.5 6.5 0 0 0-13 0Z" />,
  plus: <path d="M12 5v14M5 12h14" />,
  minus: <path d="M5 12h14" />,
  check: <path d="m5 12.5 4.5 4.5L19 7.5" />,
  cross: <path d="m6 6 12 12M18 6 6 18" />,
  warning: <path d="M12 4.5 3.5 19h17L12 4.5Zm0 5.5v4.5m0 2.5v.01" />,
  info: <path d="M4 12a8 8 0 1 0 16 0 8 8 0 0 0-16 0Zm8-1v5m0-8v.01" />,
  clock: <path d="M4 12a8 8 0 1 0 16 0 8 8 0 0 0-16 0Zm8-4.5V12l3 2" />,
  calendar: <path d="M5 6h14v14H5zM5 10h14M9 4v3m6-3v3" />,
  pause: <path d="M4 12a8 8 0 1 0 16 0 8 8 0 0 0-16 0Zm6-3v6m4-6v6" />,
  flag: <path d="M6 20V5c4-2 7 2 12 0v9c-5 2-8-2-12 0" />,
  whistle: <path d="M4 9h9l7-2v4l-4 1.5a4.5 4.5 0 1 1-8.5-1.5H4V9Zm7.5 5v.01M14 4l.5-1m2.5 2 1-1" />,
  camera: <path d="M4 8h3.5l1.5-2h6l1.5 2H20v11H4V8Zm5 5.5a3 3 0 1 0 6 0 3 3 0 0 0-6 0Z" />,
  photo: <path d="M4 5h16v14H4zM4 16l5-5 4 4 2.5-2.5L20 17M15 9v.01" />,
  phone: <path d="M8 4H5c0 8.5 6.5 15 15 15v-3.5l-4-1.5-2 2c-2.5-1.2-4.3-3-5.5-5.5l2-2L8 4Z" />,
  message: <path d="M4 5h16v11h-9l-4 3.5V16H4V5Zm4 4h8m-8 3h5" />,
  send: <path d="m20 4-7 16-2.5-6.5L4 11l16-7Zm-9.5 9.5L20 4" />,
  person: <path d="M8.5 8a3.5 3.5 0 1 0 7 0 3.5 3.5 0 0 0-7 0ZM5 20c.5-4 3-6 7-6s6.5 2 7 6" />,
  people: (
    <path d="M5.5 8.5a3 3 0 1 0 6 0 3 3 0 0 0-6 0ZM3 19c.3-3.5 2.3-5 5.5-5s5.2 1.5 5.5 5m.5-13a2.5 2.5 0 0 1 0 5m2 3c2.5.3 4 1.8 4.5 5" />
  ),
  building: <path d="M5 20V5h9v15m0-10h5v10M3 20h18M8 8.5h3m-3 3.5h3m-3 3.5h3" />,
  grid: <path d="M4 4h7v7H4zM13 4h7v7h-7zM4 13h7v7H4zM13 13h7v7h-7z" />,
  pin: <path d="M12 21c-4-5-6-8-6-11a6 6 0 1 1 12 0c0 3-2 6-6 11Zm-2-11a2 2 0 1 0 4 0 2 2 0 0 0-4 0Z" />,
  target: <path d="M6 12a6 6 0 1 0 12 0 6 6 0 0 0-12 0Zm6-9v4m0 10v4M3 12h4m10 0h4" />,
  qr: <path d="M4 4h6v6H4zM14 4h6v6h-6zM4 14h6v6H4zM14 14h2v2h-2zM18 14h2M14 18v2m4-2h2v2h-2z" />,
  file: <path d="M6 3.5h8l4 4v13H6v-17Zm8 0v4h4M9 12h6m-6 4h6" />,
  table: <path d="M4 5h16v14H4zM4 10h16M4 14.5h16M10 10v9" />,
  download: <path d="M12 4v11m-4-4 4 4 4-4M5 20h14" />,
  upload: <path d="M12 15V4M8 8l4-4 4 4M5 20h14" />,
  filter: <path d="M4 6h16l-6 7v6l-4-2v-4L4 6Z" />,
  columns: <path d="M4 5h16v14H4zM9.5 5v14m5-14v14" />,
  edit: <path d="m5 19 1-4L16 5l3 3L9 18l-4 1Zm9-12 3 3" />,
  copy: <path d="M9 9h10v11H9zM5 15V4h10v2" />,
  link: <path d="M10 14 14 10m-5 1-2.5 2.5a3 3 0 0 0 4.2 4.2L13 15.5m-2-7 2.3-2.2a3 3 0 0 1 4.2 4.2L15 13" />,
  merge: <path d="M6 4v3c0 4 6 4 6 8v5m6-16v3c0 4-6 4-6 8m-3 2 3 3 3-3" />,
  undo: <path d="M5 9h9a5 5 0 0 1 0 10H8M5 9l4-4M5 9l4 4" />,
  refresh: <path d="M19 12a7 7 0 1 1-2.2-5.1L19 9m0-4.5V9h-4.5" />,
  eye: <path d="M3 12c2-4 5-6 9-6s7 2 9 6c-2 4-5 6-9 6s-7-2-9-6Zm6.5 0a2.5 2.5 0 1 0 5 0 2.5 2.5 0 0 0-5 0Z" />,
  lock: <path d="M6 11h12v9H6zM8.5 11V8a3.5 3.5 0 0 1 7 0v3m-3.5 4v2" />,
  key: <path d="M4.5 15a4 4 0 1 0 8 0 4 4 0 0 0-8 0Zm6.8-2.8L19 4.5m-4 4 3 3m-.5-5.5 2 2" />,
  settings: <path d="M4 7h9m4 0h3M4 17h3m4 0h9M13 7a2 2 0 1 0 4 0 2 2 0 0 0-4 0ZM7 17a2 2 0 1 0 4 0 2 2 0 0 0-4 0Z" />,
  leave: <path d="M13 5H5v14h8M10 12h10m-4-4 4 4-4 4" />,
  language: (
    <path d="M4 12a8 8 0 1 0 16 0 8 8 0 0 0-16 0Zm.5-2.5h15m-15 5h15M12 4c-4.5 4.5-4.5 11.5 0 16 4.5-4.5 4.5-11.5 0-16Z" />
  ),
  text: <path d="m3.5 18 4.5-12 4.5 12M5 14h6m3 4 3-8 3.5 8m-5.5-2.5h4.5" />,
  menu: <path d="M4 7h16M4 12h16M4 17h16" />,
  more: <path d="M5 12h.01M12 12h.01M19 12h.01" strokeWidth={2.8} />,
  back: <path d="m14 6-6 6 6 6" />,
  forward: <path d="m10 6 6 6-6 6" />,
  up: <path d="m6 14 6-6 6 6" />,
  down: <path d="m6 10 6 6 6-6" />,
  climb: <path d="M12 20V5m-5 5 5-5 5 5" />,
  out: <path d="M10 5H5v14h14v-5M13 5h6v6m0-6-8 8" />,
  star: <path d="m12 4.5 2.3 4.9 5.3.7-3.9 3.7 1 5.3-4.7-2.6-4.7 2.6 1-5.3-3.9-3.7 5.3-.7L12 4.5Z" />,
  heart: <path d="M12 19.5C6 15 4 12.5 4 9.5A4 4 0 0 1 12 8a4 4 0 0 1 8 1.5c0 3-2 5.5-8 10Z" />,
  tools: <path d="M14.5 6.5a4 4 0 0 0-5 5L4 17l3 3 5.5-5.5a4 4 0 0 0 5-5L15 12l-3-3 2.5-2.5Z" />,
  offline: <path d="m4 4 16 16M5 10.5a10 10 0 0 1 3.5-2.3m4-.7c2.5.2 4.7 1.3 6.5 3M8 14a6 6 0 0 1 4-1.7M12 18v.01" />,
  queue: <path d="M5 5h14v5H5zM5 14h9M5 18h9m4-4v5m-2-2 2 2 2-2" />,
} as const satisfies Record<string, ReactNode>

export type IconName = keyof typeof drawings
export const iconNames = Object.keys(drawings) as IconName[]

export interface IconProps {
  readonly name: IconName
  /** px at normal type; grows with the large-type face. */
  readonly size?: number
  /** Said aloud; leave out where words stand beside it. */
  readonly label?: string
  readonly filled?: boolean
}

/** A line drawing in the colour of the text around it. */
export function Icon({ name, size = 20, label, filled = false }: IconProps) {
  const side = `calc(${size}px * var(--zoom))`
  return (
    // biome-ignore lint/a11y/noSvgWithoutTitle: either named by aria-label or hidden from those who hear the page
    <svg
      viewBox="0 0 24 24"
      style={{ width: side, height: side, flex: 'none' }}
      fill={filled ? 'currentColor' : 'none'}
      stroke="currentColor"
      strokeWidth={1.6}
      strokeLinecap="round"
      strokeLinejoin="round"
      {...(label ? { role: 'img', 'aria-label': label } : { 'aria-hidden': true })}
    >
      {drawings[name]}
    </svg>
  )
}
