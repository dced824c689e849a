import type { Model, Parameter } from '@/api/generation'
import type { Language } from '@/words/language'

type Names = { readonly name: string; readonly text: string }

/** The models and parameters that come with Lorikeet, in Korean. What an installation adds speaks for itself. */
const MODELS: Readonly<Record<string, Names>> = {
  wan22: { name: 'WAN 2.2 텍스트→동영상', text: '텍스트로 동영상을 만듭니다. 두 네트워크가 초기와 후기 단계를 나누어 맡습니다.' },
  'wan22-i2v': { name: 'WAN 2.2 이미지→동영상', text: '첫 이미지(와 원하면 마지막 이미지)로 동영상을 만듭니다. 두 네트워크가 작업을 나눕니다.' },
  'wan22-5b': { name: 'WAN 2.2 5B', text: '텍스트나 이미지로 동영상을 만드는 더 작고 빠른 모델입니다.' },
  'flux-krea': { name: 'FLUX.1 Krea', text: '텍스트로 이미지를 만듭니다.' },
}

const PARAMETERS: Readonly<Record<string, Names>> = {
  prompt: { name: '프롬프트', text: '무엇이 보이고 어떻게 움직이는지 적어 주세요.' },
  negative_prompt: { name: '네거티브 프롬프트', text: '보이지 않아야 할 것. 가이던스가 1이면 효과가 없습니다.' },
  image: { name: '첫 이미지', text: '동영상이 시작되는 이미지 (PNG, JPEG, WebP).' },
  end_image: { name: '마지막 이미지', text: '동영상이 끝나는 이미지.' },
  width: { name: '너비', text: '픽셀 단위.' },
  height: { name: '높이', text: '픽셀 단위.' },
  frames: { name: '프레임 수', text: '4의 배수에 1을 더한 수.' },
  fps: { name: '초당 프레임', text: '동영상이 재생되는 속도.' },
  steps: { name: '스텝 수', text: '많을수록 오래 걸리고 세부 묘사가 늘어납니다.' },
  high_steps: { name: 'High-noise 스텝 수', text: 'Low-noise 네트워크가 이어받기 전까지 high-noise 네트워크가 맡는 스텝 수. 보통 절반입니다.' },
  cfg: { name: '가이던스', text: '프롬프트를 얼마나 충실히 따를지 정합니다.' },
  guidance: { name: '가이던스', text: '프롬프트를 얼마나 충실히 따를지 정합니다.' },
  shift: { name: 'Shift', text: '노이즈가 많은 단계에 더 무게를 두어 움직임을 키웁니다.' },
  context_overlap: { name: '구간 겹침', text: '긴 동영상의 두 구간이 공유하는 프레임 수.' },
  seed: { name: '시드', text: '시드와 설정이 같으면 결과도 같습니다.' },
  lora_high: { name: 'High LoRA', text: 'High-noise 네트워크용 LoRA.' },
  lora_low: { name: 'Low LoRA', text: 'Low-noise 네트워크용 LoRA.' },
  lora: { name: 'LoRA 모델', text: '모델 전체에 적용되는 LoRA.' },
}

const WARNINGS: Readonly<Record<string, string>> = { frames: '프레임이 이보다 많으면 장면이 반복되거나 무너지기 쉽습니다.' }

export function modelNames(model: Model, language: Language): Names {
  return (language === 'ko' && MODELS[model.id]) || { name: model.name, text: model.description }
}

export function parameterNames(parameter: Parameter, language: Language): Names {
  return (language === 'ko' && PARAMETERS[parameter.name]) || { name: parameter.label, text: parameter.description }
}

export function parameterWarning(parameter: Parameter, language: Language) {
  return (language === 'ko' && WARNINGS[parameter.name]) || parameter.warning
}

export function labelsOf(model: Model, language: Language): ReadonlyMap<string, string> {
  return new Map(model.parameters.map(parameter => [parameter.name, parameterNames(parameter, language).name]))
}
