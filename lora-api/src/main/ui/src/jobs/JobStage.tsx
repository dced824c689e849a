export function JobStage({ selected }: { selected: string | undefined }) {
  return <div>{selected}</div>
}
