import { Input, Select } from 'antd'
import { useState } from 'react'
import { Button } from '../button.tsx'
import { CopyCode } from '../copy-code.tsx'
import { Sheet } from '../desk/page.tsx'
import { ConfirmDialog } from '../dialog.tsx'
import { Field } from '../field.tsx'
import { useUiLang } from '../lang.ts'
import { type PhotoDraft, PhotoInput } from '../photo-input.tsx'
import { TextArea } from '../pocket/inputs.tsx'
import { Rating, RatingRead } from '../rating.tsx'

/** Forms: fields with hints and faults, photos, rating, a question before something is done. */
export function FormSections() {
  const zh = useUiLang() === 'zh'
  const [stars, setStars] = useState<number | null>(4)
  const [photos, setPhotos] = useState<readonly PhotoDraft[]>([])
  const [asking, setAsking] = useState(false)
  const [reason, setReason] = useState('')
  return (
    <div className="cat-two">
      <Sheet title={zh ? '登记' : 'Take down'}>
        <div className="ui-stack">
          <Field
            label={zh ? '联系电话' : 'Telephone'}
            hint={zh ? '只有承办人能看到' : 'Only the holder sees it'}
            error={zh ? '手机号应是 11 位数字，现在是 10 位' : 'A mobile number has 11 digits; this one has 10'}
          >
            {(control) => <Input {...control} defaultValue="1000123456" />}
          </Field>
          <Field label={zh ? '类别' : 'Category'} optional>
            {(control) => <Select {...control} placeholder={zh ? '请选择' : 'Please choose'} options={[]} />}
          </Field>
          <Field label={zh ? '现场照片' : 'Photos'} group optional>
            <PhotoInput photos={photos} onChange={setPhotos} />
          </Field>
        </div>
      </Sheet>
      <Sheet title={zh ? '评价与回执' : 'Rating and receipt'}>
        <div className="ui-stack">
          <Rating label={zh ? '您满意吗？' : 'Are you satisfied?'} value={stars} onChange={setStars} />
          <RatingRead value={4} />
          <div>
            <CopyCode code="7Q4K-92MD-XW" label={zh ? '查询码' : 'Receipt code'} />
          </div>
          <div>
            <Button look="final" onClick={() => setAsking(true)}>
              {zh ? '作废…' : 'Void…'}
            </Button>
          </div>
        </div>
        <ConfirmDialog
          open={asking}
          title={zh ? '作废这件事项？' : 'Void this matter?'}
          confirm={zh ? '作废' : 'Void'}
          final
          notYet={reason.trim().length < 2}
          onClose={() => setAsking(false)}
          onConfirm={() => setAsking(false)}
        >
          <p>
            {zh ? '作废后不再计时，经过和照片都会保留。' : 'Its clock stops; what happened and the photos are kept.'}
          </p>
          <Field label={zh ? '理由' : 'Reason'} required>
            {(control) => <TextArea control={control} value={reason} onChange={setReason} maxLength={200} />}
          </Field>
        </ConfirmDialog>
      </Sheet>
    </div>
  )
}
