import { createContext, use } from 'react'
import { useFormContext, useFormState } from 'react-hook-form'
import type { CheckAnswer, Model, Parameter } from '@/api/generation'
import { useLanguage } from '@/words/language'
import type { Said } from './answers'
import type { Draft } from './draft'
import { pointerTo, type Fault } from './faults'
import { sentenceOfFault } from './faultWords'
import { parameterNames } from './modelWords'
import { parameterOf } from './models'

/** What every field of the form knows. */
export type Form = {
  readonly model: Model
  readonly draft: Draft
  /** As many as the pictures of one order may have together. */
  readonly pictureBytes: number
  readonly faults: ReadonlyArray<Fault>
  /** By the service, of the draft as it is. */
  readonly said: Said
  readonly check: CheckAnswer | undefined
}

export const FormContext = createContext<Form | undefined>(undefined)

export function useWholeForm(): Form {
  const form = use(FormContext)
  if (!form) throw new Error('useWholeForm is for what is inside of a form')
  return form
}

/** What to say is wrong at a place: not before somebody has been there, or wanted to order. */
export function useFault(pointer: string, visited: boolean): string | undefined {
  const { model, faults } = useWholeForm()
  const { isSubmitted } = useFormState()
  const language = useLanguage()
  const fault = faults.find(fault => fault.pointer === pointer)
  if (!fault || !(isSubmitted || (visited && fault.what !== 'required'))) return undefined
  return sentenceOfFault(fault, language, name => labelOf(model, name, language))
}

/** The same of a parameter, where a service may know better. */
export function useProblem({ name }: Parameter, visited: boolean): string | undefined {
  const { faults, said } = useWholeForm()
  const ours = useFault(pointerTo(name), visited)
  return faults.some(fault => fault.pointer === pointerTo(name)) ? ours : said.parameters.get(name)
}

export function useDraftForm() {
  return useFormContext<Draft>()
}

function labelOf(model: Model, name: string, language: ReturnType<typeof useLanguage>) {
  const parameter = parameterOf(model, name)
  return parameter ? parameterNames(parameter, language).name : name
}
