/** The codes of the service that proves stored files, as far as a browser finds the same without sending anything. */
export type FaultCode =
  | 'HEADER_TOO_SMALL'
  | 'HEADER_TOO_LARGE'
  | 'HEADER_OVER_POLICY'
  | 'INVALID_HEADER_LENGTH'
  | 'INVALID_UTF8'
  | 'INVALID_JSON'
  | 'DUPLICATE_KEY'
  | 'UNKNOWN_FIELD'
  | 'UNKNOWN_DTYPE'
  | 'INVALID_METADATA'
  | 'INVALID_NAME'
  | 'TOO_MANY_DIMENSIONS'
  | 'INVALID_OFFSET'
  | 'VALIDATION_OVERFLOW'
  | 'MISALIGNED'
  | 'SHAPE_SIZE_MISMATCH'
  | 'INCOMPLETE_BUFFER'
  | 'NO_TENSORS'
  | 'POLYGLOT_SUSPECT'
  | 'EXTENSION_MISMATCH'
  | 'UNSUPPORTED_CONTAINER'
  | 'NOT_A_LORA'

/** Why a file is refused before a byte of it is sent. The sentence is the service's; the code finds it in Korean. */
export type Fault = { readonly code: FaultCode; readonly sentence: string }

const SEND_AGAIN = 'Please check the file on your side and upload it again.'
const SAVE_AGAIN = 'Please save it again with the trainer or tool it comes from, and upload that.'
const SAVE_AS_SAFETENSORS = 'Please save it as .safetensors and upload that.'

const ADVICE: Readonly<Partial<Record<FaultCode, string>>> = {
  HEADER_TOO_SMALL: SEND_AGAIN,
  INVALID_HEADER_LENGTH: SEND_AGAIN,
  INCOMPLETE_BUFFER: SEND_AGAIN,
  HEADER_OVER_POLICY: 'Please save it again with less metadata.',
  UNKNOWN_DTYPE: 'Please save it again as BF16, F16 or F32.',
  POLYGLOT_SUSPECT: SAVE_AS_SAFETENSORS,
  UNSUPPORTED_CONTAINER: SAVE_AS_SAFETENSORS,
  EXTENSION_MISMATCH: 'Please give it the extension of what it is, if that is .safetensors or .ckpt.',
  NOT_A_LORA: 'Please upload a LoRA; whole models are not stored here.',
}

/** Ends the reading of a file that is not what it has to be. */
export class Unfit extends Error {
  readonly fault: Fault

  constructor(code: FaultCode, finding: string) {
    super(code)
    this.fault = { code, sentence: `${finding} ${ADVICE[code] ?? SAVE_AGAIN}` }
  }
}
