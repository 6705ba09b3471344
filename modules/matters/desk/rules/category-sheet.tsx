import { useState } from 'react'
import { useSay, useWords } from '../../../../kernel/web/words.ts'
import { Button } from '../../../../ui/button.tsx'
import { Sheet } from '../../../../ui/desk/page.tsx'
import { Remark } from '../../../../ui/error-note.tsx'
import { Field } from '../../../../ui/field.tsx'
import { useFormat } from '../../../../ui/format.ts'
import { Icon } from '../../../../ui/icon.tsx'
import { StatusWord } from '../../../../ui/status-word.tsx'
import type { CategoryRules } from '../../rules/category-contract.ts'
import {
  type CategoryTree,
  type TreeNode,
  treeChanges,
  withAdded,
  withChanged,
  withMoved,
  withoutNew,
  withRetired,
} from '../../rules/category-draft.ts'
import { Line } from '../parts/inputs.tsx'
import { type CategoryRow, categoryRows } from './category-rows.ts'
import { documentWords } from './document-words.ts'
import { words } from './words.ts'

interface CategorySheetProps {
  readonly data: CategoryRules
  readonly before: CategoryTree
  readonly draft: CategoryTree
  readonly onChange: (tree: CategoryTree) => void
}

/** The tree as it would be: a branch folds, a category opens to be changed. */
export function CategorySheet({ data, before, draft, onChange }: CategorySheetProps) {
  const w = useWords(documentWords)
  const say = useSay()
  const [find, setFind] = useState('')
  const [chosen, setChosen] = useState<string | null>(null)
  const [folds, setFolds] = useState<ReadonlyMap<string, boolean>>(new Map())
  const [full, setFull] = useState(false)
  const changed = treeChanges(before, draft).map(({ code }) => code)
  const rows = categoryRows(
    draft.map((node) => ({ ...node, keywords: [...node.keywords] })),
    {
      own: new Set(changed),
      counts: data.counts.map(({ code, lastMonth }) => ({ category: code, matters: lastMonth })),
      find: find.trim(),
      onlyOwn: false,
      folds,
      say,
    },
  )
  const add = (parent: string | null) => {
    const next = withAdded(draft, parent, w.newName)
    setFull(next === null)
    if (!next) return
    const known = new Set(draft.map(({ code }) => code))
    onChange(next)
    setFind('')
    if (parent) setFolds(new Map([...folds, [parent, true]]))
    setChosen(next.find(({ code }) => !known.has(code))?.code ?? null)
  }
  return (
    <Sheet
      tools={
        <Button icon="plus" onClick={() => add(null)}>
          {w.addTop}
        </Button>
      }
    >
      <div className="ui-stack">
        <div className="ru-tools">
          <Field label={w.find}>
            {(control) => <Line control={control} value={find} onChange={setFind} maxLength={20} />}
          </Field>
        </div>
        {full && <Remark>{w.full}</Remark>}
        <ul className="ru-tree">
          {rows.map((row) => {
            const node = draft.find(({ code }) => code === row.code)
            if (!node) return null
            return (
              <li key={row.code}>
                <Row
                  row={row}
                  node={node}
                  isNew={!before.some(({ code }) => code === row.code)}
                  open={data.counts.find(({ code }) => code === row.code)?.open ?? 0}
                  chosen={chosen === row.code}
                  onFold={() => setFolds(new Map([...folds, [row.code, !row.open]]))}
                  onChoose={() => setChosen(chosen === row.code ? null : row.code)}
                />
                {chosen === row.code && (
                  <Panel
                    node={node}
                    before={before}
                    draft={draft}
                    onAdd={() => add(row.code)}
                    onChange={onChange}
                    onFull={() => setFull(true)}
                  />
                )}
              </li>
            )
          })}
        </ul>
        {rows.length === 0 && <p className="ui-muted">{w.nothingFound}</p>}
      </div>
    </Sheet>
  )
}

interface RowProps {
  readonly row: CategoryRow
  readonly node: TreeNode
  readonly isNew: boolean
  readonly open: number
  readonly chosen: boolean
  readonly onFold: () => void
  readonly onChoose: () => void
}

