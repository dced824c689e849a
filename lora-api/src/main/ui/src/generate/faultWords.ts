import { inBoth, type Language } from '@/words/language'
import { bytes, number } from '@/words/format'
import type { Fault } from './faults'

type Say<W extends Fault['what']> = (fault: Extract<Fault, { what: W }>, labelOf: (parameter: string) => string) => string
type Sentences = { readonly [W in Fault['what']]: Say<W> }

const sentences = inBoth<Sentences>(
  {
    required: () => 'This is needed.',
    notWhole: () => 'Please enter a whole number.',
    notNumber: () => 'Please enter a number.',
    control: () => 'There are characters in it that cannot be shown.',
    badAddress: () => 'Please enter an address that begins with https://',
    notPicture: () => 'Please choose a PNG, JPEG or WebP picture.',
    tooLong: ({ most, length }) => `At most ${number(most, 'en')} characters; these are ${number(length, 'en')}.`,
    outside: ({ least, most }) => `From ${number(least, 'en', 2)} to ${number(most, 'en', 2)}.`,
    step: ({ nearest }) => `The nearest possible: ${nearest.join(' or ')}.`,
    notAnOption: ({ options }) => `One of ${options.join(', ')}.`,
    tooManyPixels: ({ most, pixels }) => `Width × height may be ${number(most, 'en')} at most; this is ${number(pixels, 'en')}.`,
    aboveOther: ({ other, most }, labelOf) => `No more than “${labelOf(other)}”, which is ${most}.`,
    picturesTooLarge: ({ most }) => `Pictures may have ${bytes(most, 'en')} together. Choose a smaller one, or an https address.`,
    tooManyLoras: ({ most }) => `This model takes ${most} LoRAs at most.`,
  },
  {
    required: () => '필수 항목입니다.',
    notWhole: () => '정수를 입력해 주세요.',
    notNumber: () => '숫자를 입력해 주세요.',
    control: () => '표시할 수 없는 문자가 들어 있습니다.',
    badAddress: () => 'https://로 시작하는 주소를 입력해 주세요.',
    notPicture: () => 'PNG, JPEG 또는 WebP 이미지를 선택해 주세요.',
    tooLong: ({ most, length }) => `최대 ${number(most, 'ko')}자입니다. 지금은 ${number(length, 'ko')}자입니다.`,
    outside: ({ least, most }) => `${number(least, 'ko', 2)}부터 ${number(most, 'ko', 2)}까지 가능합니다.`,
    step: ({ nearest }) => `가장 가까운 값: ${nearest.join(' 또는 ')}`,
    notAnOption: ({ options }) => `다음 중 하나여야 합니다: ${options.join(', ')}`,
    tooManyPixels: ({ most, pixels }) => `너비 × 높이는 최대 ${number(most, 'ko')}입니다. 지금은 ${number(pixels, 'ko')}입니다.`,
    aboveOther: ({ other, most }, labelOf) => `“${labelOf(other)}” 값인 ${most} 이하여야 합니다.`,
    picturesTooLarge: ({ most }) => `이미지는 모두 합쳐 ${bytes(most, 'ko')}까지 가능합니다. 더 작은 이미지나 https 주소를 사용하세요.`,
    tooManyLoras: ({ most }) => `이 모델은 LoRA를 최대 ${most}개까지 쓸 수 있습니다.`,
  },
)

export function sentenceOfFault(fault: Fault, language: Language, labelOf: (parameter: string) => string): string {
  const say = sentences[language][fault.what] as Say<Fault['what']>
  return say(fault as never, labelOf)
}
