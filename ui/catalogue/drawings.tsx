import { useMemo, useState } from 'react'
import { BeforeAfter } from '../before-after.tsx'
import { ChainOfResponsibility } from '../chain.tsx'
import { BarChart, Heat, LineChart } from '../charts/charts.tsx'
import { Gantt } from '../charts/gantt.tsx'
import { Columns, Sheet } from '../desk/page.tsx'
import { Figure, Figures } from '../figure.tsx'
import { FlowDiagram } from '../flow-diagram.tsx'
import { useUiLang } from '../lang.ts'
import { MapCanvas } from '../map/map-canvas.tsx'
import { PhotoStrip } from '../photo-strip.tsx'
import { Timeline } from '../timeline.tsx'
import { chainOf, eventsOf, flowOf, ganttWords, photosOf, stepsOf } from './sample.ts'
import { areas, base, buildings, gridNotes, grids, points } from './town.ts'

const months = ['1月', '2月', '3月', '4月', '5月', '6月', '7月', '8月', '9月', '10月', '11月']
const monthsEn = ['Jan', 'Feb', 'Mar', 'Apr', 'May', 'Jun', 'Jul', 'Aug', 'Sep', 'Oct', 'Nov']

/** What is drawn: the way, the timeline, the chain, the map, figures and charts. */
export function DrawingSections() {
  const lang = useUiLang()
  const zh = lang === 'zh'
  return (
    <>
      <Sheet>
        <FlowDiagram label={zh ? '办理进度' : 'Progress'} steps={flowOf(lang)} current="handling" />
      </Sheet>
      <Columns
        main={
          <Sheet title={zh ? '经过' : 'What happened'}>
            <Timeline
              label={zh ? '经过' : 'What happened'}
              events={eventsOf(lang).map((event) =>
                event.id === '5'
                  ? { ...event, more: <PhotoStrip label={zh ? '照片' : 'Photos'} photos={photosOf(lang)} /> }
                  : event,
              )}
            />
          </Sheet>
        }
        side={
          <>
            <Sheet title={zh ? '责任链' : 'Who answers'}>
              <ChainOfResponsibility label={zh ? '责任链' : 'Chain of responsibility'} levels={chainOf(lang)} />
            </Sheet>
            <Sheet title={zh ? '现场照片' : 'Photos'}>
              <PhotoStrip label={zh ? '照片' : 'Photos'} photos={photosOf(lang)} />
            </Sheet>
          </>
        }
      />
      <Sheet title={zh ? '责任链（横排）' : 'Chain, lying down'}>
        <ChainOfResponsibility label={zh ? '责任链' : 'Chain of responsibility'} levels={chainOf(lang)} across />
      </Sheet>
      <TimeAndPlace />
      <Maps />
      <Charts />
    </>
  )
}

function TimeAndPlace() {
  const lang = useUiLang()
  const zh = lang === 'zh'
  const [before, after] = photosOf(lang)
  if (!before || !after) return null
  return (
    <>
      <Sheet title={zh ? '计划与实际' : 'Planned and done'}>
        <Gantt
          label={zh ? '计划与实际' : 'Planned and done'}
          rows={stepsOf(lang)}
          today="2026-11-20"
          words={ganttWords[lang]}
        />
      </Sheet>
      <Sheet title={zh ? '前后对比' : 'Before and after'}>
        <BeforeAfter
          label={zh ? '3 栋门口' : 'Door of building 3'}
          before={{ src: before.full, alt: before.caption ?? '', label: zh ? '之前' : 'Before' }}
          after={{ src: after.full, alt: after.caption ?? '', label: zh ? '之后' : 'After' }}
        />
      </Sheet>
    </>
  )
}

