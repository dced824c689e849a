import type { Model } from '@/api/generation'

export const wan: Model = {
  id: 'wan22',
  version: '9f86d081884c7d65',
  name: 'WAN 2.2',
  description: '',
  checkpoint: '',
  output: 'video',
  experts: 'two',
  compatibility: { family: 'wan', versions: ['2.2'], variants: ['a14b'], tasks: ['t2v'] },
  loras: { most: 5, weight: { min: 0, max: 2, step: 0.05, default: 1, strong: 1.5 } },
  mostPixels: 1_000_000,
  parameters: [],
}
