import './lamp.css'

/** `off`: no clock is running. */
export type LampTone = 'green' | 'yellow' | 'red' | 'off'

/** Each tone has its own shape, so that colour is never the only sign. */
const shapes = {
  green: <circle cx="10" cy="10" r="9" />,
  yellow: <path d="M10 1 19.5 18.5H.5z" />,
  red: <rect x="1.5" y="1.5" width="17" height="17" rx="1.5" />,
  off: <circle cx="10" cy="10" r="7.5" />,
} as const

export interface LampProps {
  readonly tone: LampTone
  /** Always needed, also when only the shape is shown: “超时 2 天”. */
  readonly words: string
  /** The shape alone; the words are a tooltip and are read aloud. */
  readonly bare?: boolean
}

/** How a clock stands: a shape, a colour and words. */
export function Lamp({ tone, words, bare = false }: LampProps) {
  return (
    <span className={`ui-lamp ui-lamp-${tone}${bare ? ' ui-lamp-bare' : ''}`} title={bare ? words : undefined}>
      <svg viewBox="0 0 20 20" aria-hidden="true">
        {shapes[tone]}
      </svg>
      {bare ? <span className="ui-unseen">{words}</span> : words}
    </span>
  )
}
