import { defineWords } from '../../../kernel/contract/words.ts'

/** Words around the form of a kind where it is filled in and read. */
export const words = defineWords({
  zh: {
    yes: '是',
    no: '否',
    choose: '请选择',
    sealed: '加密保存，办理的人写明用途才能看。',
    filled: '表单',
    masked: '•••• 已加密',
    missing: '请填写',
    filing: '立案条件：逐条核对后勾选',
    closing: '结案条件：逐条核对后勾选',
    unticked: '还有没勾选的条件',
  },
  en: {
    yes: 'Yes',
    no: 'No',
    choose: 'Choose',
    sealed: 'Kept encrypted; who works on it sees it after a reason.',
    filled: 'Form',
    masked: '•••• sealed',
    missing: 'Please fill this in',
    filing: 'To file it: check each and tick',
    closing: 'To close it: check each and tick',
    unticked: 'Some conditions are not ticked yet',
  },
})
