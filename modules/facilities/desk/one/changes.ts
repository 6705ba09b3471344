import { facilityFigures, facilityPoints, getFacility, listFacilities } from '../../contract.ts'

/** Readings that are out of date once anything of a facility was written. */
export const changes = [getFacility, listFacilities, facilityFigures, facilityPoints]
