import type { Model } from '@/api/generation'
import { parameterOf } from './models'

export type Size = { readonly width: number; readonly height: number }

const OF_VIDEOS: ReadonlyArray<readonly [number, number]> = [[832, 480], [480, 832], [1280, 720], [720, 1280], [1280, 704], [704, 1280]]
const ENOUGH = 4
const OF_PICTURES: ReadonlyArray<readonly [number, number]> = [[1024, 1024], [1216, 832], [832, 1216], [1344, 768], [768, 1344]]

/** The usual sizes, as far as a model takes them. */
export function sizesOf(model: Model): ReadonlyArray<Size> {
  const [width, height] = [parameterOf(model, 'width'), parameterOf(model, 'height')]
  if (!width || !height) return []
  const fits = (value: number, { min = 0, max = Infinity, step = 1 }: typeof width) =>
    value >= min && value <= max && (value - min) % step === 0
  return (model.output === 'image' ? OF_PICTURES : OF_VIDEOS)
    .filter(([w, h]) => fits(w, width) && fits(h, height) && w * h <= model.mostPixels)
    .slice(0, ENOUGH)
    .map(([width, height]) => ({ width, height }))
}
