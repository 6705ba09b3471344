import { getProject, listProjects, originsAt, renewalFigures } from '../../contract.ts'

/** Readings that are out of date after something was done with a project. */
export const changes = [getProject, listProjects, renewalFigures, originsAt]
