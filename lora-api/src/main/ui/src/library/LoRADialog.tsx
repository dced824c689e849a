import { lazy, Suspense, useEffect, useState } from 'react'
import type { LoRAManagementDialogProps } from './LoRAManagementDialog'

const fetched = () => import('./LoRAManagementDialog')
const Dialog = lazy(async () => ({ default: (await fetched()).LoRAManagementDialog }))

/** The dialog is a good part of the page's code and seldom what is wanted first: it comes when the page has settled. */
export function LoRADialog(props: LoRAManagementDialogProps) {
  const [wanted, setWanted] = useState(props.open)
  if (props.open && !wanted) setWanted(true)
  useEffect(() => {
    const timer = setTimeout(() => void fetched().catch(() => {}), 1_500)
    return () => clearTimeout(timer)
  }, [])
  return (
    wanted && (
      <Suspense fallback={null}>
        <Dialog {...props} />
      </Suspense>
    )
  )
}
