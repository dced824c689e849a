import type { Language } from '@/words/language'
import { sentenceOf } from '@/words/refusals'
import { FileGone, StorageFailed, TimedOut } from './engine/failures'
import type { Trouble } from './engine/upload'
import { Unreadable } from './header/inspect'
import type { Unacceptable } from './header/validation'

type Both = Readonly<Record<Language, string>>

const NAMES: Readonly<Record<Unacceptable, Both>> = {
  NO_FILE: { en: 'Please select a file to upload', ko: '업로드할 파일을 선택해 주세요' },
  INVALID_EXTENSION: { en: 'Please upload a .safetensors or .ckpt file', ko: '.safetensors 또는 .ckpt 파일을 업로드해 주세요' },
  FILE_TOO_LARGE: { en: 'File size exceeds 5GB limit', ko: '파일 크기가 5GB 제한을 넘습니다' },
  EMPTY_FILE: { en: 'This file is empty', ko: '빈 파일입니다' },
}

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

const CUT = '파일이 잘려 있거나 헤더와 크기가 맞지 않습니다. 파일을 확인하고 다시 업로드해 주세요.'
const DAMAGED = '파일의 헤더가 올바르지 않습니다. 만든 도구에서 다시 저장한 뒤 업로드해 주세요.'
const OTHER_FORMAT = '읽을 수 있는 형식이 아닙니다. .safetensors로 저장한 뒤 업로드해 주세요.'

/** What is found in files, by the code of the service. It says more in English; this says what to do. */
const FOUND_IN_KOREAN: Readonly<Record<string, string>> = {
  TRUNCATED: CUT,
  SIZE_MISMATCH: CUT,
  HEADER_TOO_SMALL: CUT,
  INVALID_HEADER_LENGTH: CUT,
  INCOMPLETE_BUFFER: CUT,
  HEADER_OVER_POLICY: '헤더가 너무 큽니다. 메타데이터를 줄여 다시 저장해 주세요.',
  UNKNOWN_DTYPE: '알 수 없는 숫자 형식이 있습니다. BF16, F16 또는 F32로 다시 저장해 주세요.',
  EXTENSION_MISMATCH: '파일 내용과 확장자가 다릅니다. 알맞은 확장자로 바꿔 주세요.',
  UNSUPPORTED_CONTAINER: OTHER_FORMAT,
  POLYGLOT_SUSPECT: OTHER_FORMAT,
  CKPT_NOT_ACCEPTED: '.ckpt 파일은 받지 않습니다. .safetensors로 저장한 뒤 업로드해 주세요.',
  MALWARE_FOUND: '악성 코드가 발견되었습니다. 이 파일을 사용하지 마세요.',
  NO_TENSORS: '파일에 텐서가 없습니다. 다시 저장한 뒤 업로드해 주세요.',
  NOT_A_LORA: 'LoRA 파일이 아닙니다. 전체 모델은 여기에 저장하지 않습니다.',
  BROKEN_PAIR: 'LoRA의 행렬이 서로 맞지 않습니다. 만든 도구에서 다시 저장해 주세요.',
  INCONSISTENT_RANK: 'LoRA의 랭크가 서로 맞지 않습니다. 만든 도구에서 다시 저장해 주세요.',
}
const HEADER_CODES = new Set(
  'HEADER_TOO_LARGE INVALID_UTF8 INVALID_JSON DUPLICATE_KEY UNKNOWN_FIELD INVALID_METADATA INVALID_NAME TOO_MANY_DIMENSIONS INVALID_OFFSET VALIDATION_OVERFLOW MISALIGNED SHAPE_SIZE_MISMATCH'.split(
    ' ',
  ),
)

/** Why an upload goes no further, and what to do. */
export function sentenceOfTrouble(trouble: Trouble, language: Language): string {
  switch (trouble.by) {
    case 'name':
      return NAMES[trouble.code][language]
    case 'check':
      return ofFile(trouble.fault.code, trouble.fault.sentence, language)
    case 'proof':
      return ofFile(trouble.rejection.code, trouble.rejection.message, language)
    default:
      return ofFailure(trouble.failure, language)
  }
}

function ofFile(code: string, english: string, language: Language) {
  if (language === 'en') return english
  return FOUND_IN_KOREAN[code] ?? (HEADER_CODES.has(code) ? DAMAGED : english)
}

function ofFailure(failure: unknown, language: Language) {
  if (failure instanceof TimedOut) return TIMED_OUT[language]
  if (failure instanceof StorageFailed) return NOT_STORED[language]
  if (failure instanceof FileGone || failure instanceof Unreadable) return GONE[language]
  return sentenceOf(failure, language)
}
