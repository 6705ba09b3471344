import { useQueryClient } from '@tanstack/react-query'
import { type FormEvent, useEffect, useRef, useState } from 'react'
import { useCommand } from '../../kernel/web/hooks.ts'
import { currentLang, setLang, useWords } from '../../kernel/web/words.ts'
import { readers } from '../../modules/matters/desk/page-roles.ts'
import { hasRole } from '../../modules/matters/desk/parts/me.ts'
import { Bell } from '../../modules/notices/web/bell.tsx'
import { type Me, signOut } from '../../modules/people/contract.ts'
import { afterLeaving } from '../../modules/people/web/after-leaving.ts'
import { Button } from '../../ui/button.tsx'
import { Icon } from '../../ui/icon.tsx'
import { setLargeType, useLargeType } from '../../ui/large-type.ts'
import { useNavigation } from '../../ui/navigation.tsx'
import { words } from './words.ts'

/** Above every page: search, inbox, language, account. */
export function TopBar({ me, onMenu }: { me: Me | null | undefined; onMenu: () => void }) {
  const w = useWords(words)
  return (
    <header className="desk-top">
      <span className="desk-menu-button">
        <Button look="quiet" icon="menu" label={w.menu} onClick={onMenu} />
      </span>
      {me && hasRole(me, ...readers) ? <Search /> : <span className="desk-search" />}
      <Button
        look="quiet"
        icon="language"
        label={w.language}
        onClick={() => setLang(currentLang() === 'zh' ? 'en' : 'zh')}
      >
        <span className="desk-lang-words">{w.language}</span>
      </Button>
      {me && <Bell />}
      {me && <Account me={me} />}
    </header>
  )
}

/** Press `/` anywhere to come here. */
function Search() {
  const w = useWords(words)
  const navigation = useNavigation()
  const input = useRef<HTMLInputElement>(null)
  useEffect(() => {
    const focus = (event: KeyboardEvent) => {
      const typing =
        event.target instanceof HTMLElement && event.target.matches('input, textarea, select, [contenteditable]')
      if (event.key !== '/' || typing) return
      event.preventDefault()
      input.current?.focus()
    }
    window.addEventListener('keydown', focus)
    return () => window.removeEventListener('keydown', focus)
  }, [])
  const search = (event: FormEvent) => {
    event.preventDefault()
    const q = input.current?.value.trim() ?? ''
    navigation.go(q ? `/matters?q=${encodeURIComponent(q)}` : '/matters')
  }
  return (
    <search className="desk-search">
      <form onSubmit={search}>
        <Icon name="search" size={18} />
        <input ref={input} type="search" placeholder={w.search} aria-label={w.search} />
      </form>
    </search>
  )
}

function Account({ me }: { me: Me }) {
  const w = useWords(words)
  const [open, setOpen] = useState(false)
  const frame = useRef<HTMLDivElement>(null)
  useEffect(() => {
    if (!open) return
    const close = (event: Event) => {
      const outside =
        event instanceof KeyboardEvent ? event.key === 'Escape' : !frame.current?.contains(event.target as Node)
      if (outside) setOpen(false)
    }
    document.addEventListener('pointerdown', close)
    document.addEventListener('keydown', close)
    return () => {
      document.removeEventListener('pointerdown', close)
      document.removeEventListener('keydown', close)
    }
  }, [open])
  return (
    <div className="desk-menu-frame" ref={frame}>
      <button
        type="button"
        className="ui-button ui-button-quiet desk-me"
        aria-expanded={open}
        aria-label={`${me.name} ${postName(me, 0)} · ${w.account}`}
        onClick={() => setOpen(!open)}
      >
        <Icon name="person" />
        <span className="desk-me-words">
          {me.name}
          <small>{postName(me, 0)}</small>
        </span>
      </button>
      {open && <AccountMenu me={me} onClose={() => setOpen(false)} />}
    </div>
  )
}

function AccountMenu({ me, onClose }: { me: Me; onClose: () => void }) {
  const w = useWords(words)
  const navigation = useNavigation()
  const queries = useQueryClient()
  const large = useLargeType()
  const leave = useCommand(signOut, {
    onDone: (left) =>
      afterLeaving(left, () => {
        queries.clear()
        navigation.go('/sign-in')
      }),
  })
  return (
    <div className="desk-menu">
      <div className="desk-menu-who">
        <strong>{me.name}</strong>
        <ul>
          {me.posts.map((post, i) => (
            <li key={post.postId}>
              {postName(me, i)}
              {w.acting[post.how]}
            </li>
          ))}
        </ul>
      </div>
      <Button look="quiet" icon="key" to="/account">
        {w.account}
      </Button>
      <Button
        look="quiet"
        icon="text"
        onClick={() => {
          setLargeType(!large)
          onClose()
        }}
      >
        {large ? w.normal : w.large}
      </Button>
      <Button look="quiet" icon="leave" busy={leave.isPending} onClick={() => leave.mutate({})}>
        {w.signOut}
      </Button>
    </div>
  )
}

function postName(me: Me, index: number): string {
  const post = me.posts[index]
  if (!post) return ''
  return currentLang() === 'en' && post.nameEn ? post.nameEn : post.name
}
