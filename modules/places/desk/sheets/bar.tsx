import './import.css'

/** How far something is, 0 to 1; null where nobody can tell. */
export function Bar({ label, share }: { label: string; share: number | null }) {
  return (
    <div
      className={`import-bar${share === null ? ' import-bar-unknown' : ''}`}
      role="progressbar"
      aria-label={label}
      aria-valuemin={0}
      aria-valuemax={100}
      {...(share === null ? {} : { 'aria-valuenow': Math.round(share * 100) })}
    >
      <span style={share === null ? {} : { width: `${Math.round(share * 100)}%` }} />
    </div>
  )
}
