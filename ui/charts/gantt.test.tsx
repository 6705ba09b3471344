import { renderToStaticMarkup } from 'react-dom/server'
import { describe, expect, it } from 'vitest'
import { Gantt, type GanttWords } from './gantt.tsx'

const words: GanttWords = {
  ...{ row: '阶段', planned: '计划', actual: '实际', delay: '延期', today: '今天', goesOn: '至今', notYet: '未开始' },
}
const plain = (markup: string) =>
  markup
    .replace(/<svg.*?<\/svg>/gs, '')
    .replace(/<[^>]+>/g, ' ')
    .replace(/\s+/g, ' ')

describe('rows of time', () => {
  const planned = { from: '2026-03-01', to: '2026-03-31' }
  const markup = renderToStaticMarkup(
    <Gantt
      label="各阶段"
      today="2026-04-20"
      words={words}
      rows={[
        { id: 'survey', label: '摸底', planned, actual: { from: '2026-03-02', to: '2026-03-20' } },
        {
          ...{ id: 'design', label: '方案', now: true, planned: { from: '2026-04-01', to: '2026-04-10' } },
          ...{ actual: { from: '2026-04-02', to: null }, delays: [{ from: '2026-04-11', to: '2026-04-30' }] },
        },
        { id: 'start', label: '开工', planned: { from: '2026-05-01', to: '2026-06-30' } },
      ]}
    />,
  )

  it('can be heard: every day that is drawn is said', () => {
    const said = plain(markup)
    expect(said).toContain('2026年3月1日 – 3月31日')
    expect(said).toMatch(/2026年4月2日 至今/)
    expect(said).toMatch(/2026年4月11日 – 4月30日/)
    expect(said).toContain('未开始')
  })

  it('draws a plan for each, a bar for what began, a hatched one for a delay, one line for today a row', () => {
    const count = (look: RegExp) => markup.match(look)?.length
    expect(count(/class="ui-gantt-planned" x="\d[^"]*%"/g)).toBe(3)
    expect(count(/class="ui-gantt-done( ui-gantt-open)?" x="\d[^"]*%"/g)).toBe(2)
    expect(count(/ui-gantt-open/g)).toBe(1)
    expect(count(/class="ui-gantt-delay" x="\d[^"]*%"/g)).toBe(1)
    expect(count(/class="ui-gantt-today"/g)).toBe(3)
    expect(count(/aria-current="step"/g)).toBe(1)
  })

  it('says its days without a picture where no day is known', () => {
    const bare = renderToStaticMarkup(
      <Gantt label="各阶段" today="2026-04-20" words={words} rows={[{ id: 'survey', label: '摸底' }]} />,
    )
    expect(plain(bare)).toContain('未开始')
    expect(bare).not.toContain('ui-gantt-axis')
  })
})
