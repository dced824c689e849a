/** What the services find in a file and count, and the same in Korean. Each number is in both. */
export const AMOUNTS: ReadonlyArray<readonly [english: string, korean: string]> = [
  ['cut short: its header describes {0}, the file has {1}.', '파일이 잘려 있습니다. 헤더에는 {0}라고 되어 있지만 파일은 {1}입니다.'],
  ['goes on behind its last tensor: its header describes {0}, the file has {1}.', '마지막 텐서 뒤에 다른 내용이 있습니다. 헤더에는 {0}라고 되어 있지만 파일은 {1}입니다.'],
  ['its header alone takes {0}, the file has {1}.', '파일이 잘려 있습니다. 헤더만 {0}인데 파일은 {1}입니다.'],
  ['file has {0}, too few to say how long its header is.', '파일이 {0}뿐이어서 헤더의 길이도 알 수 없습니다.'],
  ['the length of the header, is above {0}.', '.safetensors 파일처럼 시작하지 않습니다. 첫 숫자인 헤더 길이가 {0}를 넘습니다.'],
  ['header of this .safetensors file takes {0}, and at most {1} are accepted.', '헤더가 {0}로 너무 큽니다. 최대 {1}까지 받습니다.'],
  ['takes {0} by its type and shape', '형식과 모양으로는 {0}여야 하는데 크기가 다른 텐서가 있습니다.'],
  ['lists more than {0} tensors', '헤더에 적힌 텐서가 {0}개보다 많습니다.'],
  ['has more than {0} entries.', '메타데이터 항목이 {0}개보다 많습니다.'],
  ['has more than {0} dimensions', '차원이 {0}개보다 많은 텐서가 있습니다.'],
  ['its tensors need more than the {0} that it has.', '파일이 잘려 있습니다. 파일은 {0}뿐인데 텐서에는 더 필요합니다.'],
  ['In this .ckpt file {0} follow the last tensor.', '마지막 텐서 뒤에 {0}가 더 있습니다.'],
  ['pickle in this .ckpt file takes {0}, and {1} are read at most.', '.ckpt 파일의 피클이 {0}입니다. 최대 {1}까지 읽습니다.'],
  ['its storage {0} should take {1} and takes {2}', '저장 영역 {0}의 크기가 {1}여야 하는데 {2}입니다.'],
  ['its storage {0} should take {1} and is not there', '{1}여야 하는 저장 영역 {0}이(가) 없습니다.'],
  ['was announced with {0} bytes, the stored file has {1}.', '업로드할 때 알린 크기는 {0}바이트인데 저장된 파일은 {1}바이트입니다.'],
  ['file holds {0} tensors, and {1} are accepted at most.', '텐서가 {0}개입니다. 최대 {1}개까지 받습니다.'],
  ['has {0} dimensions, and {1} are accepted at most.', '차원이 {0}개인 텐서가 있습니다. 최대 {1}개까지 받습니다.'],
  ['more than the {0} records that it counts', '목록에 적힌 {0}개보다 많은 항목이 있습니다.'],
  ['directory counts {0} records and holds {1}', '목록에는 항목이 {0}개라고 되어 있지만 {1}개가 있습니다.'],
  ['has more than {0} instructions', '피클의 명령이 {0}개보다 많습니다.'],
  ['holds a number of {0} bytes', '피클에 {0}바이트나 되는 숫자가 있습니다.'],
  ['has tuples in tuples more than {0} deep', '피클의 튜플이 {0}겹보다 깊게 겹쳐 있습니다.'],
  ['keeps more than {0} values', '피클이 값을 {0}개보다 많이 쌓아 둡니다.'],
  ['holds a name of more than {0} characters', '피클에 {0}자보다 긴 이름이 있습니다.'],
  ['some have the width {0} and others {1}.', '너비가 {0}인 레이어와 {1}인 레이어가 섞여 있어 하나의 WAN 모델에 맞지 않습니다.'],
  ['has factors of the ranks {0} and {1}', '랭크가 {0}인 행렬과 {1}인 행렬은 서로 곱할 수 없습니다.'],
  ['has the rank {0}, which no layer can have', '어느 레이어도 가질 수 없는 랭크 {0}이(가) 있습니다.'],
]

const AMOUNT = String.raw`(\d[\d.,]*(?: (?:[kMGT]?B|bytes?))?)`

/** The finding of a refusal in Korean, if it is one that counts. */
export function amountsInKorean(sentence: string): string | undefined {
  for (const [english, korean] of AMOUNTS) {
    const found = formOf(english).exec(sentence)
    if (found) return korean.replaceAll(/\{(\d)\}/g, (_, index) => (found[Number(index) + 1] ?? '').replace(/ bytes?$/, '바이트'))
  }
  return undefined
}

function formOf(english: string) {
  return new RegExp(english.split(/\{\d\}/).map(part => part.replaceAll(/[.*+?^${}()|[\]\\]/g, String.raw`\$&`)).join(AMOUNT))
}
