import { render } from '@testing-library/react'
import type { ReactNode } from 'react'
import { toast } from 'sonner'
import { SignedIn } from '@/access/SignIn'
import type { Client } from '@/api/client'
import { LiveProvider } from '@/live/Live'
import { Toasts } from '@/ui/toasts'
import { TooltipProvider } from '@/ui/tooltip'
import { UploadsProvider } from '@/uploads/UploadsProvider'

// Toasts belong to nobody and would be there in the next test.
afterEach(() => void toast.dismiss())

/** What the page puts around everything. */
export function Page({ client, children }: { client: Client; children: ReactNode }) {
  return (
    <TooltipProvider>
      <SignedIn client={client}>
        <LiveProvider>
          <UploadsProvider>{children}</UploadsProvider>
        </LiveProvider>
      </SignedIn>
      <Toasts />
    </TooltipProvider>
  )
}

export function show(client: Client, children: ReactNode) {
  return render(<Page client={client}>{children}</Page>)
}
