import { useState } from 'react'
import { Button } from '../button.tsx'
import { type Column, DataTable } from '../desk/data-table.tsx'
import { FilterBar } from '../desk/filter-bar.tsx'
import { Sheet } from '../desk/page.tsx'
import { useTable } from '../desk/use-table.ts'
import { ViewTabs } from '../desk/views.tsx'
import { EmptyState } from '../empty-state.tsx'
import { ErrorNote, Remark } from '../error-note.tsx'
import { useFormat } from '../format.ts'
import { Lamp } from '../lamp.tsx'
import { useUiLang } from '../lang.ts'
import { useUrlState } from '../navigation.tsx'
import { StatusWord } from '../status-word.tsx'
import { rowsOf, type SampleRow } from './sample.ts'

const stateWords = {
  zh: { handling: '办理中', reported: '待受理', resolved: '待回访', suspended: '挂账' },
  en: { handling: 'Handling', reported: 'Reported', resolved: 'To follow up', suspended: 'On hold' },
}
const stateTones = { handling: 'active', reported: 'plain', resolved: 'done', suspended: 'stopped' } as const

function useColumnsOfMatters(): Column<SampleRow>[] {
  const lang = useUiLang()
  const format = useFormat()
  const zh = lang === 'zh'
  return [
    { id: 'title', title: zh ? '事项' : 'Matter', main: true, cell: (row) => row.title },
    { id: 'due', title: zh ? '时限' : 'Due', sort: 'asc', cell: (row) => <Lamp tone={row.tone} words={row.due} /> },
    {
      id: 'state',
      title: zh ? '状态' : 'State',
      cell: (row) => <StatusWord words={stateWords[lang][row.state]} tone={stateTones[row.state]} />,
    },
    { id: 'place', title: zh ? '地点' : 'Place', cell: (row) => row.place, width: '11em' },
    { id: 'holder', title: zh ? '承办' : 'Holder', cell: (row) => row.holder, width: '9em' },
    {
      id: 'reportedAt',
      title: zh ? '上报' : 'Reported',
      sort: 'desc',
      keep: true,
      cell: (row) => format.moment(row.reportedAt),
    },
    { id: 'followers', title: zh ? '关注' : 'Follow', sort: 'desc', align: 'end', cell: (row) => row.followers },
    { id: 'number', title: zh ? '编号' : 'Number', extra: true, cell: (row) => row.number },
  ]
}

/** Lists: filters, views, the table, and what stands there when it is empty or wrong. */
export function ListSections() {
  const lang = useUiLang()
  const zh = lang === 'zh'
  const [filters, setFilters] = useUrlState(['q', 'state', 'holder', 'days'])
  const [table, setTable] = useTable({ sort: '-reportedAt', limit: 20 })
  const [picked, setPicked] = useState<ReadonlySet<string>>(new Set())
  const columns = useColumnsOfMatters()
  const states = Object.entries(stateWords[lang]).map(([value, label]) => ({ value, label }))
  return (
    <>
      <ViewTabs
        label={zh ? '视图' : 'Views'}
        remember="catalogue"
        views={[
          { name: zh ? '全部' : 'All', query: '' },
          { name: zh ? '在办' : 'Open', query: 'state=handling', count: 92 },
          { name: zh ? '超时' : 'Overdue', query: 'lamp=red', count: 5 },
          { name: zh ? '待回访' : 'To follow up', query: 'state=resolved', count: 31 },
        ]}
      />
      <FilterBar
        filters={[
          { id: 'q', kind: 'text', label: zh ? '编号、地点、原话' : 'Number, place, words' },
          { id: 'state', kind: 'many', label: zh ? '状态' : 'State', options: states },
          { id: 'days', kind: 'days', label: zh ? '上报' : 'Reported' },
          { id: 'holder', kind: 'one', label: zh ? '承办' : 'Holder', more: true, options: states },
        ]}
        values={filters}
        onChange={setFilters}
      />
      <DataTable
        caption={zh ? '事项列表' : 'Matters'}
        columns={columns}
        rows={rowsOf(lang, table.offset, 8)}
        rowId={(row) => row.id}
        total={4187}
        state={table}
        onState={setTable}
        to={(row) => `?open=${row.id}`}
        picked={picked}
        onPick={setPicked}
        pickedTools={<Button look="main">{zh ? '批量派单' : 'Assign'}</Button>}
        tools={<Button icon="download">{zh ? '导出' : 'Export'}</Button>}
        remember="catalogue"
      />
      <div className="cat-two">
        <Sheet flush title={zh ? '正在读取' : 'Loading'}>
          <DataTable
            caption="…"
            columns={columns.slice(0, 3)}
            rows={undefined}
            rowId={(row) => row.id}
            state={table}
            onState={setTable}
          />
        </Sheet>
        <Sheet title={zh ? '没有内容、出了问题' : 'Empty, wrong'}>
          <div className="ui-stack">
            <EmptyState icon="check" title={zh ? '今天的都办完了' : 'All done for today'}>
              {zh ? '新的事项一来就会出现在这里。' : 'New matters appear here as they come.'}
            </EmptyState>
            <ErrorNote
              what={zh ? '没有保存成功' : 'That was not saved'}
              kept={zh ? '您填的内容都还在。' : 'What you typed is still here.'}
              next={
                zh
                  ? '网络恢复后再试一次；急事请打办公电话。'
                  : 'Try again when the network is back; if it is urgent, call the office.'
              }
              onRetry={() => {}}
            />
            <Remark title={zh ? '为什么派给我' : 'Why me?'}>
              {zh
                ? '地点在金江小区3栋，党员中心户空岗，顺延到楼栋党小组；周桂兰请假，由马晓东代理。'
                : 'The place is Jinjiang Court No. 3; the household post is vacant, so it passed to the building group; Zhou Guilan is away and Ma Xiaodong stands in.'}
            </Remark>
          </div>
        </Sheet>
      </div>
    </>
  )
}
