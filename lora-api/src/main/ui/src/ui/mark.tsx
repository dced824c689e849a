/** The same bird as in assets/mark.svg. */
export function Mark({ className }: { className?: string }) {
  return <img src="/assets/mark.svg" alt="" className={className} />
}
