import { getConsultation, listConsultations } from '../../contract.ts'

/** Readings that a change of a consultation puts out of date. */
export const changes = [getConsultation, listConsultations] as const
