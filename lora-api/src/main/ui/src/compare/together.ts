/** What there is of a video element in here. */
export type Player = Pick<HTMLVideoElement, 'currentTime' | 'duration' | 'playbackRate' | 'paused'> & { play(): Promise<void>; pause(): void }

/** Nobody sees less than this: about a frame. */
const UNSEEN = 0.04
/** What is further away than this is not caught up with but sought. */
const FAR = 0.25
const FASTER = 1.1
const SLOWER = 0.9

/** What to do about a video that is not where the others are. */
export type Correction = { readonly seek: number } | { readonly rate: number }

export function correctionOf(at: number, wanted: number): Correction {
  const drift = at - wanted
  if (Math.abs(drift) > FAR) return { seek: wanted }
  if (Math.abs(drift) <= UNSEEN) return { rate: 1 }
  return { rate: drift < 0 ? FASTER : SLOWER }
}

/** The longest leads, so that all of them are seen to their ends; the shorter ones wait there for it. */
export function leaderOf<P extends Pick<Player, 'duration'>>(players: ReadonlyArray<P>): P | undefined {
  return players.filter(hasLength).reduce<P | undefined>((longest, player) => (longest && longest.duration >= player.duration ? longest : player), undefined)
}

/** Several videos under one set of controls. */
export class Together {
  private readonly players = new Set<Player>()

  add(player: Player): () => void {
    this.players.add(player)
    return () => this.players.delete(player)
  }

  get duration() {
    return leaderOf([...this.players])?.duration ?? 0
  }

  get time() {
    return leaderOf([...this.players])?.currentTime ?? 0
  }

  play() {
    if (this.time >= this.duration) this.seek(0)
    for (const player of this.players) this.start(player, this.time)
  }

  pause() {
    for (const player of this.players) {
      player.pause()
      player.playbackRate = 1
    }
    this.seek(this.time)
  }

  seek(time: number) {
    for (const player of this.players) {
      if (hasLength(player)) player.currentTime = Math.min(time, player.duration)
    }
  }

  /** To be called again and again while they play: says whether they still do. */
  keep(loops: boolean): boolean {
    const leader = leaderOf([...this.players])
    if (!leader) return true
    if (leader.currentTime >= leader.duration - 0.001) return this.ended(loops)
    leader.playbackRate = 1
    for (const player of this.players) {
      if (player !== leader) this.follow(player, leader.currentTime)
    }
    if (leader.paused) this.start(leader, leader.currentTime)
    return true
  }

  private ended(loops: boolean) {
    if (!loops) {
      this.pause()
      return false
    }
    this.seek(0)
    for (const player of this.players) this.start(player, 0)
    return true
  }

  private follow(player: Player, time: number) {
    if (!hasLength(player) || time >= player.duration) return
    const correction = correctionOf(player.currentTime, time)
    if ('seek' in correction) player.currentTime = correction.seek
    else player.playbackRate = correction.rate
    this.start(player, time)
  }

  private start(player: Player, time: number) {
    // A browser may refuse until somebody has clicked; the next round asks again.
    if (player.paused && hasLength(player) && time < player.duration) void player.play().catch(() => {})
  }
}

/** Not before its metadata is there. */
function hasLength({ duration }: Pick<Player, 'duration'>) {
  return Number.isFinite(duration) && duration > 0
}
