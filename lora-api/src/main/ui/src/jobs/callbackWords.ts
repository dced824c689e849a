import { inBoth } from '@/words/language'

export const callbackWords = inBoth(
  {
    title: 'Callback',
    states: { later: 'Not due yet', sending: 'On its way', waiting: 'Not delivered yet', delivered: 'Delivered', failed: 'Given up' },
    atTheEnd: 'It is told when the job has ended.',
    sending: 'It is being told that the job has ended.',
    next: (time: string) => `Next attempt: ${time}`,
    attempts: (count: number) => (count === 1 ? 'Tried once.' : `Tried ${count} times.`),
    again: 'Send again',
    now: 'Send now',
    asked: 'The callback is sent again',
  },
  {
    title: '콜백',
    states: { later: '아직 때가 아님', sending: '보내는 중', waiting: '아직 전달되지 않음', delivered: '전달됨', failed: '전달 포기' },
    atTheEnd: '작업이 끝나면 알립니다.',
    sending: '작업이 끝났음을 알리고 있습니다.',
    next: time => `다음 시도: ${time}`,
    attempts: count => `${count}번 시도했습니다.`,
    again: '다시 보내기',
    now: '지금 보내기',
    asked: '콜백을 다시 보냅니다',
  },
)
