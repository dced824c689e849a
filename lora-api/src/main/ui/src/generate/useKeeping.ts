import { useEffect, useEffectEvent, type RefObject } from 'react'
import { useClient } from '@/access/SignIn'
import type { Model } from '@/api/generation'
import type { Draft } from './draft'
import { keepDraft } from './drafts'

const PAUSE = 300

/** Keeps a draft while it is written, and once more when the form or the page goes away. */
export function useKeeping(model: Model, draft: Draft, current: () => Draft) {
  const { workspace } = useClient().session
  const keep = useEffectEvent(() => keepDraft(workspace, model.id, current()))
  useEffect(() => {
    const timer = setTimeout(() => keep(), PAUSE)
    return () => clearTimeout(timer)
  }, [draft])
  useEffect(() => {
    const leaving = () => keep()
    addEventListener('pagehide', leaving)
    return () => {
      removeEventListener('pagehide', leaving)
      leaving()
    }
  }, [])
}

/** Ctrl or Cmd with Enter sends a form from anywhere in it. */
export function useShortcut(form: RefObject<HTMLFormElement | null>) {
  useEffect(() => {
    const pressed = (event: KeyboardEvent) => {
      if (event.key === 'Enter' && (event.ctrlKey || event.metaKey)) form.current?.requestSubmit()
    }
    const here = form.current
    here?.addEventListener('keydown', pressed)
    return () => here?.removeEventListener('keydown', pressed)
  }, [form])
}
