import type { ReactNode } from 'react'

export function UploadsProvider({ children }: { children: ReactNode }) {
  return children
}
