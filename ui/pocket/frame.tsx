import './pocket.css'
import { type ReactNode, useEffect } from 'react'
import { Button } from '../button.tsx'
import { Icon, type IconName } from '../icon.tsx'
import { setLargeType, useLargeType } from '../large-type.ts'
import { Go, useNavigation } from '../navigation.tsx'
import { useUiWords } from '../words.ts'

export interface AppBarProps {
  readonly title: string
  /** Where “back” leads if there is no history (opened from a QR code); without it there is no back button. */
  readonly back?: string
  readonly actions?: ReactNode
}

/** The head of a phone page. Also names the tab. */
export function AppBar({ title, back, actions }: AppBarProps) {
  const words = useUiWords()
  const navigation = useNavigation()
  useEffect(() => {
    document.title = `${title} · 里仁`
  }, [title])
  const goBack = () => (history.length > 1 ? navigation.back() : navigation.go(back ?? '/'))
  return (
    <header className="pocket-bar">
      {back !== undefined && <Button look="quiet" icon="back" label={words.pocket.back} onClick={goBack} />}
      <h1>{title}</h1>
      {actions}
    </header>
  )
}

/** The body of a phone page. */
export function Screen({ children }: { children: ReactNode }) {
  return <main className="pocket-screen">{children}</main>
}

export interface BottomNavItem {
  readonly to: string
  readonly words: string
  readonly icon: IconName
  readonly current: boolean
  /** Something waits there: how many. */
  readonly count?: number
}

/** Three to six places to be, at the thumb. */
export function BottomNav({ label, items }: { label: string; items: readonly BottomNavItem[] }) {
  return (
    <nav className="pocket-nav" aria-label={label}>
      {items.map((item) => (
        <Go key={item.to} to={item.to} current={item.current}>
          <Icon name={item.icon} size={24} />
          {item.words}
          {item.count ? <span className="pocket-count">{item.count > 99 ? '99+' : item.count}</span> : null}
        </Go>
      ))}
    </nav>
  )
}

/** Switches 长辈版, and remembers it. */
export function LargeTypeToggle() {
  const words = useUiWords()
  const large = useLargeType()
  return (
    <Button look="quiet" icon="text" onClick={() => setLargeType(!large)}>
      {large ? words.pocket.normal : words.pocket.large}
    </Button>
  )
}

/** Switches the language; the app gives the way, since it keeps the choice. */
export function LangToggle({ onSwitch }: { onSwitch: () => void }) {
  const words = useUiWords()
  return (
    <Button look="quiet" icon="language" onClick={onSwitch}>
      {words.pocket.language}
    </Button>
  )
}

/** Says that there is no network and what happens with what one fills in, or what still waits to be sent. */
export function OfflineBanner({ online, queued, to }: { online: boolean; queued: number; to?: string }) {
  const words = useUiWords()
  if (online && queued === 0) return null
  const said = queued > 0 ? words.pocket.queued(queued) : ''
  return (
    <div className="pocket-offline" role="status">
      <Icon name={online ? 'queue' : 'offline'} size={18} />
      <span>
        {!online && words.pocket.offline} {to && said ? <Go to={to}>{said}</Go> : said}
      </span>
    </div>
  )
}