function Row({ row, node, isNew, open, chosen, onFold, onChoose }: RowProps) {
  const w = useWords(documentWords)
  const r = useWords(words)
  const format = useFormat()
  return (
    <div className={`ru-name ru-depth-${Math.min(row.depth, 2)}`}>
      {row.below > 0 && row.open !== null ? (
        <button
          type="button"
          className="ru-fold"
          aria-expanded={row.open}
          aria-label={row.open ? r.hide(row.name) : r.show(row.name, row.below)}
          onClick={onFold}
        >
          <Icon name={row.open ? 'minus' : 'plus'} size={16} />
        </button>
      ) : (
        <span className="ru-nofold" />
      )}
      <button type="button" className="ru-cell" aria-expanded={chosen} onClick={onChoose}>
        <span className={node.retired ? 'ui-muted' : 'ru-cell-own'}>
          {row.path ? `${row.path} / ${row.name}` : row.name}
        </span>
      </button>
      {node.retired && <StatusWord words={w.retired} />}
      {isNew && <StatusWord words={w.fresh} tone="active" />}
      <span className="ui-muted ui-small">
        {[row.matters > 0 && r.lastMonth(format.number(row.matters)), open > 0 && w.open(format.number(open))]
          .filter(Boolean)
          .join(' · ')}
      </span>
    </div>
  )
}

interface PanelProps {
  readonly node: TreeNode
  readonly before: CategoryTree
  readonly draft: CategoryTree
  readonly onAdd: () => void
  readonly onChange: (tree: CategoryTree) => void
  readonly onFull: () => void
}

/** What can be changed of one category. */
function Panel({ node, before, draft, onAdd, onChange, onFull }: PanelProps) {
  const w = useWords(documentWords)
  const { code, name, retired } = node
  const [typed, setTyped] = useState(node.keywords.join(' '))
  const isNew = !before.some((one) => one.code === code)
  const setWords = (text: string) => {
    setTyped(text)
    const keywords = [...new Set(text.split(/[\s,，、;；]+/).filter((word) => word !== ''))]
    onChange(withChanged(draft, code, { keywords: keywords.slice(0, 60).map((word) => word.slice(0, 30)) }))
  }
  return (
    <div className="ru-panel">
      <div className="ru-draft">
        <Field label={w.zh} required>
          {(control) => (
            <Line
              control={control}
              value={name.zh}
              maxLength={40}
              onChange={(zh) => onChange(withChanged(draft, code, { name: { ...name, zh } }))}
            />
          )}
        </Field>
        <Field label={w.en} required>
          {(control) => (
            <Line
              control={control}
              value={name.en}
              maxLength={80}
              onChange={(en) => onChange(withChanged(draft, code, { name: { ...name, en } }))}
            />
          )}
        </Field>
        <Field label={w.keywords} hint={w.keywordsHint} optional>
          {(control) => <Line control={control} value={typed} maxLength={1000} onChange={setWords} />}
        </Field>
        {!retired && <MoveField {...{ node, before, draft, onChange, onFull }} />}
      </div>
      <div className="ui-row">
        {!retired && (
          <Button icon="plus" onClick={onAdd}>
            {w.addBelow}
          </Button>
        )}
        {isNew ? (
          <Button icon="cross" onClick={() => onChange(withoutNew(draft, code))}>
            {w.takeAway}
          </Button>
        ) : (
          <Button icon={retired ? 'undo' : 'cross'} onClick={() => onChange(withRetired(draft, code, !retired))}>
            {retired ? w.restore : w.retire}
          </Button>
        )}
        {!retired && !isNew && <span className="ui-muted ui-small">{w.retireHint}</span>}
      </div>
    </div>
  )
}

function MoveField({ node, before, draft, onChange, onFull }: Omit<PanelProps, 'onAdd'>) {
  const w = useWords(documentWords)
  const say = useSay()
  const others = draft.filter(
    ({ code, retired }) => !retired && !code.startsWith(node.code) && code !== node.parent && code.length < 6,
  )
  const move = (parent: string) => {
    const next = withMoved(draft, node.code, parent, new Set(before.map(({ code }) => code)))
    if (next) onChange(next)
    else onFull()
  }
  return (
    <Field label={w.move} hint={w.moveHint} optional>
      {(control) => (
        <select className="ui-input" {...control} value="" onChange={(e) => e.target.value && move(e.target.value)}>
          <option value="">{w.chooseParent}</option>
          {others.map(({ code, name, parent }) => (
            <option key={code} value={code}>
              {`${parent === null ? '' : '　'}${say(name)}`}
            </option>
          ))}
        </select>
      )}
    </Field>
  )
}
