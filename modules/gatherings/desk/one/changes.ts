import { gatheringFigures, getGathering, listGatherings } from '../../contract.ts'

/** What is out of date once something was done to a gathering. */
export const changes = [getGathering, listGatherings, gatheringFigures]