function Maps() {
  const lang = useUiLang()
  const zh = lang === 'zh'
  const [focus, setFocus] = useState<string | null>('g1')
  const notes = useMemo(() => gridNotes(lang), [lang])
  const dots = useMemo(() => points(lang), [lang])
  const [spot, setSpot] = useState<{ lng: number; lat: number } | null>({ lng: 102.7014, lat: 25.0425 })
  return (
    <>
      <MapCanvas
        label={zh ? '天祥社区的网格与事项' : 'Grids and matters of Tianxiang community'}
        base={base}
        areas={areas}
        buildings={buildings}
        grids={grids}
        gridNotes={notes}
        points={dots}
        focusGrid={focus}
        onGrid={setFocus}
        onPoint={() => {}}
        height={560}
        still
      />
      <MapCanvas
        label={zh ? '选择位置' : 'Choose a spot'}
        base={base}
        areas={areas}
        buildings={buildings}
        chosen={spot}
        onPick={setSpot}
        bounds={[102.6995, 25.0418, 102.7032, 25.0438]}
        height={320}
        still
      />
    </>
  )
}

function Charts() {
  const lang = useUiLang()
  const zh = lang === 'zh'
  const names = zh ? months : monthsEn
  const days = zh
    ? ['周一', '周二', '周三', '周四', '周五', '周六', '周日']
    : ['Mon', 'Tue', 'Wed', 'Thu', 'Fri', 'Sat', 'Sun']
  const hours = Array.from({ length: 12 }, (_, i) => `${i * 2}${zh ? '时' : ':00'}`)
  return (
    <>
      <Sheet title={zh ? '本月' : 'This month'}>
        <Figures>
          <Figure label={zh ? '在办' : 'Open'} value={92} unit={zh ? '件' : ''} to="?open" />
          <Figure label={zh ? '按时办结率' : 'On time'} of={{ part: 911, whole: 972, excluded: 24 }} to="?x" />
          <Figure label={zh ? '解决率' : 'Solved'} of={{ part: 388, whole: 416 }} to="?x" />
          <Figure label={zh ? '满意率' : 'Satisfied'} of={{ part: 371, whole: 416, excluded: 3 }} to="?x" />
          <Figure label={zh ? '重办率' : 'Reopened'} of={{ part: 19, whole: 416 }} to="?x" />
          <Figure
            label={zh ? '首次联系' : 'First contact'}
            value={zh ? '38 分钟' : '38 min'}
            note={zh ? '中位数' : 'median'}
          />
        </Figures>
      </Sheet>
      <div className="cat-two">
        <Sheet title={zh ? '每月上报与办结' : 'Reported and solved by month'}>
          <BarChart
            label={zh ? '每月上报与办结' : 'Reported and solved by month'}
            categories={names}
            series={[
              { name: zh ? '上报' : 'Reported', values: [310, 240, 355, 380, 402, 466, 610, 548, 420, 398, 271] },
              { name: zh ? '办结' : 'Solved', values: [298, 251, 340, 371, 399, 441, 540, 590, 431, 402, 240] },
            ]}
            unit={zh ? '件' : ''}
          />
        </Sheet>
        <Sheet title={zh ? '按时办结率' : 'On time'}>
          <LineChart
            label={zh ? '按时办结率' : 'On time'}
            categories={names}
            percent
            series={[
              {
                name: zh ? '天祥社区' : 'Tianxiang',
                values: [0.91, 0.93, 0.92, 0.94, 0.95, 0.93, 0.84, 0.88, 0.94, 0.95, 0.96],
              },
              {
                name: zh ? '全街道' : 'Street',
                values: [0.88, 0.9, 0.9, 0.91, 0.91, 0.9, 0.86, 0.87, 0.9, 0.92, 0.92],
              },
            ]}
          />
        </Sheet>
      </div>
      <Sheet title={zh ? '什么时候说得最多' : 'When people report'}>
        <Heat
          label={zh ? '每周各时段的上报' : 'Reports by weekday and hour'}
          categories={hours}
          rows={days.map((name, y) => ({
            name,
            values: hours.map((_, x) =>
              Math.round(
                14 * Math.exp(-((x - 9.5) ** 2) / 4) + 6 * Math.exp(-((x - 4.5) ** 2) / 3) + ((x * 3 + y * 5) % 4),
              ),
            ),
          }))}
        />
      </Sheet>
    </>
  )
}
