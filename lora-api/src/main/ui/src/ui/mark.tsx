import mark from './mark.svg'

export function Mark({ className }: { className?: string }) {
  return <img src={mark} alt="" className={className} />
}
