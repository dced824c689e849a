import { inBoth } from '@/words/language'

export const words = inBoth({ close: 'Close', cancel: 'Cancel' }, { close: '닫기', cancel: '취소' })
