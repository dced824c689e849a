import { createHash } from 'node:crypto'
import fc from 'fast-check'
import { Sha256 } from '@/uploads/digest/sha256'

function digestOf(...pieces: ReadonlyArray<Uint8Array>) {
  const digest = new Sha256()
  for (const piece of pieces) digest.take(piece)
  return digest.digest()
}

test('it is the digest of the standard', () => {
  const bytes = (text: string) => new TextEncoder().encode(text)
  expect(digestOf()).toBe('e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855')
  expect(digestOf(bytes('abc'))).toBe('ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad')
  expect(digestOf(bytes('abcdbcdecdefdefgefghfghighijhijkijkljklmklmnlmnomnopnopq'))).toBe(
    '248d6a61d20638b8e5c026930c3e6039a33ce45964ff2167f6ecedd419db06c1',
  )
})

test('it is the same in whatever pieces the bytes come', () => {
  fc.assert(
    fc.property(fc.array(fc.uint8Array({ maxLength: 200 }), { maxLength: 8 }), pieces => {
      const expected = createHash('sha256').update(Buffer.concat(pieces)).digest('hex')
      expect(digestOf(...pieces)).toBe(expected)
    }),
    { numRuns: 500 },
  )
})
