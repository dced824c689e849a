import { amountsInKorean } from './amounts'
import type { Language } from './language'

const CUT = '파일이 잘려 있거나 헤더와 크기가 맞지 않습니다. 파일을 확인하고 다시 업로드해 주세요.'
const DAMAGED = '파일의 헤더가 올바르지 않습니다. 만든 도구에서 다시 저장한 뒤 업로드해 주세요.'
const OTHER_FORMAT = '읽을 수 있는 형식이 아닙니다. .safetensors로 저장한 뒤 업로드해 주세요.'
const ARCHIVE = '.ckpt 파일의 구조가 올바르지 않습니다. .safetensors로 저장한 뒤 업로드해 주세요.'
const DISTRUSTED = '코드를 실행할 수 있는 내용이 들어 있습니다. 파일을 열지 말고 만든 사람에게 .safetensors 파일을 요청해 주세요.'

/** Why a file was refused and what to do, by the code of the service. What it has counted besides is said by its numbers. */
export const FOUND_IN_KOREAN: Readonly<Record<string, string>> = {
  TRUNCATED: CUT,
  SIZE_MISMATCH: CUT,
  HEADER_TOO_SMALL: CUT,
  INVALID_HEADER_LENGTH: CUT,
  INCOMPLETE_BUFFER: CUT,
  EXTENSION_MISMATCH: '파일 내용과 확장자가 다릅니다. 알맞은 확장자로 바꿔 주세요.',
  UNSUPPORTED_CONTAINER: OTHER_FORMAT,
  POLYGLOT_SUSPECT: OTHER_FORMAT,
  UNREADABLE: OTHER_FORMAT,
  CKPT_NOT_ACCEPTED: '.ckpt 파일은 받지 않습니다. .safetensors로 저장한 뒤 업로드해 주세요.',
  CHANGED_DURING_SCAN: '검사하는 동안 파일이 바뀌었습니다. 파일을 확인하고 다시 업로드해 주세요.',
  MALWARE_FOUND: '악성 코드가 발견되었습니다. 이 파일을 사용하지 마세요.',
  HEADER_OVER_POLICY: '헤더가 너무 큽니다. 메타데이터를 줄여 다시 저장해 주세요.',
  HEADER_TOO_LARGE: DAMAGED,
  INVALID_UTF8: DAMAGED,
  INVALID_JSON: DAMAGED,
  DUPLICATE_KEY: DAMAGED,
  UNKNOWN_FIELD: DAMAGED,
  UNKNOWN_DTYPE: '알 수 없는 숫자 형식이 있습니다. BF16, F16 또는 F32로 다시 저장해 주세요.',
  INVALID_METADATA: DAMAGED,
  INVALID_NAME: DAMAGED,
  TOO_MANY_DIMENSIONS: DAMAGED,
  INVALID_OFFSET: DAMAGED,
  VALIDATION_OVERFLOW: DAMAGED,
  MISALIGNED: DAMAGED,
  SHAPE_SIZE_MISMATCH: DAMAGED,
  NO_TENSORS: '파일에 텐서가 없습니다. 다시 저장한 뒤 업로드해 주세요.',
  ZIP_STRUCTURE: ARCHIVE,
  ZIP_ENTRY_NAME: ARCHIVE,
  ZIP_FLAGS: ARCHIVE,
  ZIP_COMPRESSED: ARCHIVE,
  ZIP_OVERLAP_OR_GAP: ARCHIVE,
  ZIP_LOCAL_CENTRAL_MISMATCH: ARCHIVE,
  PICKLE_PROTOCOL: ARCHIVE,
  PICKLE_LIMIT: ARCHIVE,
  STORAGE_MISMATCH: ARCHIVE,
  NOT_A_STATE_DICT: ARCHIVE,
  PICKLE_OPCODE: DISTRUSTED,
  PICKLE_GLOBAL: DISTRUSTED,
  PICKLE_CALL: DISTRUSTED,
  PICKLE_TRAILING_DATA: DISTRUSTED,
  TENSOR_OUT_OF_STORAGE: DISTRUSTED,
  NOT_A_LORA: 'LoRA 파일이 아닙니다. 전체 모델은 여기에 저장하지 않습니다.',
  BROKEN_PAIR: 'LoRA의 행렬이 서로 맞지 않습니다. 만든 도구에서 다시 저장해 주세요.',
  INCONSISTENT_RANK: 'LoRA의 랭크가 서로 맞지 않습니다. 만든 도구에서 다시 저장해 주세요.',
}

export function sentenceOfFile(code: string, english: string, language: Language): string {
  const korean = language === 'ko' ? FOUND_IN_KOREAN[code] : undefined
  if (korean === undefined) return english
  const counted = amountsInKorean(english)
  return counted === undefined ? korean : `${counted} ${adviceIn(korean)}`
}

/** What to do follows what is wrong. */
function adviceIn(korean: string) {
  return korean.slice(korean.indexOf('. ') + 2)
}
