import './filter-bar.css'
import { DatePicker, Input, Select } from 'antd'
import dayjs from 'dayjs'
import { startTransition, useState } from 'react'
import { listed } from '../../kernel/contract/punctuation.ts'
import { Button } from '../button.tsx'
import { type Format, useFormat } from '../format.ts'
import { Icon } from '../icon.tsx'
import { type UiLang, useUiLang } from '../lang.ts'
import { useUiWords } from '../words.ts'

interface FilterHead<Id extends string> {
  readonly id: Id
  readonly label: string
  /** Folded away until asked for (or set). */
  readonly more?: boolean
}

export interface FilterOption {
  readonly value: string
  readonly label: string
}

/**
 * `text` one search box; `one` and `many` a choice (`many` keeps `a,b,c`);
 * `days` a span kept as `2026-11-01..2026-11-30`, either end may be open.
 */
export type Filter<Id extends string = string> =
  | (FilterHead<Id> & { readonly kind: 'text' })
  | (FilterHead<Id> & { readonly kind: 'one' | 'many'; readonly options: readonly FilterOption[] })
  | (FilterHead<Id> & { readonly kind: 'days' })

export type FilterValues<Id extends string> = Readonly<Partial<Record<Id, string | undefined>>>

export interface FilterBarProps<Id extends string> {
  readonly filters: readonly Filter<Id>[]
  /** From `useUrlState`, so that the view can be shared. */
  readonly values: FilterValues<Id>
  readonly onChange: (patch: Partial<Record<Id, string | undefined>>) => void
}

/** What the list is narrowed by: inputs in a row, what is set as chips that can be taken off one by one. */
export function FilterBar<Id extends string>({ filters, values, onChange }: FilterBarProps<Id>) {
  const words = useUiWords()
  const format = useFormat()
  const lang = useUiLang()
  const [all, setAll] = useState(false)
  const folded = filters.filter((filter) => filter.more)
  const shown = all ? filters : filters.filter((filter) => !filter.more)
  const set = filters.filter((filter) => values[filter.id])
  const change = (id: Id, value: string | undefined) => onChange({ [id]: value } as Partial<Record<Id, string>>)
  return (
    <search className="desk-filters">
      <div className="desk-filters-row">
        {shown.map((filter) => (
          <Control key={filter.id} filter={filter} value={values[filter.id]} onChange={(v) => change(filter.id, v)} />
        ))}
        {folded.length > 0 && (
          <Button look="quiet" icon="filter" onClick={() => startTransition(() => setAll(!all))}>
            {all ? words.filter.fewer : words.filter.more}
          </Button>
        )}
      </div>
      {set.length > 0 && (
        <div className="desk-filters-chips">
          {set.map((filter) => {
            const said = words.filter.set(filter.label, saidOf(filter, values[filter.id] ?? '', { format, lang }))
            return (
              <span key={filter.id} className="desk-chip">
                {said}
                <button
                  type="button"
                  aria-label={words.filter.without(said)}
                  onClick={() => change(filter.id, undefined)}
                >
                  <Icon name="cross" size={14} />
                </button>
              </span>
            )
          })}
          <Button
            look="quiet"
            onClick={() => onChange(Object.fromEntries(set.map((filter) => [filter.id, undefined])) as never)}
          >
            {words.filter.clear}
          </Button>
        </div>
      )}
    </search>
  )
}

interface ControlProps {
  readonly filter: Filter
  readonly value: string | undefined
  readonly onChange: (value: string | undefined) => void
}

/** A list of fewer opens sooner when all of it is there. */
const virtualFrom = 30

function Control({ filter, value, onChange }: ControlProps) {
  switch (filter.kind) {
    case 'text':
      return <TextFilter label={filter.label} value={value} onChange={onChange} />
    case 'days':
      return <DaysFilter label={filter.label} value={value} onChange={onChange} />
    case 'one':
    case 'many':
      return <Choice filter={filter} value={value} onChange={onChange} />
  }
}

interface ChoiceProps extends ControlProps {
  readonly filter: Extract<Filter, { kind: 'one' | 'many' }>
}

/** One or several of some. The press is answered by the next paint; the list, which takes longer to make, comes after it. */
function Choice({ filter: { kind, label, options }, value, onChange }: ChoiceProps) {
  const [open, setOpen] = useState(false)
  const shared = {
    ...{ 'aria-label': label, placeholder: label, allowClear: true, virtual: options.length > virtualFrom },
    ...{ showSearch: { optionFilterProp: 'label' }, options: [...options], open },
    onOpenChange: (next: boolean) => startTransition(() => setOpen(next)),
  }
  if (kind === 'one')
    return <Select {...shared} value={value ?? null} onChange={(next) => onChange(next ?? undefined)} />
  return (
    <Select
      {...shared}
      mode="multiple"
      maxTagCount="responsive"
      value={value ? value.split(',') : []}
      onChange={(next: string[]) => onChange(next.join(',') || undefined)}
    />
  )
}

type Narrow = { label: string; value: string | undefined; onChange: (value: string | undefined) => void }

/** Searches on Enter or when left, not at each key: the input method is still composing. */
function TextFilter({ label, value, onChange }: Narrow) {
  return (
    <Input
      key={value ?? ''}
      className="desk-filters-search"
      prefix={<Icon name="search" size={16} />}
      aria-label={label}
      placeholder={label}
      defaultValue={value ?? ''}
      allowClear
      onPressEnter={(event) => onChange(event.currentTarget.value.trim() || undefined)}
      onBlur={(event) => {
        const next = event.currentTarget.value.trim() || undefined
        if (next !== value) onChange(next)
      }}
      onClear={() => onChange(undefined)}
    />
  )
}

function DaysFilter({ label, value, onChange }: Narrow) {
  const words = useUiWords()
  const [from, to] = (value ?? '').split('..')
  return (
    <DatePicker.RangePicker
      aria-label={label}
      placeholder={[`${label} ${words.filter.from}`, words.filter.to]}
      allowEmpty={[true, true]}
      value={[from ? dayjs(from) : null, to ? dayjs(to) : null]}
      onChange={(days) => {
        const [first, last] = (days ?? []).map((day) => day?.format('YYYY-MM-DD') ?? '')
        onChange(first || last ? `${first ?? ''}..${last ?? ''}` : undefined)
      }}
    />
  )
}

function saidOf(filter: Filter, value: string, { format, lang }: { format: Format; lang: UiLang }): string {
  if (filter.kind === 'text') return value
  if (filter.kind === 'days') return value.split('..').map(format.date).join(' – ')
  const label = (one: string) => filter.options.find((option) => option.value === one)?.label ?? one
  return listed(lang, value.split(',').map(label))
}
