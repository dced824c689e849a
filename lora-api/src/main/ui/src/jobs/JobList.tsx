export function JobList({ selected }: { selected: string | undefined; onSelect(job: string): void }) {
  return <div>{selected}</div>
}
