import { Refusal, Unreachable } from '@/api/refusal'
import type { Language } from './language'

/** Services speak English; each of their refusals is said in Korean too, by its code. */
export const REFUSALS_IN_KOREAN: Readonly<Record<string, string>> = {
  INVALID_REQUEST: '요청이 올바르지 않습니다. 고친 뒤 다시 보내 주세요.',
  WORKSPACE_REQUIRED: '워크스페이스를 선택해 주세요.',
  METHOD_NOT_ALLOWED: '이 주소에서는 할 수 없는 요청입니다.',
  NOT_ACCEPTABLE: '서버는 JSON으로만 답합니다.',
  UNSUPPORTED_MEDIA_TYPE: '요청의 형식이 올바르지 않습니다.',
  PAYLOAD_TOO_LARGE: '요청이 너무 큽니다. 더 작은 이미지나 https 주소를 사용해 주세요.',
  KEY_REUSED: '같은 키로 다른 요청을 이미 보냈습니다. 다시 시도해 주세요.',
  NO_FILE: '업로드할 파일을 선택해 주세요.',
  UNAUTHENTICATED: '로그인이 만료되었습니다. 다시 로그인해 주세요.',
  FORBIDDEN: '이 작업을 할 권한이 없습니다.',
  NOT_FOUND: '찾을 수 없습니다. 이미 삭제되었을 수 있습니다.',
  UPLOAD_STALLED: '업로드 시간이 초과되었습니다. 연결을 확인해 주세요.',
  WRONG_STATE: '지금 상태에서는 할 수 없는 작업입니다.',
  UPLOAD_INCOMPLETE: '일부 데이터가 아직 도착하지 않았습니다. 업로드를 계속해 주세요.',
  QUOTA_EXCEEDED: '워크스페이스의 저장 공간이 부족합니다. 쓰지 않는 LoRA를 삭제해 주세요.',
  TOO_MANY_UPLOADS: '열려 있는 업로드가 너무 많습니다. 끝날 때까지 기다리거나 취소해 주세요.',
  WORKSPACE_CLOSING: '이 워크스페이스는 삭제되는 중입니다.',
  UPLOAD_EXPIRED: '업로드 시간이 지났습니다. 다시 시작해 주세요.',
  UNDO_OVER: '되돌릴 수 있는 시간이 지났습니다.',
  CHANGED_MEANWHILE: '그사이 다른 사람이 변경했습니다. 새 내용을 확인한 뒤 다시 저장해 주세요.',
  FILE_TOO_LARGE: '파일 크기가 {limit} 제한을 넘습니다.',
  INVALID_EXTENSION: '.safetensors 또는 .ckpt 파일을 업로드해 주세요.',
  EMPTY_FILE: '빈 파일입니다.',
  LINK_REFUSED: '이 링크의 파일은 가져올 수 없습니다.',
  TOO_MANY_REQUESTS: '요청이 너무 잦습니다. 잠시 후 다시 시도해 주세요.',
  TOO_MANY_JOBS: '대기 중인 작업이 너무 많습니다. 잠시 후 다시 시도해 주세요.',
  INVALID_SELECTION: '이 설정으로는 만들 수 없습니다. 표시된 항목을 확인해 주세요.',
  INTERNAL_ERROR: '서버에 문제가 생겼습니다. 기록되었으니 잠시 후 다시 시도해 주세요.',
  UNAVAILABLE: '서비스가 잠시 응답하지 않습니다. 곧 다시 시도해 주세요.',
  STORAGE_FAILED: '파일을 저장소에 업로드하지 못했습니다. 다시 시도해 주세요.',
  NOT_SAVED: 'LoRA 정보를 저장하지 못했습니다. 다시 시도해 주세요.',
  NOT_REMOVED: 'LoRA 기록을 삭제하지 못했습니다. 다시 시도해 주세요.',
}

function inKorean({ code, sentence }: Refusal) {
  return REFUSALS_IN_KOREAN[code]?.replace('{limit}', /\d+[KMGT]?B/.exec(sentence)?.[0] ?? '')
}

/** What to show people of a failure, whatever it is. */
export function sentenceOf(failure: unknown, language: Language): string {
  if (failure instanceof Refusal) return (language === 'ko' && inKorean(failure)) || failure.sentence
  if (failure instanceof Unreachable) {
    return language === 'ko' ? '서버에 연결할 수 없습니다. 연결을 확인해 주세요.' : 'The server cannot be reached. Please check your connection.'
  }
  return failure instanceof Error ? failure.message : String(failure)
}
