import { inBoth } from '@/words/language'

export const words = inBoth(
  { close: 'Close', cancel: 'Cancel', copied: 'Copied', notCopied: 'The browser did not allow copying' },
  { close: '닫기', cancel: '취소', copied: '복사했습니다', notCopied: '브라우저가 복사를 허용하지 않았습니다' },
)
