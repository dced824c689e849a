import { useQuery, useQueryClient } from '@tanstack/react-query'
import { useEffect } from 'react'
import { useClient } from '@/access/SignIn'
import type { WorkspaceAnswer } from '@/api/lora'
import { loraKeys, soon } from '@/library/live'
import { useLive } from '@/live/Live'
import { useUploads } from '@/uploads/UploadsProvider'

/** Room is given back some time after a deletion, which nothing tells. */
const ASK_EVERY = 30_000

/** How full the workspace is, asked for again whenever an upload or the library moves. */
export function useUsage() {
  const client = useClient()
  const queries = useQueryClient()
  const { workspace } = client.session
  const moves = useUploads().uploads.map(({ phase }) => phase).join()
  useLive('lora', () => soon(queries, loraKeys.usage(workspace)))
  useEffect(() => {
    if (moves !== '') soon(queries, loraKeys.usage(workspace))
  }, [queries, workspace, moves])
  const { data } = useQuery({
    queryKey: loraKeys.usage(workspace),
    queryFn: async ({ signal }) => (await client.json<WorkspaceAnswer>('lora', `/api/workspaces/${workspace}`, { signal })).workspace.usage,
    refetchInterval: ASK_EVERY,
  })
  return data
}
