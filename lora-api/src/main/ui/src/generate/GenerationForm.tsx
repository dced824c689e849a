import { useState } from 'react'
import { useClient } from '@/access/SignIn'
import type { Job, Model } from '@/api/generation'
import { Button } from '@/ui/button'
import { Notice } from '@/ui/notice'
import { Skeleton } from '@/ui/skeleton'
import { useLanguage, useWords } from '@/words/language'
import { sentenceOf } from '@/words/refusals'
import type { Draft } from './draft'
import { keepModel, keptDraft, lastModel } from './drafts'
import { ModelForm } from './ModelForm'
import { ModelPicker } from './ModelPicker'
import { useModels } from './models'
import { useFulfilled } from './useFulfilled'
import { words } from './words'

type Props = { onManageLoras(): void; onOrdered(job: Job): void }

/** Everything that can be set of a video, made from what the service says about its models. */
export function GenerationForm(props: Props) {
  const t = useWords(words)
  const language = useLanguage()
  const { data, error, refetch } = useModels()
  if (data) return <FormOfModels models={data.models} pictureBytes={data.mostPictureBytes} {...props} />
  if (!error) return <Skeleton className="h-[46rem] rounded-lg" />
  return (
    <Notice tone="danger" role="alert" action={<Button size="small" onClick={() => void refetch()}>{t.again}</Button>}>
      {t.loadFailed} {sentenceOf(error, language)}
    </Notice>
  )
}

/** Which form is open: a new edition of the same model replaces what is written in it. */
type Open = { readonly model: string; readonly edition: number; readonly draft: Draft | undefined }

function FormOfModels({ models, pictureBytes, onManageLoras, onOrdered }: Props & { models: ReadonlyArray<Model>; pictureBytes: number }) {
  const { session } = useClient()
  const [open, setOpen] = useState<Open>(() => ({ model: lastModel(session.workspace) ?? '', edition: 0, draft: undefined }))
  const model = models.find(model => model.id === open.model) ?? models[0]
  const choose = (id: string, draft?: Draft) => {
    keepModel(session.workspace, id)
    setOpen(before => ({ model: id, edition: before.edition + 1, draft }))
  }
  useFulfilled(models, model, choose)
  if (!model) return null
  return (
    <ModelForm
      key={`${model.id} ${model.version} ${open.edition}`}
      model={model}
      pictureBytes={pictureBytes}
      begun={open.draft ?? keptDraft(session.workspace, model)}
      picker={<ModelPicker models={models} chosen={model} onChoose={choose} />}
      onManageLoras={onManageLoras}
      onOrdered={onOrdered}
    />
  )
}
