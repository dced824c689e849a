import { inBoth } from '@/words/language'

export const words = inBoth(
  {
    signingIn: 'Signing in',
    failed: 'Lorikeet could not be opened',
    failedHelp: 'Try again in a moment. If it stays like this, tell whoever runs this installation what stands below.',
    again: 'Try again',
    noWorkspace: 'You are in no workspace yet',
    noWorkspaceHelp: 'Ask whoever runs this installation to add you to one, then reload this page.',
  },
  {
    signingIn: '로그인하는 중',
    failed: 'Lorikeet을 열 수 없습니다',
    failedHelp: '잠시 뒤에 다시 시도하세요. 계속되면 아래 내용을 관리자에게 알려 주세요.',
    again: '다시 시도',
    noWorkspace: '아직 속한 워크스페이스가 없습니다',
    noWorkspaceHelp: '관리자에게 워크스페이스에 추가해 달라고 요청한 뒤 이 페이지를 새로 고치세요.',
  },
)
