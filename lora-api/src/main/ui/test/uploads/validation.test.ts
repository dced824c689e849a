import fc from 'fast-check'
import { unacceptable } from '@/uploads/header/validation'
import { sentenceOfTrouble } from '@/uploads/troubles'

const LARGEST = 5 * 2 ** 30
const EXTENSIONS = ['.safetensors', '.ckpt', '.SafeTensors', '.CKPT', '.pt', '.bin', '.safetensors.txt', '.zip', '']

// Feature: lora-management, Property 1: File extension validation
test('only files with .safetensors or .ckpt extensions are accepted', () => {
  fc.assert(
    fc.property(fc.string({ minLength: 1 }), fc.oneof(fc.constantFrom(...EXTENSIONS), fc.string()), (name, extension) => {
      const last = /\.[^.]*$/.exec(name + extension)?.[0]?.toLowerCase() ?? ''
      const isLora = last === '.safetensors' || last === '.ckpt'
      expect(unacceptable({ name: name + extension, size: 1 }, LARGEST)).toBe(isLora ? undefined : 'INVALID_EXTENSION')
    }),
    { numRuns: 500 },
  )
})

// Feature: lora-management, Property 2: File size validation
test('files exceeding 5GB are rejected, and none below', () => {
  const sizes = fc.oneof(fc.integer({ min: 1, max: 2 * LARGEST }), fc.integer({ min: LARGEST - 2, max: LARGEST + 2 }))
  fc.assert(
    fc.property(sizes, fc.constantFrom('.safetensors', '.ckpt'), (size, extension) => {
      expect(unacceptable({ name: `a${extension}`, size }, LARGEST)).toBe(size > 5 * 1024 ** 3 ? 'FILE_TOO_LARGE' : undefined)
    }),
    { numRuns: 500 },
  )
})

test('the sentences are those of the design', () => {
  const sentence = (file: { name: string; size: number } | undefined, largest = LARGEST) => {
    const code = unacceptable(file, largest)
    return code && sentenceOfTrouble({ by: 'name', code, largest }, 'en')
  }
  expect(sentence({ name: 'model.safetensors', size: 0 })).toBe('This file is empty')
  expect(sentence({ name: 'large.safetensors', size: LARGEST })).toBeUndefined()
  expect(sentence({ name: 'large.safetensors', size: LARGEST + 1 })).toBe('File size exceeds 5GB limit')
  expect(sentence({ name: 'large.safetensors', size: 2 ** 20 + 1 }, 2 ** 20)).toBe('File size exceeds 1MB limit')
  expect(sentence({ name: 'model.pt', size: 1 })).toBe('Please upload a .safetensors or .ckpt file')
  expect(sentence(undefined)).toBe('Please select a file to upload')
})
