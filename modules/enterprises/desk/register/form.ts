import type { BodyOf } from '../../../../kernel/contract/endpoint.ts'
import type { PlaceId } from '../../../../kernel/contract/ids.ts'
import { today } from '../../../../kernel/web/today.ts'
import type { registerFirm } from '../../contract.ts'
import { industryByName, industryCode } from '../../industry.ts'
import type { LegalForm, SuiteId } from '../../shapes.ts'
import { emptyLease, type LeaseText, leaseOf } from '../parts/lease-fields.tsx'
import { countTyped } from '../parts/typed.ts'

/** A new firm as it is typed. */
export interface FirmForm {
  readonly name: string
  readonly uscc: string
  readonly legalForm: LegalForm | null
  readonly industry: string
  readonly staff: string
  readonly foundedOn: string
  readonly place: { readonly id: PlaceId; readonly name: string; readonly nameEn: string } | null
  readonly on: string
  readonly lease: LeaseText
  readonly contactName: string
  readonly phone: string
  readonly duty: string
  readonly tags: string
}

export const emptyForm = (): FirmForm => ({
  name: '',
  uscc: '',
  legalForm: null,
  industry: '',
  staff: '',
  foundedOn: '',
  place: null,
  on: today(),
  lease: emptyLease,
  contactName: '',
  phone: '',
  duty: '',
  tags: '',
})

export const industryTyped = (text: string): string | null => industryCode(text) ?? industryByName(text)

/** A contact is whole, or left out. */
export const contactIsHalf = ({ contactName, phone, duty }: FirmForm): boolean => {
  const filled = [contactName, phone, duty].filter((text) => text.trim() !== '').length
  return filled > 0 && filled < 3
}

/** What the endpoint wants, or null while something is missing. */
export function bodyOf(form: FirmForm, suiteId: SuiteId | null): BodyOf<typeof registerFirm> | null {
  const lease = leaseOf(form.lease)
  const industry = form.industry.trim() === '' ? null : industryTyped(form.industry)
  const badIndustry = form.industry.trim() !== '' && industry === null
  const staff = countTyped(form.staff)
  if (!form.name.trim() || !form.on || contactIsHalf(form) || badIndustry) return null
  if (form.staff.trim() !== '' && staff === null) return null
  if (suiteId ? !lease : !form.place) return null
  const facts = [
    ...(industry ? [{ key: 'industry', value: industry }] : []),
    ...(staff === null ? [] : [{ key: 'staff', value: staff }]),
    ...(form.foundedOn ? [{ key: 'foundedOn', value: form.foundedOn }] : []),
  ]
  const tags = [...new Set(form.tags.split(/[、,，;；\s]+/).filter((tag) => tag !== ''))]
  return {
    name: form.name.trim(),
    ...(form.uscc.trim() ? { uscc: form.uscc.trim() } : {}),
    ...(form.legalForm ? { legalForm: form.legalForm } : {}),
    sinceOn: form.on,
    ...(suiteId && lease ? { moveIn: { suiteIds: [suiteId], on: form.on, ...lease } } : {}),
    ...(!suiteId && form.place ? { placeId: form.place.id } : {}),
    ...(form.phone.trim()
      ? { contact: { name: form.contactName.trim(), phone: form.phone.trim(), duty: form.duty.trim() } }
      : {}),
    ...(facts.length > 0 ? { facts } : {}),
    ...(tags.length > 0 ? { tags } : {}),
  }
}
