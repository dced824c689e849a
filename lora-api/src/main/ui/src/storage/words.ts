import { inBoth } from '@/words/language'

export const words = inBoth(
  {
    title: 'Storage',
    used: (used: string, quota: string) => `${used} of ${quota} used`,
    reserved: (bytes: string) => `${bytes} in unfinished uploads`,
    counted: (count: string, limit: string) => `${count} of ${limit} LoRAs`,
    levels: { calm: '', near: 'Almost full', full: 'Full' },
  },
  {
    title: '저장 공간',
    used: (used: string, quota: string) => `${quota} 중 ${used} 사용`,
    reserved: (bytes: string) => `끝나지 않은 업로드 ${bytes}`,
    counted: (count: string, limit: string) => `LoRA ${limit}개 중 ${count}개`,
    levels: { calm: '', near: '거의 가득 참', full: '가득 참' },
  },
)
