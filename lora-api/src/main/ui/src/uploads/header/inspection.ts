import { factsOf, type FileFacts } from '../facts/facts'
import { mayBeLora } from '../facts/layers'
import { checkCheckpoint } from './checkpoint'
import { Unfit, type Fault } from './fault'
import { fingerprintOf } from './fingerprint'
import { readSafetensors, type Source } from './safetensors'
import { extensionOf } from './validation'

export type Inspection =
  | { readonly fit: true; readonly facts: FileFacts; readonly fingerprint: string }
  | { readonly fit: false; readonly fault: Fault }

/** Reads a few hundred kilobytes of a file, however large it is. */
export async function inspected(name: string, file: Source): Promise<Inspection> {
  try {
    const facts = await factsIn(name, file)
    return { fit: true, facts, fingerprint: await fingerprintOf(file) }
  } catch (failure) {
    if (failure instanceof Unfit) return { fit: false, fault: failure.fault }
    throw failure
  }
}

async function factsIn(name: string, file: Source) {
  if (extensionOf(name) === '.ckpt') {
    await checkCheckpoint(file)
    return factsOf(name, undefined)
  }
  const header = await readSafetensors(file)
  if (header && !mayBeLora(header.slots)) {
    throw new Unfit('NOT_A_LORA', 'This file is not a LoRA: none of its arrays is named like a part of one.')
  }
  return factsOf(name, header)
}

export function sourceOf(file: Blob): Source {
  return {
    size: file.size,
    bytes: async (from, to) => new Uint8Array(await file.slice(from, to).arrayBuffer()),
  }
}
