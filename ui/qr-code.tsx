import { create } from 'qrcode'
import { useMemo } from 'react'

export interface QrCodeProps {
  readonly text: string
  readonly label: string
  readonly className?: string
}

/** Dark modules of each row as one path; four modules of quiet around it, as the standard asks (ISO/IEC 18004). */
export default function QrCode({ text, label, className }: QrCodeProps) {
  const { size, path } = useMemo(() => drawn(text), [text])
  return (
    <svg className={className} viewBox={`-4 -4 ${size + 8} ${size + 8}`} role="img" aria-label={label}>
      <rect x="-4" y="-4" width={size + 8} height={size + 8} fill="#fff" />
      <path d={path} fill="#000" shapeRendering="crispEdges" />
    </svg>
  )
}

function drawn(text: string): { size: number; path: string } {
  const { size, data } = create(text, { errorCorrectionLevel: 'M' }).modules
  const squares = Array.from({ length: size * size }, (_, i) =>
    data[i] ? `M${i % size} ${Math.floor(i / size)}h1v1h-1z` : '',
  )
  return { size, path: squares.join('') }
}
