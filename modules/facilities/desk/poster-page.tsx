import { useEndpoint } from '../../../kernel/web/hooks.ts'
import { useSay, useWords } from '../../../kernel/web/words.ts'
import { Poster, ScanCode } from '../../../ui/desk/scan-code.tsx'
import { useParam } from '../../../ui/navigation.tsx'
import { useUiWords } from '../../../ui/words.ts'
import { useNameOf } from '../../matters/desk/public.ts'
import { type FacilityView, getFacility } from '../contract.ts'
import { kinds } from '../kinds.ts'
import { codeAddress } from '../web/show.ts'
import { words } from './words.ts'

/** `/facilities/$facilityId/poster`: the sheet that is put on the thing. */
export default function FacilityPosterPage() {
  const w = useWords(words)
  const ui = useUiWords()
  const say = useSay()
  const nameOf = useNameOf()
  const facilityId = useParam('facilityId') as FacilityView['id']
  const { data, error } = useEndpoint(getFacility, { params: { facilityId } })
  return (
    <Poster
      title={data?.name ?? (error ? w.title : ui.loading)}
      back={{ words: w.back, to: `/facilities/${facilityId}` }}
      print={w.print}
      error={error}
    >
      {data && (
        <>
          <p>
            {nameOf(data.compound)} · {say(kinds[data.kind].name)}
          </p>
          <p>
            <strong>{w.scan}</strong>
          </p>
          <ScanCode text={codeAddress(data.code)} label={w.scan} code={data.code} />
          <p className="ui-muted">{w.keptBy(nameOf(data.keeper))}</p>
        </>
      )}
    </Poster>
  )
}
