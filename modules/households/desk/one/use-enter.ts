import { newId } from '../../../../kernel/contract/ids.ts'
import { useCommand } from '../../../../kernel/web/hooks.ts'
import { useWords } from '../../../../kernel/web/words.ts'
import { toast } from '../../../../ui/pocket/toast.tsx'
import {
  type Change,
  enterChanges,
  getHousehold,
  householdFigures,
  listConflicts,
  listHouseholds,
} from '../../contract.ts'
import type { HouseholdId } from '../../shapes.ts'
import { words } from '../words.ts'

/** Enters one change of a household; says whether it counts or waits beside what stands. */
export function useEnter(householdId: HouseholdId, onDone: () => void) {
  const w = useWords(words)
  const enter = useCommand(enterChanges, {
    changes: [getHousehold, householdFigures, listHouseholds, listConflicts],
    onDone: ({ results }) => {
      const differs = results.some(({ state }) => state === 'conflict' || state === 'difference')
      toast(differs ? w.one.differs : w.one.saved, differs ? 'warning' : 'check')
      onDone()
    },
  })
  return {
    enter: (change: Omit<Change, 'id'>) =>
      enter.mutate({ params: { householdId }, body: { changes: [{ id: newId<'entry'>(), ...change }] } }),
    busy: enter.isPending,
    error: enter.error,
  }
}
