import { act, renderHook, waitFor } from '@testing-library/react'
import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { parse } from 'yaml'
import { failureWords } from '@/jobs/failureWords'
import { Refusal } from '@/api/refusal'
import { AMOUNTS } from '@/words/amounts'
import { FOUND_IN_KOREAN, sentenceOfFile } from '@/words/files'
import { SENTENCES } from '@/words/korean'
import { speak } from '@/words/language'
import { REFUSALS_IN_KOREAN, sentenceOf } from '@/words/refusals'
import { useSaid } from '@/words/said'

// What the services can say is read from the services themselves: whoever adds to it is reminded of the Korean words.
const repository = join(import.meta.dirname, '../../../../../..')
const read = (path: string) => readFileSync(join(repository, path), 'utf8')
const contract = (service: string) => parse(read(`${service}/src/main/resources/${service}/openapi.yaml`)).components.schemas
const GENERATION = 'generation-service/src/main/java/dev/lorikeet/generation'
const ADAPTER = 'storage-worker/src/main/java/dev/lorikeet/storage/adapter'

const EVIDENCE = ['BaseModelWords', 'Families', 'FluxFamilies', 'FluxSizes', 'Timesteps', 'UNets', 'WanEvidence', 'WanPatches', 'WanWords']

/** Where sentences are made that the page shows. */
const SPEAKERS = [
  ...readdirSync(join(repository, GENERATION, 'selection')).map(file => `${GENERATION}/selection/${file}`),
  `${GENERATION}/ordering/Ordering.java`,
  `${GENERATION}/notice/CallbackAddress.java`,
  `${GENERATION}/notice/HttpReceivers.java`,
  `${GENERATION}/notice/Notices.java`,
  `${GENERATION}/dispatch/EndpointReasons.java`,
  `${GENERATION}/dispatch/Stock.java`,
  `${GENERATION}/history/JobViews.java`,
  `${GENERATION}/payload/Fallbacks.java`,
  `${GENERATION}/runpod/EndpointHealth.java`,
  `${ADAPTER}/FileWarnings.java`,
  `${ADAPTER}/WanWarnings.java`,
  ...EVIDENCE.map(name => `${ADAPTER}/${name}.java`),
  'common-events/src/main/java/dev/lorikeet/event/Limits.java',
  'common-events/src/main/java/dev/lorikeet/http/BodyFaults.java',
  'lora-api/src/main/java/dev/lorikeet/lora/lifecycle/DescriptionFaults.java',
  'lora-api/src/main/java/dev/lorikeet/lora/link/LinkFault.java',
]
/** What is said to operators and in logs, or goes with a refusal whose code has words of its own. */
const NOT_SHOWN = /SelectionLimits|^package-info/
const ELSEWHERE = new Set([
  'A job can be ordered again once it has ended.',
  'The model ',
  ' is not offered any more.',
  'a selection for ',
  'What came of a notice of {} was not kept: {}',
  'the high-noise expert',
  'the low-noise expert',
  'both experts',
  'its model',
  'text to video',
  'image to video',
  'text or image to video',
  ' noise',
  '1 layer',
  ' layers',
])

function fragmentsIn(path: string): ReadonlyArray<string> {
  const code = read(path).replaceAll(/\/\*[^]*?\*\/|\/\/.*/g, '').replaceAll(/@\w+\([^)]*\)/g, '').replaceAll(/"\s*\+\s*"/g, '')
  return [...code.matchAll(/"((?:[^"\\\n]|\\.)*)"/g)].map(found => String(JSON.parse(`"${found[1] ?? ''}"`))).filter(text => /[a-z]{2}/.test(text) && text.includes(' '))
}

test('every refusal of the services has Korean words', () => {
  const codes = ['lora-api', 'generation-service'].flatMap(service => contract(service).ProblemCode.enum)
  expect(codes.length).toBeGreaterThan(30)
  expect(codes.filter(code => !(code in REFUSALS_IN_KOREAN))).toEqual([])
})

test('every reason for a video to fail has Korean words', () => {
  expect(contract('generation-service').FailureCode.enum.filter((code: string) => !(code in failureWords.ko))).toEqual([])
})

test('every reason to refuse a file has Korean words', () => {
  const codes = readdirSync(join(repository, 'docs/problems/files')).map(page => page.replace('.md', '').replaceAll('-', '_').toUpperCase())
  expect(codes.length).toBeGreaterThan(40)
  expect(codes.filter(code => !(code in FOUND_IN_KOREAN))).toEqual([])
})

test.each(SPEAKERS.filter(path => !NOT_SHOWN.test(path.split('/').at(-1) ?? '')))('every sentence of %s has Korean words', path => {
  const known = SENTENCES.flatMap(([english]) => english.split(/\{\d\}/))
  const isKnown = (fragment: string) => ELSEWHERE.has(fragment) || known.some(part => part.includes(fragment))
  expect(fragmentsIn(path).filter(fragment => !isKnown(fragment))).toEqual([])
})

