import fc from 'fast-check'
import { Together, type Player } from '@/compare/together'

/** A video that plays at a pace of its own, as those of a busy browser do. */
class FakeVideo implements Player {
  currentTime = 0
  playbackRate = 1
  paused = true

  constructor(
    readonly duration: number,
    private readonly pace: number,
  ) {}

  async play() {
    this.paused = false
  }

  pause() {
    this.paused = true
  }

  pass(seconds: number) {
    if (this.paused) return
    this.currentTime = Math.min(this.duration, this.currentTime + seconds * this.playbackRate * this.pace)
    if (this.currentTime === this.duration) this.paused = true
  }
}

const FRAME = 1 / 60
const video = fc.record({ duration: fc.double({ min: 1, max: 10, noNaN: true }), pace: fc.double({ min: 0.98, max: 1.02, noNaN: true }) })
const videos = fc.array(video, { minLength: 2, maxLength: 9 }).map(all => all.map(({ duration, pace }) => new FakeVideo(duration, pace)))

function together(players: ReadonlyArray<FakeVideo>) {
  const all = new Together()
  for (const player of players) all.add(player)
  return all
}

function runs(all: Together, players: ReadonlyArray<FakeVideo>, seconds: number, loops: boolean, look: () => void = () => {}) {
  for (let frame = 0; frame < seconds / FRAME; frame++) {
    for (const player of players) player.pass(FRAME)
    if (!all.keep(loops)) return
    look()
  }
}

test('however unevenly they play, none is further from the others than one sees, and the shorter ones wait at their ends', () => {
  fc.assert(
    fc.property(videos, fc.double({ min: 0, max: 1, noNaN: true }), (players, share) => {
      const all = together(players)
      all.seek(all.duration * share * 0.9)
      all.play()
      let farthest = 0
      runs(all, players, 6, true, () => {
        farthest = Math.max(farthest, ...players.map(player => Math.abs(player.currentTime - Math.min(all.time, player.duration))))
      })
      expect(farthest).toBeLessThan(0.06)
    }),
    { numRuns: 100 },
  )
})

test('what starts late or was held up is brought to where the others are', () => {
  const players = [new FakeVideo(5, 1), new FakeVideo(5, 1)]
  const all = together(players)
  all.play()
  runs(all, players, 2, true)
  players[1]!.currentTime = 0.3
  players[1]!.pause()
  runs(all, players, 0.5, true)
  expect(players[1]!.currentTime).toBeCloseTo(players[0]!.currentTime, 1)
})

test('without repetition all end together, and play again from the beginning', () => {
  const players = [new FakeVideo(2, 1), new FakeVideo(3, 1.02)]
  const all = together(players)
  all.play()
  runs(all, players, 5, false)
  expect(players.map(player => [player.paused, player.currentTime])).toEqual([
    [true, 2],
    [true, 3],
  ])
  all.play()
  expect(players.map(player => [player.paused, player.currentTime])).toEqual([
    [false, 0],
    [false, 0],
  ])
})

test('paused they stand at the same moment, and a video without its metadata holds nobody up', () => {
  const players = [new FakeVideo(4, 0.95), new FakeVideo(4, 1.05), new FakeVideo(Number.NaN, 1)]
  const all = together(players)
  all.play()
  runs(all, players, 1.5, true)
  all.pause()
  expect(players[0]!.currentTime).toBe(players[1]!.currentTime)
  expect(players.every(player => player.paused)).toBe(true)
  expect(all.duration).toBe(4)
})
