import { getCall, getIdea, ideaFigures, listCalls, listIdeas } from '../../contract.ts'

/** Readings that are out of date after something was done with an idea. */
export const changes = [getIdea, listIdeas, getCall, listCalls, ideaFigures]