test('every fact of an English sentence is in the Korean one, unless it is the name of the field', () => {
  const facts = (text: string) => [...text.matchAll(/\{\d\}/g)].map(found => found[0]).toSorted()
  for (const [english, korean] of SENTENCES) {
    const field = /^\{0\} (must|may|holds)/.test(english)
    if (!field) expect(facts(korean), english).toEqual(expect.arrayContaining(facts(english)))
    expect(korean).toMatch(/[가-힣]/)
  }
})

test('what the proof of a file counts is counted in Korean too', () => {
  const STORAGE = 'storage-worker/src/main/java/dev/lorikeet/storage'
  const sources = readdirSync(join(repository, STORAGE), { recursive: true, encoding: 'utf8' }).filter(file => /^(safetensors|torch|adapter|verification).*java$/.test(file))
  const said = sources.flatMap(file => fragmentsIn(`${STORAGE}/${file}`))
  for (const [english, korean] of AMOUNTS) {
    for (const part of english.replace(', the file has {1}.', '').split(/\{\d\}/).filter(part => / \w+ \w+/.test(part))) {
      expect(said.some(fragment => fragment.includes(part.trim())), part).toBe(true)
    }
    const numbers = [...english.matchAll(/\{\d\}/g)].map(([number]) => number)
    expect([...korean.matchAll(/\{\d\}/g)].map(([number]) => number).toSorted(), english).toEqual(numbers)
  }
  const known = AMOUNTS.flatMap(([english]) => english.split(/\{\d\}/))
  const sizes = sources.flatMap(file => [...read(`${STORAGE}/${file}`).matchAll(/new Unfit\([^;]*(?:Sizes\.|Shown\.bytes)[^;]*;/g)].map(([found]) => found))
  expect(sizes.length).toBeGreaterThan(6)
  for (const statement of sizes) expect(known.filter(part => part.length > 8 && statement.replaceAll(/"\s*\+\s*"/g, '').includes(part)), statement).not.toEqual([])
})

test.each([
  ['INCOMPLETE_BUFFER', 'This .safetensors file is cut short: its header describes 306.8 MB, the file has 1,234 bytes. Please check it.', '파일이 잘려 있습니다. 헤더에는 306.8 MB라고 되어 있지만 파일은 1,234바이트입니다. 파일을 확인하고 다시 업로드해 주세요.'],
  ['SIZE_MISMATCH', 'The upload was announced with 100 bytes, the stored file has 99. Please check it.', '업로드할 때 알린 크기는 100바이트인데 저장된 파일은 99바이트입니다. 파일을 확인하고 다시 업로드해 주세요.'],
  ['SHAPE_SIZE_MISMATCH', 'In this .safetensors file, tensor "a 7 b" takes 1 byte by its type and shape, but is given another number of them.', '형식과 모양으로는 1바이트여야 하는데 크기가 다른 텐서가 있습니다. 만든 도구에서 다시 저장한 뒤 업로드해 주세요.'],
  ['INVALID_JSON', 'Something follows the header of this .safetensors file.', FOUND_IN_KOREAN.INVALID_JSON],
])('a file refused with %s is told with its amounts', (code, english, korean) => {
  expect(sentenceOfFile(code, english, 'ko')).toBe(korean)
  expect(sentenceOfFile(code, english, 'en')).toBe(english)
})

test('the limit of a file is told in Korean as the service has it', () => {
  const refusal = (sentence: string) => new Refusal(413, 'FILE_TOO_LARGE', sentence)
  expect(sentenceOf(refusal('File size exceeds 512MB limit'), 'ko')).toBe('파일 크기가 512MB 제한을 넘습니다.')
})

test('what differs from time to time stays in the sentence', async () => {
  speak('ko')
  const { result } = renderHook(useSaid)
  await waitFor(() => expect(result.current('is missing')).toBe('필수 항목입니다.'))
  const say = result.current
  expect(say('must be from 5 to 161 in steps of 4; nearest to 100 are 97 and 101')).toBe('5부터 161까지 4 간격으로 가능합니다. 100에 가까운 값은 97와(과) 101입니다.')
  expect(say('It was made for the high-noise expert and is chosen for the low-noise expert. If that is wrong, say in the library which one is right.')).toContain('high-noise 전문가용인데 low-noise 전문가에')
  expect(say('12 layers of VACE will be ignored by models without VACE.')).toContain('레이어 12개')
  expect(say('Left out a (b), c.d: the worker could not use them.')).toBe('워커가 쓸 수 없어 a (b), c.d을(를) 뺐습니다.')
  expect(say('Something new.')).toBe('Something new.')
  act(() => speak('en'))
  expect(result.current('is missing')).toBe('is missing')
})
