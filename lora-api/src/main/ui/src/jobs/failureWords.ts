import type { FailureCode } from '@/api/generation'
import { inBoth } from '@/words/language'

/** Why, and what to do next. */
type Advice = readonly [why: string, next: string]

export const failureWords = inBoth<Readonly<Record<FailureCode, Advice>>>(
  {
    AUTH: ['RunPod did not accept our key.', 'Whoever runs this installation has to correct the key. Nothing is wrong with your order.'],
    PAYLOAD_TOO_LARGE: ['The order was too large for RunPod.', 'Use smaller pictures, or their https addresses.'],
    REJECTED: ['RunPod refused the order.', 'Check the settings and order it anew. If it happens again, tell whoever runs this installation.'],
    ENDPOINT_NOT_FOUND: ['RunPod does not know the endpoint of this model.', 'Whoever runs this installation has to correct it. Another model may work.'],
    LOST: ['RunPod lost the job.', 'Make it again: nothing is wrong with your order.'],
    TIMEOUT: ['It took longer than it may.', 'Try fewer frames, a smaller size or fewer steps.'],
    WORKER_LOST: ['The worker vanished while it had the job.', 'Make it again: nothing is wrong with your order.'],
    WORKER_BROKEN: ['The worker is broken.', 'Make it again: another worker may take it.'],
    CANCELLED_REMOTELY: ['Somebody cancelled it at RunPod.', 'Make it again if you still want it.'],
    OUT_OF_MEMORY: ['The worker ran out of GPU memory.', 'Try using fewer LoRAs. Reduce LoRA strength values. A smaller size or fewer frames helps as well.'],
    LORA_MISSING: ['The worker could not use one of the LoRAs.', 'Make it again. If it happens again, upload that LoRA anew, or leave it out.'],
    WORKFLOW_REJECTED: ['The worker does not understand this order.', 'Try other settings or leave out the LoRAs. Whoever runs this installation should see the message.'],
    OUTPUT_MISSING: ['The worker said that it was done, and left no video.', 'Make it again.'],
    OUTPUT_INVALID: ['What the worker made cannot be played.', 'Make it again, perhaps with another seed.'],
    NO_VIDEO: ['What the worker made is no video.', 'Make it again. If it happens again, tell whoever runs this installation.'],
    WORKER_ERROR: ['The worker failed.', 'Make it again. If it fails the same way, change the settings.'],
    NO_CAPACITY: ['No worker was free in time.', 'Try again later.'],
    LORA_GONE: ['One of its LoRAs was deleted or replaced before a worker had it.', 'Edit the settings and choose another LoRA.'],
    MODEL_CHANGED: ['This model is set up differently now, or gone.', 'Edit the settings and order it anew.'],
  },
  {
    AUTH: ['RunPod가 키를 받아들이지 않았습니다.', '관리자가 키를 고쳐야 합니다. 주문 내용에는 문제가 없습니다.'],
    PAYLOAD_TOO_LARGE: ['주문이 RunPod가 받기에 너무 큽니다.', '더 작은 이미지나 https 주소를 사용하세요.'],
    REJECTED: ['RunPod가 주문을 거부했습니다.', '설정을 확인하고 다시 주문하세요. 계속되면 관리자에게 알려 주세요.'],
    ENDPOINT_NOT_FOUND: ['RunPod에 이 모델의 엔드포인트가 없습니다.', '관리자가 고쳐야 합니다. 다른 모델은 될 수 있습니다.'],
    LOST: ['RunPod가 작업을 잃어버렸습니다.', '다시 만들어 주세요. 주문 내용에는 문제가 없습니다.'],
    TIMEOUT: ['허용된 시간보다 오래 걸렸습니다.', '프레임 수, 크기 또는 스텝 수를 줄여 보세요.'],
    WORKER_LOST: ['작업 중에 워커가 사라졌습니다.', '다시 만들어 주세요. 주문 내용에는 문제가 없습니다.'],
    WORKER_BROKEN: ['워커에 문제가 있습니다.', '다시 만들어 주세요. 다른 워커가 맡을 수 있습니다.'],
    CANCELLED_REMOTELY: ['RunPod에서 누군가 작업을 취소했습니다.', '필요하면 다시 만들어 주세요.'],
    OUT_OF_MEMORY: ['워커의 GPU 메모리가 부족했습니다.', 'LoRA 수를 줄이거나 강도를 낮춰 보세요. 크기나 프레임 수를 줄이는 것도 도움이 됩니다.'],
    LORA_MISSING: ['워커가 LoRA 하나를 쓸 수 없었습니다.', '다시 만들어 주세요. 반복되면 그 LoRA를 다시 업로드하거나 빼 주세요.'],
    WORKFLOW_REJECTED: ['워커가 이 주문을 처리할 수 없습니다.', '설정을 바꾸거나 LoRA를 빼 보세요. 관리자에게 메시지를 알려 주세요.'],
    OUTPUT_MISSING: ['워커가 완료했다고 했지만 동영상이 없습니다.', '다시 만들어 주세요.'],
    OUTPUT_INVALID: ['워커가 만든 파일을 재생할 수 없습니다.', '다시 만들어 주세요. 다른 시드도 시도해 보세요.'],
    NO_VIDEO: ['워커가 만든 것이 동영상이 아닙니다.', '다시 만들어 주세요. 반복되면 관리자에게 알려 주세요.'],
    WORKER_ERROR: ['워커에서 오류가 났습니다.', '다시 만들어 주세요. 같은 오류가 나면 설정을 바꿔 보세요.'],
    NO_CAPACITY: ['제시간에 사용할 수 있는 워커가 없었습니다.', '나중에 다시 시도하세요.'],
    LORA_GONE: ['워커가 받기 전에 LoRA가 삭제되거나 바뀌었습니다.', '설정을 편집해 다른 LoRA를 선택하세요.'],
    MODEL_CHANGED: ['이 모델의 설정이 바뀌었거나 모델이 없어졌습니다.', '설정을 편집해 다시 주문하세요.'],
  },
)
