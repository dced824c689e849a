import type { Language } from '@/words/language'
import { sentenceOfFile } from '@/words/files'
import { limit } from '@/words/format'
import { sentenceOf } from '@/words/refusals'
import { FileGone, StorageFailed, TimedOut } from './engine/failures'
import type { Trouble } from './engine/upload'
import { Unreadable } from './header/inspect'
import type { Unacceptable } from './header/validation'

type Both = Readonly<Record<Language, string>>

/** The sentences of the design, with the limit that this installation has. */
const names = (largest: string): Readonly<Record<Unacceptable, Both>> => ({
  NO_FILE: { en: 'Please select a file to upload', ko: '업로드할 파일을 선택해 주세요' },
  INVALID_EXTENSION: { en: 'Please upload a .safetensors or .ckpt file', ko: '.safetensors 또는 .ckpt 파일을 업로드해 주세요' },
  FILE_TOO_LARGE: { en: `File size exceeds ${largest} limit`, ko: `파일 크기가 ${largest} 제한을 넘습니다` },
  EMPTY_FILE: { en: 'This file is empty', ko: '빈 파일입니다' },
})

const TIMED_OUT: Both = {
  en: 'Upload timed out. Please check your connection.',
  ko: '업로드 시간이 초과되었습니다. 연결을 확인해 주세요.',
}
const NOT_STORED: Both = {
  en: 'Failed to upload file to storage. Please try again.',
  ko: '파일을 저장소에 업로드하지 못했습니다. 다시 시도해 주세요.',
}
const GONE: Both = {
  en: 'This file can no longer be read. It may have been moved or changed; please add it again.',
  ko: '파일을 읽을 수 없습니다. 옮겨졌거나 변경되었을 수 있으니 다시 추가해 주세요.',
}

/** Why an upload goes no further, and what to do. */
export function sentenceOfTrouble(trouble: Trouble, language: Language): string {
  switch (trouble.by) {
    case 'name':
      return names(limit(trouble.largest))[trouble.code][language]
    case 'check':
      return sentenceOfFile(trouble.fault.code, trouble.fault.sentence, language)
    case 'proof':
      return sentenceOfFile(trouble.rejection.code, trouble.rejection.message, language)
    default:
      return ofFailure(trouble.failure, language)
  }
}

function ofFailure(failure: unknown, language: Language) {
  if (failure instanceof TimedOut) return TIMED_OUT[language]
  if (failure instanceof StorageFailed) return NOT_STORED[language]
  if (failure instanceof FileGone || failure instanceof Unreadable) return GONE[language]
  return sentenceOf(failure, language)
}
